import { ProviderError } from './errors.js';
import type { Credentials } from './provider.js';

/** What a credentials function is told. */
export interface CredentialsContext {
  /** The cloud has just refused the ones given before, so a cached answer is of no use. */
  readonly refresh: boolean;
  /** The address that they will be sent to. */
  readonly endpoint: string;
}

/** Asked for credentials. An answer that takes longer than the source's `timeout` is not waited for. */
export type CredentialsFunction = (context: CredentialsContext) => Credentials | Promise<Credentials>;
export type CredentialsOption = Credentials | CredentialsFunction;

/** Whether two settings are one and the same. A framework makes a new object for each rendering; of a function only its identity is known. */
export const isSameOption = (a: CredentialsOption | undefined, b: CredentialsOption | undefined): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The code of the error that says that a credentials function has not answered in time. */
export const SIGN_IN_TIMEOUT = 'SIGN_IN_TIMEOUT';

/** Held by a request, to say later which credentials were refused. */
export interface PendingCredentials {
  /** What the portal had set. */
  readonly option: CredentialsOption | undefined;
  readonly credentials: Promise<Credentials>;
  /** Fulfilled when there is an answer, even if it is none. */
  readonly settled: Promise<unknown>;
}

/**
 * Asks the portal's credentials function as seldom as possible: once for all requests, and once more for all requests that
 * fail together.
 */
export class CredentialsStore {
  readonly #option: () => CredentialsOption | undefined;
  readonly #endpoint: string;
  readonly #timeout: number;
  #pending: PendingCredentials | undefined;

  /**
   * @param option - reads what the portal has set by now; a new value takes effect with the next request
   * @param timeout - milliseconds for which a promise of credentials is waited for
   */
  constructor(option: () => CredentialsOption | undefined, endpoint: string, timeout: number) {
    this.#option = option;
    this.#endpoint = endpoint;
    this.#timeout = timeout;
  }

  get(): PendingCredentials {
    return this.#pending ? this.current(this.#pending) : this.#request(false);
  }

  /** The grant itself, or a newer one where the portal has set something else since. */
  current(grant: PendingCredentials): PendingCredentials {
    const option = this.#option();
    return [grant, this.#pending].find((known) => known?.option === option) ?? this.#request(false);
  }

  /** A newer grant than the refused one, or `undefined` where there cannot be any. */
  refresh(refused: PendingCredentials): PendingCredentials | undefined {
    if (this.#pending !== refused || this.#option() !== refused.option) return this.get();
    return typeof refused.option === 'function' ? this.#request(true) : undefined;
  }

  /** Forgets a grant that does not work, so that the next attempt asks again. */
  discard(refused: PendingCredentials): undefined {
    if (this.#pending === refused) this.#pending = undefined;
  }

  #request(refresh: boolean): PendingCredentials {
    const option = this.#option();
    const credentials = this.#resolve(option, refresh);
    const grant: PendingCredentials = { option, credentials, settled: credentials.catch(() => this.discard(grant)) };
    return (this.#pending = grant);
  }

  async #resolve(option: CredentialsOption | undefined, refresh: boolean): Promise<Credentials> {
    let credentials: unknown;
    try {
      credentials = typeof option === 'function' ? await this.#callWithTimeout(option, refresh) : option;
    } catch (error) {
      // The portal's own error may quote a secret; only one made for the purpose is shown.
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

/** A portal's function is not bound to its type. */
function isCredentials(value: unknown): value is Credentials {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && 'username' in value && 'password' in value;
}
