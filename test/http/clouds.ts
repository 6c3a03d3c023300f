import assert from 'node:assert/strict';
import { after } from 'node:test';
import { credentials, startSimulator } from '../../simulator/index.js';
import type { AddressOptions, CloudId, LogEntry, Simulator } from '../../simulator/index.js';
import { Client, type Source } from '../../src/providers/client.js';
import { ProviderError } from '../../src/providers/errors.js';
import type { CloudImage } from '../../src/providers/image.js';
import type { Provider } from '../../src/providers/provider.js';
import { providers } from '../../src/providers/registry.js';
import { factsOf } from '../clouds/index.js';

export function providerOf(cloud: CloudId): Provider {
  const provider = providers.get(cloud);
  assert.ok(provider, cloud);
  return provider;
}

export interface Clouds {
  readonly simulator: Simulator;
  /** A cloud with parameters and credentials that it accepts; `overrides` replace parts of it. */
  readonly source: (cloud: CloudId, options: AddressOptions, overrides?: Partial<Source>) => Source;
  /** The requests of a run. */
  readonly requests: (run: string) => readonly Readonly<LogEntry>[];
  /** The queries of a run's requests. */
  readonly queries: (run: string) => readonly URLSearchParams[];
}

/** A simulator for one test file. A request that breaks a cloud's contract fails the file, unless its run starts with `breach`. */
export async function startClouds(): Promise<Clouds> {
  const simulator = await startSimulator();
  after(async () => {
    const breaches = simulator.breaches().filter(({ run }) => !run.startsWith('breach'));
    await simulator.close();
    assert.deepEqual(breaches, []);
  });
  const requests: Clouds['requests'] = (run) => simulator.log(run);
  return {
    simulator,
    source: (cloud, options, overrides) => ({
      provider: providerOf(cloud),
      params: factsOf(cloud).params,
      endpoint: simulator.endpoint(cloud, options),
      credentials: credentials[cloud],
      ...overrides,
    }),
    requests,
    queries: (run) => requests(run).map(({ url }) => new URL(url, simulator.url).searchParams),
  };
}

/** Rows of the first page of a source, as images. */
export async function firstPage(source: Source, signal = new AbortController().signal): Promise<readonly CloudImage[]> {
  const rowsPerPage = 'max' in source.provider.paging ? source.provider.paging.max : 0;
  const page = await new Client(source).page({ index: 0, rowsPerPage }, signal);
  const { rows } = page.whole?.() ?? page;
  return rows.map(source.provider.readImage).filter((image) => image !== undefined);
}

/** The error that a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await promise.then(
    () => assert.fail('nothing went wrong'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, String(error));
  return error;
}

/** Waits until something holds that other turns of the event loop bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
