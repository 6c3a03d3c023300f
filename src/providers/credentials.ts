import { ProviderError } from './errors.js';
import type { Credentials } from './provider.js';

/** Asked for credentials. `refresh`: the cloud has just refused the ones given before, so a cached answer is of no use. */
export type CredentialsFunction = (context: { readonly refresh: boolean }) => Credentials | Promise<Credentials>;
export type CredentialsOption = Credentials | CredentialsFunction;

/** Held by a request, to say later which credentials were refused. */
export type Grant = Promise<Credentials>;

/**
 * Asks the portal's credentials function as seldom as possible: once for all requests, and once more for all requests that
 * fail together.
 */
export class CredentialsStore {
  readonly #option: () => CredentialsOption | undefined;
  #asked: CredentialsOption | undefined;
  #grant: Grant | undefined;

  /** @param option - reads what the portal has set by now; a new value takes effect with the next request */
  constructor(option: () => CredentialsOption | undefined) {
    this.#option = option;
  }

  get(): Grant {
    if (this.#option() !== this.#asked) this.#grant = undefined;
    return (this.#grant ??= this.#begin(false));
  }

  /** A newer grant than the refused one, or `undefined` where there cannot be any. */
  renew(refused: Grant): Grant | undefined {
    if (this.#grant !== refused || this.#option() !== this.#asked) return this.get();
    if (typeof this.#asked !== 'function') return undefined;
    return (this.#grant = this.#begin(true));
  }

  /** Forgets a grant that does not work, so that the next attempt asks again. */
  drop(refused: Grant): undefined {
    if (this.#grant === refused) this.#grant = undefined;
  }

  #begin(refresh: boolean): Grant {
    const grant = this.#ask(refresh);
    grant.catch(() => this.drop(grant));
    return grant;
  }

  async #ask(refresh: boolean): Grant {
    const option = (this.#asked = this.#option());
    let credentials: unknown;
    try {
      credentials = typeof option === 'function' ? await option({ refresh }) : option;
    } catch (error) {
      // The portal's own error may quote a secret; only one made for the purpose is shown.
      throw error instanceof ProviderError ? error : new ProviderError('credentials');
    }
    if (!isCredentials(credentials)) throw new ProviderError('credentials');
    return credentials;
  }
}

/** A portal's function is not bound to its type. */
function isCredentials(value: unknown): value is Credentials {
  if (typeof value === 'string') return value !== '';
  return typeof value === 'object' && value !== null && 'username' in value && 'password' in value;
}
