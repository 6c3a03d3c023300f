import type { ImageField } from '../../src/components/image-field.js';
import type { AddressOptions, Breach, CloudId, credentials as known, LogEntry } from '../../simulator/index.js';

/**
 * The simulated clouds, for tests in the browser. The runner starts them, and fails when a request broke a cloud's
 * contract, unless it belongs to a run whose name starts with `breach`, as in `address('zstack', { run: 'breach-key' })`.
 */
interface Facts {
  readonly url: string;
  /** The servers of `test/servers/told-cloud.ts`. */
  readonly told: string;
  readonly stranger: string;
  /** Absent behind the proxy. */
  readonly credentials?: typeof known;
  /** The path of the portal's proxy, in a run behind it. */
  readonly proxy?: string;
  readonly model: ModelRun;
  /** The part of a long life that is lived. */
  readonly day: number;
}

/** How many random sequences are tried against the model from each seed, or which one again. */
interface ModelRun {
  readonly runs: number;
  readonly seeds: readonly number[];
  readonly path?: string;
  readonly replayPath?: string;
}

const facts = document.querySelector('script#simulator')?.textContent;
if (facts === undefined) throw new Error('These tests need the simulator: start them with `npm test`');

// Without a slash at the end.
const { url, credentials: accepted, proxy, model, day: part, told, stranger } = JSON.parse(facts) as Facts;

export const modelRun: ModelRun = model;
export const day = part;

/** The pages of this run reach the clouds through a proxy only, and have no credentials. */
export const proxied = proxy !== undefined;

/** Where a cloud says what a test tells it, and where nobody should ask: see `test/support/told.ts`. */
export const toldServers = { told, stranger };

/** What a cloud accepts. A test that needs it `needs('credentials of its own')`. */
export function credentialsOf<Cloud extends CloudId>(cloud: Cloud): (typeof known)[Cloud] {
  if (!accepted) throw new Error('A page behind the proxy has no credentials');
  return accepted[cloud];
}

/** A cloud and its options, as a segment of a path. */
function segment(cloud: CloudId, options: AddressOptions): string {
  const written = Object.entries(options).map(([key, value]) => `;${key}=${encodeURIComponent(value)}`);
  return `/${cloud}${written.join('')}`;
}

/** Where a picker finds a cloud, and with what: the properties that it needs for that. */
export function address(
  cloud: CloudId,
  options: AddressOptions = {},
): Pick<ImageField, 'proxy'> | Pick<ImageField, 'endpoint' | 'credentials'> {
  if (proxy !== undefined) return { proxy: proxy + segment(cloud, options) };
  return { endpoint: url + segment(cloud, options), credentials: credentialsOf(cloud) };
}

/** How often a cloud must refuse the credentials for a picker to hear of it: a proxy signs in anew by itself first, where it can. */
export const refusalsOf = (cloud: CloudId): number => (proxied && cloud !== 'hostway' ? 2 : 1);

/** Where nothing answers. */
export const nowhere: Pick<ImageField, 'proxy'> | Pick<ImageField, 'endpoint'> =
  proxy === undefined ? { endpoint: 'http://127.0.0.1:9' } : { proxy: 'http://127.0.0.1:9' };

/** Nothing that leads to a cloud. */
export const unaddressed: Pick<ImageField, 'proxy' | 'endpoint' | 'credentials'> = {
  proxy: undefined,
  endpoint: undefined,
  credentials: undefined,
};

/** The requests of a run so far, in the order in which they came, without the browser's own questions about CORS. */
export async function requests(run: string): Promise<readonly LogEntry[]> {
  const entries = (await ask(`log?run=${run}`)) as LogEntry[];
  return entries.filter(({ method }) => method === 'GET');
}

/** What the requests of a run did that the clouds' documents do not allow. */
export async function breaches(run: string): Promise<readonly Breach[]> {
  return (await ask(`breaches?run=${run}`)) as Breach[];
}

/** Every image that a picker should end up with, in the server's order, as the cloud sends it. */
export async function catalogueOf(cloud: CloudId, options: AddressOptions = {}): Promise<readonly unknown[]> {
  return (await ask(`catalogue${segment(cloud, options)}`)) as unknown[];
}

/** From now on nothing goes wrong in a run. */
export async function repair(run: string): Promise<void> {
  const { ok } = await fetch(`${url}/-/repair?run=${run}`, { method: 'POST' });
  if (!ok) throw new Error('not repaired');
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${url}/-/${path}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
