import { PROXY_CODE } from '../providers/proxy-error.js';

/**
 * Why the proxy itself rejected a request, or what went wrong on the way to the cloud. An error of the cloud keeps its own code.
 *
 * - `METHOD`, `CROSS-SITE`, `ADDRESS-TOO-LONG`, `HEADERS-TOO-LONG`: no picker sends such a request
 * - `REQUEST`: nor one with a body, or with an address that is not in normal form
 * - `NOT-SIGNED-IN`: `authorize` did not allow it
 * - `ADDRESS`: no upstream has this name, or its provider no such path
 * - `PARAMETER`: neither the page nor the configuration sets a parameter of the path
 * - `PINNED`: the page sends another value than the configured one
 * - `QUERY`: an unknown key, a key repeated too often, or an invalid value
 * - `SIGN-IN`: the proxy could not get credentials for the cloud
 * - `SIGN-IN-REFUSED`: the cloud rejects the portal's account; nothing is sent until `Retry-After` has passed
 * - `ACCOUNT-REFUSED`: the same for a user's own account
 * - `UNREACHABLE`, `TIMEOUT`, `REDIRECT`, `TOO-LARGE`, `MALFORMED`: what the cloud did instead of answering
 * - `BUSY`: too many pending requests from this client or to this upstream; `Retry-After` says when to retry
 * - `CLOSED`: the proxy has been closed
 * - `PORTAL`: the server could not reach the portal to check the session
 * - `FAULT`: one of the portal's functions failed
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

/** Ends a request. The user sees the message, so it never contains a secret, an address or a cloud's words. */
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

  /** In the shape of a cloud's error; the code tells the pickers that it is the proxy's own. */
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
    ? new ProxyFailure('ACCOUNT-REFUSED', 'The cloud refuses your account', retryAfterHeader(wait))
    : new ProxyFailure(
        'SIGN-IN-REFUSED',
        'The cloud refuses the account of this portal: its administrator has to correct it',
        retryAfterHeader(wait),
      );
}

/** The `Retry-After` header for a number of milliseconds. */
export function retryAfterHeader(milliseconds: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.ceil(milliseconds / 1000)) };
}
