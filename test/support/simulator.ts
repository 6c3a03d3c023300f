import type { AddressOptions, Breach, CloudId, credentials as known, LogEntry } from '../../simulator/index.js';

/**
 * The simulated clouds, for tests in the browser. The runner starts them, and fails when a request broke a cloud's
 * contract, unless it belongs to a run whose name starts with `breach`, as in `endpoint('zstack', { run: 'breach-key' })`.
 */
interface Facts {
  readonly url: string;
  readonly credentials: typeof known;
}

const facts = document.querySelector('script#simulator')?.textContent;
if (facts === undefined) throw new Error('These tests need the simulator: start them with `npm test`');

// Without a slash at the end.
const { url, credentials: accepted } = JSON.parse(facts) as Facts;

/** What each cloud accepts. */
export const credentials = accepted;

/** The base address of a cloud, with its options: the `endpoint` of a picker. */
export function endpoint(cloud: CloudId, options: AddressOptions = {}): string {
  const segments = Object.entries(options).map(([key, value]) => `;${key}=${encodeURIComponent(value)}`);
  return `${url}/${cloud}${segments.join('')}`;
}

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
  return (await ask(`catalogue${endpoint(cloud, options).slice(url.length)}`)) as unknown[];
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${url}/-/${path}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
