/**
 * The six clouds as their documents describe them, over real HTTP on this machine: for tests, demos and development.
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
 * It is strict: what a document does not allow is refused as the cloud refuses it, and counted as a breach. What can be
 * ordered to be slow, to fail or to be odd is listed at `Options`; it stands in the address, so a person can try it by hand.
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

/** The options of an address by the names that they have there, for example `{ size: 5000, 'short-pages': 7 }`. */
export type AddressOptions = Readonly<Record<string, string | number>>;

/** A simulator that runs. */
export interface Simulator {
  /** Where it is, for example `http://127.0.0.1:8787`. */
  readonly url: string;
  /** The base address of a cloud, for a picker's `endpoint`. An option that is not known is answered with 400. */
  endpoint(cloud: CloudId, options?: AddressOptions): string;
  /** The requests of a run so far, in the order in which they came; of all runs where none is named. */
  log(run?: string): readonly Readonly<LogEntry>[];
  /** What the requests of a run did that the clouds' documents do not allow; of all runs where none is named. */
  breaches(run?: string): readonly Breach[];
  /** Forgets a run, its counts included; all runs where none is named. */
  reset(run?: string): void;
  /** Breaks off whatever is being answered, and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the simulator.
 *
 * @param options.port - default: any that is free
 * @param options.host - default `127.0.0.1`: nobody else can reach it
 * @throws where the port is taken
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
 * Every image that a client should end up with, in server order, as the cloud sends it.
 *
 * @param options - as in the address: `size`, `seed`, `odd` and `filtered-pages` make a difference
 * @throws where an option is not known
 */
export function catalogueOf(cloud: CloudId, options: AddressOptions = {}): readonly unknown[] {
  const target = readTarget(writeTarget(cloud, options));
  if (target.problem !== undefined) throw new RangeError(target.problem);
  return clouds[cloud].catalogue(target.options).map((text): unknown => JSON.parse(text));
}
