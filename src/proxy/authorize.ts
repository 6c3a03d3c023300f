import { untilAborted } from '../providers/abort.js';
import type { Exchange } from './exchange.js';
import { ProxyFailure } from './failure.js';

/** What is known about a request before the portal has authorized it. */
export interface AuthorizeContext {
  /** The name of the requested upstream; `undefined` if the URL contains none. */
  readonly upstream: string | undefined;
  /** The ID of the request, as in the log. */
  readonly requestId: string;
}

/** The user of a request. */
export interface Identity {
  /** Identifies the user in the log and for the limit of requests per client: a name or a number, never a secret. */
  readonly user: string;
}

/** `true` or an identity allows the request. A response is sent unchanged. Anything else is answered with status 401. */
export type Verdict = boolean | Identity | Response;

export type Authorize = (request: Request, context: AuthorizeContext) => Verdict | Promise<Verdict>;

/**
 * Calls the portal's `authorize`.
 *
 * @returns the portal's own response if it rejects the request
 * @throws ProxyFailure
 */
export async function authorizeRequest(
  authorize: Authorize,
  request: Request,
  exchange: Exchange,
): Promise<Response | undefined> {
  exchange.signal.throwIfAborted();
  const { upstream, requestId, signal } = exchange;
  // At run time the portal's function may return anything.
  const pending: Promise<unknown> = (async () => authorize(request, { upstream, requestId }))();
  let verdict: unknown;
  try {
    verdict = await untilAborted(pending, signal);
  } catch (error) {
    // The body of a late response will not be read.
    pending.then(discardBody, () => undefined);
    signal.throwIfAborted();
    if (error instanceof ProxyFailure) throw error;
    throw new ProxyFailure('FAULT', 'The portal could not authorize the request', {}, error);
  }
  if (verdict instanceof Response) {
    exchange.end('refused', verdict.status, 'NOT-SIGNED-IN');
    return new Response(verdict.body, verdict);
  }
  const user = userOf(verdict);
  if (verdict !== true && user === undefined) throw new ProxyFailure('NOT-SIGNED-IN', 'Sign in to the portal first');
  exchange.user = user;
  return undefined;
}

const MAX_USER_LENGTH = 256;

/** An identity with a blank name counts as not signed in. */
function userOf(verdict: unknown): string | undefined {
  const user: unknown = typeof verdict === 'object' && verdict && 'user' in verdict ? verdict.user : undefined;
  return typeof user === 'string' && user.trim() !== '' ? user.slice(0, MAX_USER_LENGTH) : undefined;
}

function discardBody(verdict: unknown): void {
  if (verdict instanceof Response) void verdict.body?.cancel().catch(() => undefined);
}
