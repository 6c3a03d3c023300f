import { PROXY_CODE } from '../providers/proxy-error.js';

/**
 * What the proxy itself has against a request, or what went wrong on the way to the cloud. What a cloud answers, errors included, is
 * passed on as it came.
 *
 * - `METHOD`, `CROSS-SITE`, `ADDRESS-TOO-LONG`, `HEADERS-TOO-LONG`: the request is none that a picker sends
 * - `NOT-SIGNED-IN`: `authorize` does not let it through
 * - `ADDRESS`: no upstream has this name, or its provider no such path
 * - `PARAMETER`: neither the page nor the configuration knows a parameter of the path
 * - `PINNED`: the page says another value than the configuration
 * - `QUERY`: a key that the provider does not document, one too often, or a value that cannot be meant
 * - `SIGN-IN`: the proxy got no credentials for the cloud
 * - `UNREACHABLE`, `TIMEOUT`, `REDIRECT`, `TOO-LARGE`, `MALFORMED`: what the cloud did instead of answering
 * - `CLOSED`: the proxy has been closed
 * - `FAULT`: the portal's own function failed
 */
export type ProxyCode = keyof typeof STATUSES;

const STATUSES = {
  METHOD: 405,
  'CROSS-SITE': 403,
  'ADDRESS-TOO-LONG': 414,
  'HEADERS-TOO-LONG': 431,
  'NOT-SIGNED-IN': 401,
  ADDRESS: 404,
  PARAMETER: 400,
  PINNED: 403,
  QUERY: 400,
  'SIGN-IN': 503,
  UNREACHABLE: 502,
  TIMEOUT: 504,
  REDIRECT: 502,
  'TOO-LARGE': 502,
  MALFORMED: 502,
  CLOSED: 503,
  FAULT: 500,
} as const;

/** Ends a request. Its message is for the person at the page: it never holds a secret, an address or a cloud's words. */
export class ProxyFailure extends Error {
  override readonly name = 'ProxyFailure';
  readonly code: ProxyCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProxyCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
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
