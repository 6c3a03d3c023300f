import { createHash } from 'node:crypto';
import { ProxyFailure, retryAfterHeader } from '../proxy/failure.js';
import type { Authorize, Verdict } from '../proxy/index.js';

export interface PortalOptions {
  readonly url: string;
  /** Headers of the page to pass on to the portal. */
  readonly headers?: readonly string[] | undefined;
  /** Milliseconds to wait for the portal. */
  readonly timeout?: number | undefined;
  /** Seconds for which a positive answer is cached, for the same request. */
  readonly cache?: number | undefined;
  /** The header of the portal's answer with the user. */
  readonly userHeader?: string | undefined;
  readonly fetch: typeof fetch;
}

const MAX_REMEMBERED = 10_000;

/**
 * Authorizes requests with the portal, like nginx's `auth_request`: status 2xx allows a request, 401 and 403 reject it, and anything else
 * is an error. If the portal cannot be reached or responds with 5xx, the error is temporary.
 */
export function askPortal(options: PortalOptions): Authorize {
  const { url, headers = ['Cookie'], timeout = 5_000, cache = 0, userHeader, fetch } = options;
  const remembered = new Map<string, { readonly verdict: Verdict; readonly until: number }>();

  return async (request, { upstream, requestId }) => {
    const forwarded = headers.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const { pathname, search } = new URL(request.url);
    const question = {
      ...Object.fromEntries(forwarded),
      'X-Original-URI': pathname + search,
      'X-Original-Method': request.method,
      ...(upstream !== undefined && { 'X-Upstream': upstream }),
    };
    // The portal may decide by any of these, so a permission holds only for the same question.
    const key = createHash('sha256').update(JSON.stringify(question)).digest('base64');
    const known = remembered.get(key);
    if (known && known.until > Date.now()) return known.verdict;
    const pending = fetch(url, {
      headers: { ...question, 'X-Request-Id': requestId },
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]),
    });
    const response = await pending.catch((error: unknown) => {
      throw portalUnavailable(error);
    });
    void response.body?.cancel().catch(() => undefined);
    const { status, ok } = response;
    if (status === 401 || status === 403) return refusal(response, requestId);
    if (status >= 500)
      throw portalUnavailable(new Error(`the portal answered ${status}`), response.headers.get('Retry-After'));
    if (!ok) throw new Error(`the portal answered ${status}`);
    const user = userHeader === undefined ? null : response.headers.get(userHeader);
    const verdict: Verdict = user === null || user.trim() === '' ? true : { user };
    if (cache > 0) remember(key, verdict);
    return verdict;
  };

  function remember(key: string, verdict: Verdict): void {
    remembered.delete(key);
    remembered.set(key, { verdict, until: Date.now() + cache * 1000 });
    const [oldest = key] = remembered.keys();
    if (remembered.size > MAX_REMEMBERED) remembered.delete(oldest);
  }
}

/** A temporary error, after which pickers retry automatically. */
function portalUnavailable(cause: unknown, seconds: string | null = null): ProxyFailure {
  const wait = seconds !== null && /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1000 : 1000;
  return new ProxyFailure('PORTAL', 'The portal cannot check the session at the moment', retryAfterHeader(wait), cause);
}

function refusal({ status, headers }: Response, requestId: string): Response {
  const challenge = headers.get('WWW-Authenticate');
  const [code, message] =
    status === 401
      ? ['NOT-SIGNED-IN', 'Sign in to the portal first']
      : ['NOT-ALLOWED', 'The portal does not allow this request'];
  return Response.json(
    { error_code: `PROXY.${code}`, error_msg: message, request_id: requestId },
    { status, headers: { 'Cache-Control': 'no-store', ...(challenge !== null && { 'WWW-Authenticate': challenge }) } },
  );
}
