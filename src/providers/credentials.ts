import { ProviderError } from './errors.js';
import type { Credentials } from './provider.js';

/** The argument of a credentials function. */
export interface CredentialsContext {
  /** Whether the cloud has just rejected the previous credentials. If so, do not return cached ones. */
  readonly refresh: boolean;
  /** The URL that the credentials will be sent to. */
  readonly endpoint: string;
}

/** Returns credentials, or a promise for them, which must settle within the source's `timeout`. */
export type CredentialsFunction = (context: CredentialsContext) => Credentials | Promise<Credentials>;
export type CredentialsOption = Credentials | CredentialsFunction;

/** Whether two settings are equal. Objects are compared by value, as frameworks create new ones for each render, and functions by identity. */
export const isSameOption = (a: CredentialsOption | undefined, b: CredentialsOption | undefined): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The error code for a credentials function that has not settled in time. */
export const SIGN_IN_TIMEOUT = 'SIGN_IN_TIMEOUT';

/** The credentials of a request, kept to report which ones were rejected. */
export interface PendingCredentials {
  /** The setting that they came from. */
  readonly option: CredentialsOption | undefined;
  readonly credentials: Promise<Credentials>;
  /** Fulfilled once `credentials` has settled, even if it was rejected. */
  readonly settled: Promise<unknown>;
}

/**
 * Calls the portal's credentials function as rarely as possible: once for all requests, and once more for all requests that are
 * rejected together.
 */
export class CredentialsStore {
  readonly #option: () => CredentialsOption | undefined;
  readonly #endpoint: string;
  readonly #timeout: number;
  #pending: PendingCredentials | undefined;

  /**
   * @param option - reads the current setting; a new value takes effect with the next request
   * @param timeout - milliseconds to wait for a promise of credentials
   */
  constructor(option: () => CredentialsOption | undefined, endpoint: string, timeout: number) {
    this.#option = option;
    this.#endpoint = endpoint;
    this.#timeout = timeout;
  }

  get(): PendingCredentials {
    return this.#pending ? this.current(this.#pending) : this.#request(false);
  }

  /** The same credentials, or newer ones if the setting has changed. */
  current(pending: PendingCredentials): PendingCredentials {
    const option = this.#option();
    return [pending, this.#pending].find((known) => known?.option === option) ?? this.#request(false);
  }

  /** Newer credentials than the rejected ones; `undefined` if there cannot be any. */
  refresh(rejected: PendingCredentials): PendingCredentials | undefined {
    if (this.#pending !== rejected || this.#option() !== rejected.option) return this.get();
    return typeof rejected.option === 'function' ? this.#request(true) : undefined;
  }

  /** Discards credentials that do not work, so that the next attempt requests new ones. */
  discard(rejected: PendingCredentials): undefined {
    if (this.#pending === rejected) this.#pending = undefined;
  }

  #request(refresh: boolean): PendingCredentials {
    const option = this.#option();
    const credentials = this.#resolve(option, refresh);
    const pending: PendingCredentials = {
      option,
      credentials,
      settled: credentials.catch(() => this.discard(pending)),
    };
    return (this.#pending = pending);
  }

  async #resolve(option: CredentialsOption | undefined, refresh: boolean): Promise<Credentials> {
    let credentials: unknown;
    try {
      credentials = typeof option === 'function' ? await this.#callWithTimeout(option, refresh) : option;
    } catch (error) {
      // The portal's own error may quote a secret, so only a ProviderError is shown.
      throw error instanceof ProviderError ? error : new ProviderError('credentials');
    }
    if (!isCredentials(credentials)) throw new ProviderError('credentials');
    return credentials;
  }

  async #callWithTimeout(option: CredentialsFunction, refresh: boolean): Promise<Credentials> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new ProviderError('timeout', { code: SIGN_IN_TIMEOUT });
      timer = setTimeout(reject, this.#timeout, error);
    });
    try {
      return await Promise.race([option({ refresh, endpoint: this.#endpoint }), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** At run time a portal's function may return anything. */
function isCredentials(value: unknown): value is Credentials {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && 'username' in value && 'password' in value;
}
