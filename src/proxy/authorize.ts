import { untilAborted } from '../providers/abort.js';
import type { Exchange } from './exchange.js';
import { ProxyFailure } from './failure.js';

/** What is known of a request before the portal says who asks. */
export interface AuthorizeContext {
  /** The name of the upstream that is asked for; absent where the address names none. */
  readonly upstream: string | undefined;
  /** As it will stand in the log. */
  readonly requestId: string;
}

/** Who asks. */
export interface Identity {
  /** For the log, and for the limit of requests by one client: a name or a number, never a secret. */
  readonly user: string;
}

/** `true` or an identity lets a request through; a response is answered as it stands; anything else is a 401. */
export type Verdict = boolean | Identity | Response;

export type Authorize = (request: Request, context: AuthorizeContext) => Verdict | Promise<Verdict>;

/**
 * Asks the portal.
 *
 * @returns its own answer to a request that it does not let through
 * @throws ProxyFailure
 */
export async function authorizeRequest(
  authorize: Authorize,
  request: Request,
  exchange: Exchange,
): Promise<Response | undefined> {
  exchange.signal.throwIfAborted();
  const { upstream, requestId, signal } = exchange;
  // The portal's function is not bound to its type.
  const asked: Promise<unknown> = (async () => authorize(request, { upstream, requestId }))();
  let verdict: unknown;
  try {
    verdict = await untilAborted(asked, signal);
  } catch (error) {
    // A response that comes too late has a body that nobody reads.
    asked.then(discardBody, () => undefined);
    signal.throwIfAborted();
    if (error instanceof ProxyFailure) throw error;
    throw new ProxyFailure('FAULT', 'The portal could not tell who asks', {}, error);
  }
  if (verdict instanceof Response) {
    exchange.end('refused', verdict.status, 'NOT-SIGNED-IN');
    return new Response(verdict.body, verdict);
  }
  const user = userOf(verdict);
  if (verdict !== true && user === undefined) throw new ProxyFailure('NOT-SIGNED-IN', 'The portal asks to sign in');
  exchange.user = user;
  return undefined;
}

const MAX_USER_LENGTH = 256;

/** An identity without a name is that of somebody who is not signed in. */
function userOf(verdict: unknown): string | undefined {
  const user: unknown = typeof verdict === 'object' && verdict && 'user' in verdict ? verdict.user : undefined;
  return typeof user === 'string' && user.trim() !== '' ? user.slice(0, MAX_USER_LENGTH) : undefined;
}

function discardBody(verdict: unknown): void {
  if (verdict instanceof Response) void verdict.body?.cancel().catch(() => undefined);
}
