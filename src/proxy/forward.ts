import { secretsOf } from '../providers/client.js';
import { discardBody, readAnswer, type CloudAnswer } from './cloud-answer.js';
import type { Guard } from './credentials/guard.js';
import type { CredentialsRequest, Session } from './credentials/sessions.js';
import { ProxyFailure } from './failure.js';
import { RequestValues } from './request-values.js';
import type { Route, Upstream } from './upstream.js';

export interface SendOptions extends CredentialsRequest {
  readonly fetch: typeof fetch;
  /** The headers that are passed on from the page. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts the request and its body. */
  readonly signal: AbortSignal;
  /** Called with the secrets that are sent. */
  readonly onSend: (secrets: readonly string[]) => void;
  /** The most bytes of a list. */
  readonly maxBytes: number;
}

/** With the current credentials, with newer ones, and with those that another request has obtained in the meantime. */
const MAX_ATTEMPTS = 3;

/**
 * Sends a request to the cloud, and again with new credentials if it rejects the current ones.
 *
 * @throws ProxyFailure, or the error that ended the request
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
  /** Newer credentials, if the cloud rejected those of the attempt. */
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
    // Credentials that a source issues twice count as fixed.
    if (!renewed) await guardOf(upstream, session, sending)?.refuse();
    return { answer, renewed };
  } finally {
    release?.();
  }
}

/** The guard of fixed credentials, if there is a request to probe them with. */
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

/** Whether an answer with this status shows that the cloud has checked the credentials. */
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
    // Redirects are not followed, as they could take the credentials elsewhere. Without `Accept`, some clouds send errors as HTML.
    const sent = { Accept: 'application/json', ...headers, ...upstream.provider.headers, ...authorization };
    response = await fetch(url, { headers: sent, redirect: 'manual', signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new ProxyFailure('UNREACHABLE', 'The cloud cannot be reached', {}, error);
  }
  const { status, type } = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400 && status !== 304)) {
    discardBody(response);
    throw new ProxyFailure('REDIRECT', 'The cloud redirects to another address, which is not followed');
  }
  if (status < 200 || status > 599) {
    discardBody(response);
    throw new ProxyFailure('MALFORMED', 'The cloud responds with an unknown status');
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
