import type { Credentials } from '../../providers/provider.js';

/** Credentials for a cloud, and how long they hold. */
export interface Issued {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; absent: until the cloud refuses them. */
  readonly expiresAt?: number | undefined;
}

export interface IssueContext {
  /** The cloud has refused what was issued last: a copy of it is of no use. */
  readonly refresh: boolean;
  /** Ends a sign-in that takes too long. */
  readonly signal: AbortSignal;
  /** The one of the proxy's configuration. */
  readonly fetch: typeof fetch;
}

/**
 * Where credentials come from. The proxy keeps what a source issues until shortly before it expires, and asks once for all requests
 * that wait; a source need not care.
 */
export interface CredentialSource {
  /** For the log, for example `huawei-iam`. */
  readonly name: string;
  /** @throws SignInError, or anything else: nobody is shown its message */
  readonly issue: (context: IssueContext) => Issued | Promise<Issued>;
  /** Gives back what was issued, when the proxy is closed. */
  readonly revoke?: (issued: Issued, context: Omit<IssueContext, 'refresh'>) => Promise<void>;
}

/** Why there are no credentials. The message is for the log of the operator: it never holds what a token service said. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  /** The token service will say the same again: trying soon could lock the account. */
  readonly refused: boolean;

  constructor(message: string, { refused = false } = {}) {
    super(message);
    this.refused = refused;
  }
}
