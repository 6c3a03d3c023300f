/**
 * What went wrong, by what a user can do about it.
 *
 * - `credentials`: missing, wrong or expired; signing in again helps
 * - `forbidden`: signed in, but not allowed
 * - `not-found`: the project, account or address does not exist
 * - `bad-request`: the cloud rejects what was asked; the configuration is wrong
 * - `rate-limited`: too many requests; `retryAfter` says when to come back
 * - `unavailable`: the cloud answers, but cannot serve
 * - `network`: no answer. A browser cannot tell an unreachable cloud from one that does not allow the page's origin (CORS)
 * - `timeout`: no answer in time
 * - `malformed`: an answer that is not what the cloud's document describes
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

/** What is known about an error besides its kind. */
export interface ErrorFacts {
  /** HTTP status; absent if there was no answer. */
  readonly status?: number | undefined;
  /** The vendor's error code. */
  readonly code?: string | undefined;
  /** What the cloud said, in its own words and language, as plain text. */
  readonly detail?: string | undefined;
  /** The vendor's name for this request, to quote to its support. */
  readonly requestId?: string | undefined;
  /** In how many seconds to try again. */
  readonly retryAfter?: number | undefined;
}

/** The one error that the library reports. It never holds a credential. */
export class ProviderError extends Error implements ErrorFacts {
  override readonly name = 'ProviderError';
  readonly kind: ErrorKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfter: number | undefined;

  /** Also true for an error of another copy of this library in the page. */
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

/** Wraps any other error as `malformed`, so that a picker reports it instead of throwing. */
export const asProviderError = (error: unknown): ProviderError =>
  error instanceof ProviderError ? error : new ProviderError('malformed', { detail: String(error) });

/** The kind for an HTTP status, unless the provider knows better. */
export function kindOfStatus(status: number): ErrorKind {
  if (status === 401) return 'credentials';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'unavailable' : 'bad-request';
}
