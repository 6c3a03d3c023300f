import { availableParallelism } from 'node:os';
import { packed } from '../test/servers/packed.js';
import { unpacked, whyNotUnpacked } from '../test/servers/unpacked.js';
import { build } from '../test/site/built.js';
import { runBrowserTests } from './browser-tests.js';
import type { Counts } from './counts.js';
import { chromium, engines, type Engine } from './engines.js';
import { runNodeTests } from './node-tests.js';

/** Test files that run in one kind of place. */
export interface Suite {
  /** Chooses it on the command line: `--firefox`. */
  readonly id: string;
  readonly name: string;
  /** The endings of its files' names. */
  readonly endings: readonly string[];
  /** Installs what it needs. */
  readonly prepare?: () => unknown;
  readonly run: (files: string[], filesAtOnce: number) => Promise<Counts>;
}

const inBrowser = (engine: Engine, proxied: boolean): Suite => ({
  id: proxied ? 'proxy' : engine.id,
  name: `In ${engine.name}${proxied ? ', behind the proxy' : ''}`,
  // Tests that need only one engine run in the fastest one.
  endings: engine === chromium && !proxied ? ['.browser.ts', '.chromium.ts'] : ['.browser.ts'],
  prepare: () => engine.prepare(),
  run: (files, filesAtOnce) => runBrowserTests(files, engine, proxied, filesAtOnce),
});

/** Services that test files start, by a part of their paths. Downloading them takes longer than a test may. */
const services: readonly (readonly [part: string, packages: readonly string[]])[] = [
  ['keystone', ['keystone']],
  ['test/openstack', ['keystone', 'glance-api']],
];

function unpackFor(files: readonly string[]): void {
  const needed = services.flatMap(([part, packages]) => (files.some((file) => file.includes(part)) ? packages : []));
  for (const name of new Set(needed)) if (whyNotUnpacked(name) === undefined) unpacked(name);
}

/** Suites that mostly wait come first, and run next to those that mostly compute. */
export const suites: readonly Suite[] = [
  {
    id: 'journeys',
    name: 'Journeys',
    endings: ['.journey.ts'],
    run: (files) => runNodeTests(files, 1),
  },
  {
    id: 'site',
    name: 'The documentation site',
    endings: ['.site.ts'],
    run: (files) => {
      build();
      return runNodeTests(files, 1);
    },
  },
  {
    id: 'apps',
    name: 'Example apps',
    endings: ['.app.ts'],
    prepare: packed,
    run: (files) => {
      packed();
      return runNodeTests(files, 1);
    },
  },
  ...engines.toReversed().map((engine) => inBrowser(engine, false)),
  inBrowser(chromium, true),
  {
    id: 'node',
    name: 'In Node',
    endings: ['.test.ts'],
    run: (files, filesAtOnce) => {
      unpackFor(files);
      return runNodeTests(files, filesAtOnce);
    },
  },
];

/** As many files as there are processors. */
export const processors = availableParallelism();
