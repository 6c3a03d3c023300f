import { secretsOf } from '../providers/client.js';
import { discardBody, readAnswer, type CloudAnswer } from './cloud-answer.js';
import type { Guard } from './credentials/guard.js';
import type { CredentialsRequest, Session } from './credentials/sessions.js';
import { ProxyFailure } from './failure.js';
import { RequestValues } from './request-values.js';
import type { Route, Upstream } from './upstream.js';

export interface SendOptions extends CredentialsRequest {
  readonly fetch: typeof fetch;
  /** The headers that the page may say. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the request, its body included. */
  readonly signal: AbortSignal;
  /** Is told the secrets that go out. */
  readonly onSend: (secrets: readonly string[]) => void;
  /** Bytes that a list may have. */
  readonly maxBytes: number;
}

/** With the credentials that are held, with newer ones, and with those that another request brought meanwhile. */
const MAX_ATTEMPTS = 3;

/**
 * Asks the cloud; once more, with new credentials, where it refuses those that are held.
 *
 * @throws ProxyFailure, or whatever ended the request
 */
export async function forward(upstream: Upstream, route: Route, sending: SendOptions): Promise<CloudAnswer> {
  const { sessions } = upstream.access;
  const tried = new Set<Session>();
  for (let session = await sessions.get(sending); ;) {
    tried.add(session);
    const used = session;
    const { answer, renewed } = await attempt(upstream, route, tried, session, sending).finally(() =>
      sessions.release(used),
    );
    if (!renewed) return answer;
    session = renewed;
  }
}

interface Attempt {
  readonly answer: CloudAnswer;
  /** The cloud did not take the credentials, and there are newer ones. */
  readonly renewed?: Session | undefined;
}

async function attempt(
  upstream: Upstream,
  route: Route,
  tried: ReadonlySet<Session>,
  session: Session,
  sending: SendOptions,
): Promise<Attempt> {
  const { sessions } = upstream.access;
  sending.signal.throwIfAborted();
  const guard = guardOf(upstream, session, sending);
  const release = await guard?.enter(sending.signal);
  try {
    const answer = await send(upstream, route, session, sending);
    if (!answer.refused) {
      if (provesCredentials(answer.status)) sessions.accept(session);
      if (answer.status < 400) guard?.accept();
      return { answer };
    }
    const renewed = tried.size < MAX_ATTEMPTS ? await sessions.renew(tried, sending) : undefined;
    // What a source brings twice is as good as fixed.
    if (!renewed) await guardOf(upstream, session, sending)?.refuse();
    return { answer, renewed };
  } finally {
    release?.();
  }
}

/** Holds back credentials that do not change, where there is a question to try them with. */
function guardOf(upstream: Upstream, session: Session, { fetch, maxBytes }: SendOptions): Guard | undefined {
  const route = session.fixed ? upstream.probeRoute : undefined;
  if (!route) return undefined;
  const { headers } = upstream.authorization(session);
  return upstream.access.guards.of(session, {
    personal: session.personal,
    identity: [route.url, ...Object.values(headers)],
    isPassword: Object.values(headers).some((value) => /^basic /i.test(value)),
    probe: async (signal) => {
      const own = { 'X-Request-Id': crypto.randomUUID() };
      const sending = { fetch, signal, maxBytes, headers: own, onSend: () => undefined };
      const { refused, status, body } = await send(upstream, route, session, sending);
      if (body && 'list' in body) void body.list.cancel().catch(() => undefined);
      if (refused) return 'refused';
      return provesCredentials(status) ? 'accepted' : 'unclear';
    },
  });
}

/** Whether a cloud that answers so has looked at the credentials. */
const provesCredentials = (status: number): boolean => status < 500 && status !== 429;

async function send(
  upstream: Upstream,
  { url, requestValues }: Route,
  session: Session,
  { fetch, headers, signal, maxBytes, onSend }: Omit<SendOptions, 'request'>,
): Promise<CloudAnswer> {
  const { headers: authorization, secrets } = upstream.authorization(session);
  onSend(secretsOf(session.credentials, authorization));
  let response: Response;
  try {
    // Followed, a redirect would take the credentials to wherever it leads.
    // And some clouds answer errors in HTML to whoever does not say that he wants JSON.
    const sent = { Accept: 'application/json', ...headers, ...upstream.provider.headers, ...authorization };
    response = await fetch(url, { headers: sent, redirect: 'manual', signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new ProxyFailure('UNREACHABLE', 'The cloud cannot be reached', {}, error);
  }
  const { status, type } = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)) {
    discardBody(response);
    throw new ProxyFailure('REDIRECT', 'The cloud sends on to another address, which is not followed');
  }
  if (status < 200 || status > 599) {
    discardBody(response);
    throw new ProxyFailure('MALFORMED', 'The cloud answers with an unknown status');
  }
  const { provider } = upstream;
  return readAnswer(response, {
    provider,
    secrets,
    requestValues: new RequestValues([...requestValues, ...Object.values(headers)]),
    signal,
    maxBytes,
  });
}
