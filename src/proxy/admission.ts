import { ProxyFailure } from './failure.js';
import { announcesBody, isNormalPath } from './normal-form.js';

export interface AdmissionLimits {
  readonly origins: readonly string[];
  readonly urlLength: number;
  readonly headersLength: number;
}

/**
 * Rejects requests that no picker sends, before any function of the portal is called.
 *
 * @throws ProxyFailure
 */
export function admit(request: Request, url: URL, rules: AdmissionLimits): void {
  const { method, headers } = request;
  if (isCrossSite(headers, url, rules.origins)) {
    throw new ProxyFailure('CROSS-SITE', 'Requests from pages of this origin are not allowed');
  }
  if (method !== 'GET') {
    const allow = rules.origins.length > 0 ? 'GET, OPTIONS' : 'GET';
    throw new ProxyFailure('METHOD', 'Only GET requests are allowed', { Allow: allow });
  }
  if (request.body !== null || announcesBody(headers))
    throw new ProxyFailure('REQUEST', 'Requests must not have a body');
  if (url.pathname.length + url.search.length > rules.urlLength) {
    throw new ProxyFailure('ADDRESS-TOO-LONG', 'The address is too long');
  }
  let length = 0;
  headers.forEach((value, name) => (length += name.length + value.length));
  if (length > rules.headersLength) throw new ProxyFailure('HEADERS-TOO-LONG', 'The headers are too long');
  if (!isNormalPath(url.pathname) || url.username !== '' || url.password !== '' || url.hash !== '') {
    throw new ProxyFailure('REQUEST', 'The address is not in its normal form');
  }
}

/** Whether the request is from a page of an origin that is not allowed. Only browsers send these headers; other clients have no session. */
function isCrossSite(headers: Headers, url: URL, origins: readonly string[]): boolean {
  const origin = headers.get('Origin');
  if (origin !== null && origins.includes(origin)) return false;
  // Set by the browser, and not forgeable by a page. Behind a load balancer it is more reliable than the URL's origin.
  const site = headers.get('Sec-Fetch-Site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  return origin !== null && origin !== url.origin;
}

/** The headers of a page that are passed on to a cloud: an entity tag and a request id. */
export function headersToCloud({ headers }: Request, requestId: string): Readonly<Record<string, string>> {
  const entityTag = headers.get('If-None-Match') ?? '';
  return {
    'X-Request-Id': requestId,
    ...(isEntityTag(entityTag) && { 'If-None-Match': entityTag }),
  };
}

/** A single short entity tag, not a list. */
export function isEntityTag(text: string): boolean {
  return /^(W\/)?"[!#-~]{0,128}"$/.test(text);
}

/** Whether a request is a CORS preflight from an allowed origin. */
export function isPreflight({ method, headers }: Request, origins: readonly string[]): boolean {
  return (
    method === 'OPTIONS' &&
    headers.has('Access-Control-Request-Method') &&
    origins.includes(headers.get('Origin') ?? '')
  );
}

export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET',
      'Access-Control-Allow-Headers': 'If-None-Match, X-Request-Id',
      'Access-Control-Max-Age': '600',
    },
  });
}

/** The security headers of every answer. */
export function answerHeaders({ headers }: Request, origins: readonly string[]): Readonly<Record<string, string>> {
  const origin = headers.get('Origin');
  const named = origin !== null && origins.includes(origin);
  return {
    // If the address is opened directly, nothing that a cloud has sent can run.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': named ? 'cross-origin' : 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    Vary: origins.length > 0 ? 'Cookie, Origin' : 'Cookie',
    ...(named && {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'ETag, Retry-After, X-Request-Id',
    }),
  };
}
