/**
 * The kind of an error, which determines what users can do about it.
 *
 * - `credentials`: the credentials are missing, wrong or expired; signing in again may help
 * - `forbidden`: the user is signed in, but not allowed to list images
 * - `not-found`: the project, account or address does not exist
 * - `bad-request`: the cloud rejects the request; the configuration is wrong
 * - `rate-limited`: too many requests; retry after `retryAfter` seconds
 * - `unavailable`: the cloud responds, but cannot serve the request
 * - `network`: no response; browsers cannot tell an unreachable cloud from one that does not allow the page's origin (CORS)
 * - `timeout`: no response in time
 * - `malformed`: the response does not match the vendor's documentation
 */
export type ErrorKind =
  | 'credentials'
  | 'forbidden'
  | 'not-found'
  | 'bad-request'
  | 'rate-limited'
  | 'unavailable'
  | 'network'
  | 'timeout'
  | 'malformed';

/** Details of an error. */
export interface ErrorFacts {
  /** The HTTP status. Absent if there was no response. */
  readonly status?: number | undefined;
  /** The vendor's error code. */
  readonly code?: string | undefined;
  /** The cloud's message, in its own language, as plain text. */
  readonly detail?: string | undefined;
  /** The vendor's ID of the request, for its support. */
  readonly requestId?: string | undefined;
  /** Seconds to wait before a retry. */
  readonly retryAfter?: number | undefined;
}

/** The error that the library reports. It never contains credentials. */
export class ProviderError extends Error implements ErrorFacts {
  override readonly name = 'ProviderError';
  readonly kind: ErrorKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  /** Also `true` for errors of another copy of this library in the page. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ProviderError' && 'kind' in value;
  }

  constructor(kind: ErrorKind, facts: ErrorFacts = {}) {
    super([kind, facts.status, facts.code, facts.detail].filter((part) => part !== undefined).join(': '));
    this.kind = kind;
    this.status = facts.status;
    this.code = facts.code;
    this.detail = facts.detail;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
  }
}

/** The `code` of the error if a module of this library cannot be loaded, for example after a new deployment. */
export const MODULE_NOT_LOADED = 'MODULE_NOT_LOADED';

/** The error for a module of this library that cannot be loaded. */
export const moduleError = (name: string): ProviderError =>
  new ProviderError('network', { code: MODULE_NOT_LOADED, detail: `${name} could not be loaded.` });

/** Wraps any other error as `malformed`, so that a picker reports it instead of throwing. */
export const asProviderError = (error: unknown): ProviderError =>
  error instanceof ProviderError ? error : new ProviderError('malformed', { detail: String(error) });

/** Returns the error kind for an HTTP status. */
export function kindOfStatus(status: number): ErrorKind {
  if (status === 401) return 'credentials';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'bad-request';
}
