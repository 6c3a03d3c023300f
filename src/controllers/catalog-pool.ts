import { createContext } from '@lit/context';
import { Catalog } from '../catalog/index.js';
import { missingFromSource, type Source } from '../providers/client.js';
import { isUnloaded, type UnloadedProvider } from '../providers/built-in.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { Params, Provider } from '../providers/provider.js';

/** Where images come from, as far as one element specifies it. */
export interface ImageSource {
  readonly provider?: Provider | UnloadedProvider | undefined;
  readonly params: Params;
  readonly endpoint?: string | null | undefined;
  readonly proxy?: string | null | undefined;
  readonly credentials?: CredentialsOption | undefined;
  /** Seconds. */
  readonly timeout?: number | null | undefined;
}

/** The catalogue of a source, or the names of its missing settings. */
export interface CatalogOrMissing {
  readonly catalog?: Catalog;
  readonly missing: readonly string[];
}

/** What an `<image-provider>` passes to the pickers within it. A new object with each change. */
export interface SharedSource {
  /** The current settings, which may be newer than its last rendering. */
  readonly source: () => ImageSource;
  readonly pool: CatalogPool;
}

/** Copies of this library in one page share sources. Raise the number whenever `SharedSource` or `Catalog` changes incompatibly. */
export const imageSourceContext = createContext<SharedSource | undefined>('cloud-image-picker/source/1');

const milliseconds = (seconds: number | null | undefined): number | undefined =>
  seconds && seconds > 0 ? seconds * 1000 : undefined;

/** What credentials belong to. */
const addressOf = ({ endpoint, proxy }: Pick<ImageSource, 'endpoint' | 'proxy'>): string =>
  JSON.stringify([endpoint, proxy]);

/**
 * A catalogue for each source in use, so that pickers with the same source share its requests.
 *
 * Only catalogues of the address that credentials were set with can use them. If the portal sets another address while a
 * catalogue is being read, that catalogue gets none from then on.
 */
export class CatalogPool {
  readonly #now: () => ImageSource;
  readonly #catalogs = new Map<string, Catalog>();
  #address = '';
  #credentials: CredentialsOption | undefined;

  /** @param now - returns what the portal has set so far */
  constructor(now: () => ImageSource) {
    this.#now = now;
  }

  /**
   * Lets the catalogues of the current address use its credentials, and drops those of any other address. Call it only when all
   * properties have been set: before, address and credentials may not belong together.
   */
  authorize(): void {
    const source = this.#now();
    this.#address = addressOf(source);
    this.#credentials = source.credentials;
    this.#keep((catalog) => addressOf(catalog.source) === this.#address);
  }

  get(asked: ImageSource): CatalogOrMissing {
    const { provider, params, endpoint, proxy, timeout, credentials } = asked;
    if (!provider) return { missing: ['provider'] };
    if (isUnloaded(provider)) return { missing: [] };
    const address = addressOf(asked);
    const source: Source = {
      provider,
      params,
      endpoint,
      proxy,
      timeout: milliseconds(timeout),
    };
    const current = () =>
      [this.#address, addressOf(this.#now())].every((other) => other === address) ? this.#credentials : undefined;
    const missing = missingFromSource({ ...source, credentials });
    if (missing.length > 0) return { missing };
    const key = JSON.stringify([provider.id, params, address, timeout]);
    let catalog = this.#catalogs.get(key);
    if (catalog?.source.provider !== provider) this.#catalogs.set(key, (catalog = new Catalog(source, current)));
    return { catalog, missing };
  }

  /** Keeps only one catalogue, when no other is shown any more. */
  keep(catalog: Catalog): void {
    this.#keep((other) => other === catalog);
  }

  #keep(isUsed: (catalog: Catalog) => boolean): void {
    for (const [key, catalog] of this.#catalogs) if (!isUsed(catalog)) this.#catalogs.delete(key);
  }
}
