import { PROXY_CODE } from '../providers/proxy-error.js';

/**
 * Why the proxy itself rejected a request, or could not get a response from the cloud. The cloud's own errors keep their codes.
 *
 * - `METHOD`, `CROSS-SITE`, `ADDRESS-TOO-LONG`, `HEADERS-TOO-LONG`: pickers do not send such requests
 * - `REQUEST`: the request has a body, or its URL is not in normal form
 * - `NOT-SIGNED-IN`: `authorize` did not allow the request
 * - `ADDRESS`: there is no upstream with this name, or its provider has no such path
 * - `PARAMETER`: neither the page nor the configuration sets a parameter of the path
 * - `PINNED`: the page sends a different value than the configured one
 * - `QUERY`: an unknown key, a key repeated too often, or an invalid value
 * - `SIGN-IN`: the proxy could not get credentials for the cloud
 * - `SIGN-IN-REFUSED`: the cloud rejects the portal's account; no requests are sent until `Retry-After` has passed
 * - `ACCOUNT-REFUSED`: the same for a user's own account
 * - `UNREACHABLE`, `TIMEOUT`, `REDIRECT`, `TOO-LARGE`, `MALFORMED`: the cloud sent no response, or one that cannot be forwarded
 * - `BUSY`: too many pending requests from this client or to this upstream; `Retry-After` says when to retry
 * - `CLOSED`: the proxy is closed
 * - `PORTAL`: the server could not reach the portal to check the session
 * - `FAULT`: one of the functions in the configuration failed
 */
export type ProxyCode = keyof typeof STATUSES;

const STATUSES = {
  METHOD: 405,
  REQUEST: 400,
  'CROSS-SITE': 403,
  'ADDRESS-TOO-LONG': 414,
  'HEADERS-TOO-LONG': 431,
  'NOT-SIGNED-IN': 401,
  ADDRESS: 404,
  PARAMETER: 400,
  PINNED: 403,
  QUERY: 400,
  'SIGN-IN': 503,
  'SIGN-IN-REFUSED': 503,
  'ACCOUNT-REFUSED': 401,
  UNREACHABLE: 502,
  TIMEOUT: 504,
  REDIRECT: 502,
  'TOO-LARGE': 502,
  MALFORMED: 502,
  BUSY: 503,
  CLOSED: 503,
  PORTAL: 503,
  FAULT: 500,
} as const;

/** Ends a request. Users see the message, so it never contains a secret, an address or text from a cloud. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly code: ProxyCode;
  readonly headers: Readonly<Record<string, string>>;

  /** @param cause - for the log only */
  constructor(code: ProxyCode, message: string, headers: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.headers = headers;
  }

  get status(): number {
    return STATUSES[this.code];
  }

  /** Converts it to a response, in the shape of a cloud's error. The code tells pickers that it is the proxy's own. */
  toResponse(requestId: string): Response {
    const body = { error_code: PROXY_CODE + this.code, error_msg: this.message, request_id: requestId };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...this.headers },
    });
  }
}

/**
 * The failure for an account that the cloud has rejected.
 *
 * @param wait - milliseconds for which the account is not used
 * @param personal - whether the account belongs to one user, who can sign in again
 */
export function accountRefused(wait: number, personal: boolean): ProxyFailure {
  return personal
    ? new ProxyFailure('ACCOUNT-REFUSED', 'The cloud rejects your account', retryAfterHeader(wait))
    : new ProxyFailure(
        'SIGN-IN-REFUSED',
        'The cloud rejects the portal’s account. Ask the administrator of the portal to correct it.',
        retryAfterHeader(wait),
      );
}

/** The `Retry-After` header for a number of milliseconds. */
export function retryAfterHeader(milliseconds: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.ceil(milliseconds / 1000)) };
}
