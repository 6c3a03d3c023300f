import { readdirSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runBrowserTests } from './browser-tests.js';
import { inWords, sum, type Counts } from './counts.js';
import { chromium, engines, type Engine } from './engines.js';
import { runNodeTests } from './node-tests.js';

// npm test                          runs everything
// npm test -- walk                  runs the files with "walk" in their path
// npm test -- --browser=firefox     runs the browser tests, in Firefox only; can be given twice
// npm test -- --proxy               runs the browser tests, in Chromium behind the proxy

const { values, positionals: wanted } = parseArgs({
  options: { browser: { type: 'string', multiple: true }, proxy: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = values.browser?.find((id) => engines.every((engine) => engine.id !== id));
if (unknown !== undefined) {
  console.error(`No browser is called ${unknown}: there are ${engines.map(({ id }) => id).join(', ')}`);
  process.exit(1);
}

// Puppeteer closes its browser on a signal, but would let the run go on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();

interface Suite {
  readonly name: string;
  /** Of its files' names. */
  readonly ending: string;
  readonly run: (chosen: string[]) => Promise<Counts>;
}

const inNode: Suite = {
  name: 'In Node',
  ending: '.test.ts',
  run: (chosen) => runNodeTests(chosen, Math.min(4, availableParallelism())),
};
const inBrowser = (engine: Engine, proxied: boolean): Suite => ({
  name: `In ${engine.name}${proxied ? ', behind the proxy' : ''}`,
  ending: '.browser.ts',
  run: (chosen) => runBrowserTests(chosen, engine, proxied),
});
const journeys: Suite = { name: 'Journeys', ending: '.journey.ts', run: (chosen) => runNodeTests(chosen, 1) };

const everything = !values.browser && !values.proxy;
const suites = [
  ...(everything ? [inNode] : []),
  ...engines.filter(({ id }) => everything || values.browser?.includes(id)).map((engine) => inBrowser(engine, false)),
  ...(everything || values.proxy ? [inBrowser(chromium, true)] : []),
  ...(everything ? [journeys] : []),
];

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** A suite that crashed, or in which there was nothing to run, has failed. */
async function countsOf({ name, ending, run }: Suite): Promise<Counts> {
  const chosen = files.filter((file) => file.endsWith(ending));
  if (chosen.length === 0 && wanted.length > 0) return none;
  console.log(`\n${name}: ${chosen.length} files`);
  const start = performance.now();
  try {
    const counts = chosen.length > 0 ? await run(chosen) : none;
    console.log(`${name}: ${inWords(counts)} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    if (counts.passed + counts.failed + counts.skipped > 0) return counts;
    console.error(`${name}: no test ran`);
    return { ...counts, failed: 1 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const results: Counts[] = [];
for (const suite of suites) results.push(await countsOf(suite));
const total = sum(results);
if (total.passed + total.failed + total.skipped === 0) {
  console.error('No test file matches');
  total.failed = 1;
}

console.log(`\n${inWords(total)}`);
// Explicitly: a connection left open by a browser must not keep a finished run alive.
process.exit(total.failed > 0 ? 1 : 0);
