import type { Credentials } from '../../providers/provider.js';

/** Credentials for a cloud, and how long they are valid. */
export interface Issued {
  readonly credentials: Credentials;
  /** When they expire, in milliseconds since 1970. Defaults to when the cloud rejects them. Times in the past are ignored. */
  readonly expiresAt?: number | undefined;
  /** A value to pass to the next sign-in as `carried`, for example a refresh token that can be used once. */
  readonly carry?: string | undefined;
}

export interface IssueContext {
  /** Whether the cloud has rejected the latest credentials. If so, do not return cached ones. */
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
  /** The name for the log, for example `huawei-iam`. */
  readonly name: string;
  /**
   * Identifies the account by the URL of the token service, the user and the password. Sources with equal names and identities share
   * sign-ins. Without an identity, each object is a separate source. It is never shown or logged.
   */
  readonly identity?: readonly string[];
  /** @throws SignInError, whose message is logged; the messages of other errors are not */
  readonly issue: (context: IssueContext) => Issued | Promise<Issued>;
  /** Signs out: called when the credentials have been replaced and no request uses them, and when the proxy is closed. */
  readonly revoke?: (issued: Issued, context: Omit<IssueContext, 'refresh' | 'carried'>) => Promise<void>;
}

export function isSource(given: Credentials | CredentialSource): given is CredentialSource {
  return typeof given === 'object' && 'issue' in given;
}

/** An error for a failed sign-in. The message is logged, so it must not contain text from a token service. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** Whether the token service rejects the user and may lock the account. After two such errors, the proxy pauses for 15 minutes. */
  readonly refused: boolean;

  constructor(message: string, { refused = false } = {}) {
    super(message);
    this.refused = refused;
  }
}
