/**
 * The six clouds as their documentation describes them, over real HTTP on this machine: for tests, demos and development.
 *
 * ```ts
 * import { credentials, startSimulator } from 'cloud-image-picker/simulator';
 *
 * const simulator = await startSimulator();
 * picker.provider = 'huawei-workspace';
 * picker.params = { projectId: 'any' };
 * picker.endpoint = simulator.endpoint('huawei-workspace', { size: 5000, latency: '50-200', run: 'my-test' });
 * picker.credentials = credentials['huawei-workspace'];
 * // …
 * assert.deepEqual(simulator.breaches('my-test'), []);
 * await simulator.close();
 * ```
 *
 * It is strict: requests that a document does not allow are rejected as the cloud rejects them, and counted as breaches. `Options` lists
 * the delays, faults and oddities that can be requested. They are part of the address, so you can also try them by hand.
 *
 * @module
 */
import { clouds } from './clouds/index.js';
import type { CloudId } from './credentials.js';
import { History } from './log.js';
import type { Breach, LogEntry } from './log.js';
import { readTarget, writeTarget } from './options.js';
import { createCloudServer } from './server.js';

export { horizonOrgs, horizonProviderInstances } from './catalogues/horizon.js';
export { hostwayZones } from './catalogues/hostway.js';
export { sharingProjects } from './catalogues/huawei-cloud-phone.js';
export { cloudIds, credentials, longToken } from './credentials.js';
export type { CloudId } from './credentials.js';
export type { Breach, LogEntry } from './log.js';
export { needle } from './needle.js';
export { faultKinds } from './options.js';
export type { FaultKind, Options } from './options.js';
export { accounts } from './sign-in-accounts.js';

/** The options of an address by name, for example `{ size: 5000, 'short-pages': 7 }`. */
export type AddressOptions = Readonly<Record<string, string | number>>;

/** A running simulator. */
export interface Simulator {
  /** Its address, for example `http://127.0.0.1:8787`. */
  readonly url: string;
  /** The base address of a cloud, for a picker's `endpoint`. An unknown option is answered with 400. */
  endpoint(cloud: CloudId, options?: AddressOptions): string;
  /** The requests of a run so far, in order of arrival; of all runs by default. */
  log(run?: string): readonly Readonly<LogEntry>[];
  /** How the requests of a run violated the clouds' documents; of all runs by default. */
  breaches(run?: string): readonly Breach[];
  /** Clears a run and its counts; all runs by default. */
  reset(run?: string): void;
  /** Aborts pending responses, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the simulator.
 *
 * @param options.port - default: any free port
 * @param options.host - default `127.0.0.1`, which other machines cannot reach
 * @throws if the port is in use
 */
export async function startSimulator(options: { port?: number; host?: string } = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  const history = new History();
  const closing = new AbortController();
  const server = createCloudServer(history, closing.signal);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const url = `http://${host}:${String(typeof address === 'object' && address ? address.port : port)}`;
  return {
    url,
    endpoint: (cloud, options) => `${url}/${writeTarget(cloud, options)}`,
    log: (run) => history.log(run),
    breaches: (run) => history.breaches(run),
    reset: (run) => {
      history.reset(run);
    },
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * Every image that a client should find, in server order, as the cloud sends it.
 *
 * @param options - as in the address: `size`, `seed`, `odd` and `filtered-pages` make a difference
 * @throws if an option is unknown
 */
export function catalogueOf(cloud: CloudId, options: AddressOptions = {}): readonly unknown[] {
  const target = readTarget(writeTarget(cloud, options));
  if (target.problem !== undefined) throw new RangeError(target.problem);
  return clouds[cloud].catalogue(target.options).map((text): unknown => JSON.parse(text));
}
