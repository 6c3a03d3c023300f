import type { Credentials } from '../../providers/provider.js';

/** Credentials for a cloud, and how long they hold. */
export interface Issued {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; absent: until the cloud refuses them. One that is over already counts as absent: a clock is wrong. */
  readonly expiresAt?: number | undefined;
  /** What the next sign-in needs, for example a refresh token that can be used once. */
  readonly carry?: string | undefined;
}

export interface IssueContext {
  /** The cloud has refused what was issued last: a copy of it is of no use. */
  readonly refresh: boolean;
  /** The `carry` of the sign-in before, here or in another instance. */
  readonly carried?: string | undefined;
  /** Ends a sign-in that takes too long. */
  readonly signal: AbortSignal;
  /** The one of the proxy's configuration. */
  readonly fetch: typeof fetch;
}

/**
 * Where the credentials of all requests come from. The proxy keeps what a source issues until shortly before it expires, and asks once
 * for all requests that wait; a source need not care.
 */
export interface CredentialSource {
  /** For the log, for example `huawei-iam`. */
  readonly name: string;
  /**
   * What makes it this account: the address of the token service, user, password. Two sources with the same name and identity are one
   * and the same, and share their sign-ins; without it each object is a source of its own. It is shown to nobody.
   */
  readonly identity?: readonly string[];
  /** @throws SignInError, or anything else, of which only the fact is logged */
  readonly issue: (context: IssueContext) => Issued | Promise<Issued>;
  /** Gives back what was issued: once it has been replaced and no request uses it any more, and when the proxy is closed. */
  readonly revoke?: (issued: Issued, context: Omit<IssueContext, 'refresh' | 'carried'>) => Promise<void>;
}

export function isSource(given: Credentials | CredentialSource): given is CredentialSource {
  return typeof given === 'object' && 'issue' in given;
}

/** Why there are no credentials. The message is for the log of the operator: it never holds what a token service said. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** The token service refuses this user, and would lock the account in the end: after two of these the proxy stops for 15 minutes. */
  readonly refused: boolean;

  constructor(message: string, { refused = false } = {}) {
    super(message);
    this.refused = refused;
  }
}
