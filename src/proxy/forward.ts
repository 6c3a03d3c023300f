import { kindOfStatus } from '../providers/errors.js';
import { readAll } from './body.js';
import type { Grant } from './credentials/cache.js';
import { ProxyFailure } from './failure.js';
import type { Route, Upstream } from './upstream.js';
import type { Secrets } from './redaction.js';

/** What a cloud answered. An error's body is short, and read already: it says whether the credentials were refused. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array> | null;
  readonly secrets: Secrets;
}

export interface Sending {
  readonly fetch: typeof fetch;
  /** The headers that the page may say. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request, its body included. */
  readonly signal: AbortSignal;
}

/** No cloud has more to say about an error. */
const LONGEST_ERROR = 256 * 1024;

/**
 * Asks the cloud; once more, with new credentials, where it refuses those that are held.
 *
 * @throws ProxyFailure, or whatever ended the request
 */
export async function forward(upstream: Upstream, route: Route, sending: Sending): Promise<Answer> {
  let grant = await upstream.credentials.get();
  for (let repeated = false; ; repeated = true) {
    sending.signal.throwIfAborted();
    const { refused, ...answer } = await send(upstream, route, grant, sending);
    if (!refused) grant.accepted = true;
    const renewed = refused && !repeated ? upstream.credentials.renew(grant) : undefined;
    if (!renewed) return answer;
    grant = await renewed;
  }
}

async function send(
  upstream: Upstream,
  { url }: Route,
  grant: Grant,
  { fetch, headers, signal }: Sending,
): Promise<Answer & { readonly refused: boolean }> {
  const { headers: authorization, secrets } = upstream.authorization(grant);
  let response: Response;
  try {
    // Followed, a redirect would take the credentials to wherever it leads.
    response = await fetch(url, { headers: { ...headers, ...authorization }, redirect: 'manual', signal });
  } catch {
    signal.throwIfAborted();
    throw new ProxyFailure('UNREACHABLE', 'The cloud cannot be reached');
  }
  const { status, type } = response;
  const drop = (): void => void response.body?.cancel().catch(() => undefined);
  if (type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)) {
    drop();
    throw new ProxyFailure('REDIRECT', 'The cloud sends on to another address, which is not followed');
  }
  if (status < 200 || status > 599) {
    drop();
    throw new ProxyFailure('MALFORMED', 'The cloud answers with an unknown status');
  }
  const answer = { status, headers: response.headers, body: response.body, secrets, refused: false };
  if (status < 400) return answer;

  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readAll(response.body, LONGEST_ERROR));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ProxyFailure ? error : new ProxyFailure('UNREACHABLE', 'The answer of the cloud broke off');
  }
  const reading = upstream.provider.readError(parse(new TextDecoder().decode(bytes)), status);
  const refused = (reading?.kind ?? kindOfStatus(status)) === 'credentials';
  return { ...answer, body: new Blob([bytes]).stream(), refused };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
