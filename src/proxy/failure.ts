import { PROXY_CODE } from '../providers/proxy-error.js';

/**
 * What the proxy itself has against a request, or what went wrong on the way to the cloud. An error of the cloud keeps its status and
 * its own code.
 *
 * - `METHOD`, `CROSS-SITE`, `ADDRESS-TOO-LONG`, `HEADERS-TOO-LONG`: the request is none that a picker sends
 * - `REQUEST`: nor is one with a body, or with an address that is not in its normal form
 * - `NOT-SIGNED-IN`: `authorize` does not let it through
 * - `ADDRESS`: no upstream has this name, or its provider no such path
 * - `PARAMETER`: neither the page nor the configuration knows a parameter of the path
 * - `PINNED`: the page says another value than the configuration
 * - `QUERY`: a key that the provider does not document, one too often, or a value that cannot be meant
 * - `SIGN-IN`: the proxy got no credentials for the cloud
 * - `SIGN-IN-REFUSED`: the cloud does not take the portal's account; nothing is sent until `Retry-After` has passed
 * - `ACCOUNT-REFUSED`: the same of an account that is one person's own
 * - `UNREACHABLE`, `TIMEOUT`, `REDIRECT`, `TOO-LARGE`, `MALFORMED`: what the cloud did instead of answering
 * - `BUSY`: too many requests are under way, of this client or to this upstream; `Retry-After` says when to ask again
 * - `CLOSED`: the proxy has been closed
 * - `PORTAL`: the server could not ask the portal who is signed in
 * - `FAULT`: the portal's own function failed
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

/** Ends a request. Its message is for the person at the page: it never holds a secret, an address or a cloud's words. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly code: ProxyCode;
  readonly headers: Readonly<Record<string, string>>;

  /** @param cause - for the log; the page is told none of it */
  constructor(code: ProxyCode, message: string, headers: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.headers = headers;
  }

  get status(): number {
    return STATUSES[this.code];
  }

  /** As the clouds answer errors. The pickers know by the code that it is none of the cloud's. */
  toResponse(requestId: string): Response {
    const body = { error_code: PROXY_CODE + this.code, error_msg: this.message, request_id: requestId };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...this.headers },
    });
  }
}

/**
 * Nothing is sent with an account that the cloud has refused, for so many milliseconds.
 *
 * @param personal - whether it is one person's, who can sign in anew
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

/** The header that says when it is worth asking again. */
export function retryAfterHeader(milliseconds: number): Readonly<Record<string, string>> {
  return { 'Retry-After': String(Math.ceil(milliseconds / 1000)) };
}
