import type { Credentials } from '../../providers/provider.js';

/** Credentials for a cloud, and how long they are valid. */
export interface Issued {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; absent: until the cloud rejects them. A time in the past counts as absent, as a clock must be wrong. */
  readonly expiresAt?: number | undefined;
  /** Passed to the next sign-in as `carried`, for example a refresh token that can be used once. */
  readonly carry?: string | undefined;
}

export interface IssueContext {
  /** The cloud has rejected the latest credentials, so a cached copy is of no use. */
  readonly refresh: boolean;
  /** The `carry` of the previous sign-in, here or in another instance. */
  readonly carried?: string | undefined;
  /** Aborts a sign-in that takes too long. */
  readonly signal: AbortSignal;
  /** The `fetch` of the proxy's configuration. */
  readonly fetch: typeof fetch;
}

/**
 * A source of credentials for all requests. The proxy caches what it issues until shortly before it expires, and calls it once for all
 * waiting requests, so a source need not do so.
 */
export interface CredentialSource {
  /** For the log, for example `huawei-iam`. */
  readonly name: string;
  /**
   * Identifies the account: the address of the token service, user, password. Sources with equal names and identities share their
   * sign-ins; without an identity each object is a source of its own. It is never shown or logged.
   */
  readonly identity?: readonly string[];
  /** @throws SignInError; of any other error only the fact is logged */
  readonly issue: (context: IssueContext) => Issued | Promise<Issued>;
  /** Signs out: called when the credentials have been replaced and no request uses them, and when the proxy is closed. */
  readonly revoke?: (issued: Issued, context: Omit<IssueContext, 'refresh' | 'carried'>) => Promise<void>;
}

export function isSource(given: Credentials | CredentialSource): given is CredentialSource {
  return typeof given === 'object' && 'issue' in given;
}

/** Why there are no credentials. The message is logged, so it never contains the words of a token service. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** The token service rejects this user, and may lock the account: after two of these the proxy pauses for 15 minutes. */
  readonly refused: boolean;

  constructor(message: string, { refused = false } = {}) {
    super(message);
    this.refused = refused;
  }
}
