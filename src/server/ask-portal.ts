import { createHash } from 'node:crypto';
import { ProxyFailure, retryAfterHeader } from '../proxy/failure.js';
import type { Authorize, Verdict } from '../proxy/index.js';

export interface PortalOptions {
  readonly url: string;
  /** Headers of the page that the portal is shown. */
  readonly headers?: readonly string[] | undefined;
  /** Milliseconds that the portal may take. */
  readonly timeout?: number | undefined;
  /** Seconds for which a permission is remembered. */
  readonly cache?: number | undefined;
  /** A header of the portal's answer that says who it is. */
  readonly userHeader?: string | undefined;
  readonly fetch: typeof fetch;
}

const MAX_REMEMBERED = 10_000;

/**
 * Asks the portal who is signed in, as `auth_request` of nginx does: 2xx lets a request through, 401 and 403 refuse it, and anything
 * else is a fault; but for a portal that is away or fails, which may pass.
 */
export function askPortal(options: PortalOptions): Authorize {
  const { url, headers = ['Cookie'], timeout = 5_000, cache = 0, userHeader, fetch } = options;
  const remembered = new Map<string, { readonly verdict: Verdict; readonly until: number }>();

  return async (request, { upstream, requestId }) => {
    const shown = headers.flatMap((name) => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const key = createHash('sha256')
      .update(JSON.stringify([upstream, shown]))
      .digest('base64');
    const known = remembered.get(key);
    if (known && known.until > Date.now()) return known.verdict;
    const { pathname, search } = new URL(request.url);
    const asked = fetch(url, {
      headers: {
        ...Object.fromEntries(shown),
        'X-Original-URI': pathname + search,
        'X-Original-Method': request.method,
        'X-Request-Id': requestId,
        ...(upstream !== undefined && { 'X-Upstream': upstream }),
      },
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeout)]),
    });
    const response = await asked.catch((error: unknown) => {
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

/** Pickers ask again by themselves. */
function portalUnavailable(cause: unknown, seconds: string | null = null): ProxyFailure {
  const wait = seconds !== null && /^\d{1,5}$/.test(seconds) ? Number(seconds) * 1000 : 1000;
  return new ProxyFailure('PORTAL', 'The portal cannot say now who is signed in', retryAfterHeader(wait), cause);
}

function refusal({ status, headers }: Response, requestId: string): Response {
  const challenge = headers.get('WWW-Authenticate');
  const [code, message] =
    status === 401
      ? ['NOT-SIGNED-IN', 'The portal asks to sign in']
      : ['NOT-ALLOWED', 'The portal does not allow this'];
  return Response.json(
    { error_code: `PROXY.${code}`, error_msg: message, request_id: requestId },
    { status, headers: { 'Cache-Control': 'no-store', ...(challenge !== null && { 'WWW-Authenticate': challenge }) } },
  );
}
