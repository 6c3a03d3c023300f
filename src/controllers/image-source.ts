import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Catalog } from '../catalog/index.js';
import { missingFromSource, type Source } from '../providers/client.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { Params, Provider } from '../providers/provider.js';

/** Where images come from, as far as one element says it. */
export interface ImageSource {
  readonly provider?: Provider | undefined;
  readonly params: Params;
  readonly endpoint?: string | null | undefined;
  readonly proxy?: string | null | undefined;
  readonly credentials?: CredentialsOption | undefined;
  /** Seconds. */
  readonly timeout?: number | null | undefined;
}

/** What an `<image-provider>` hands to the pickers within it. A new object with each change. */
export interface SharedSource {
  readonly source: ImageSource;
  readonly pool: CatalogPool;
}

export const imageSourceContext = createContext<SharedSource | undefined>('cloud-image-picker/source');

/** Nearly a week, of which a timer can count four times as many milliseconds; it would go off at once for more. */
const MOST_SECONDS = 500_000;

const milliseconds = (seconds: number | null | undefined): number | undefined =>
  seconds && seconds > 0 ? Math.min(seconds, MOST_SECONDS) * 1000 : undefined;

/** A catalogue for each source that is in use, so that the pickers of one source share its requests. */
export class CatalogPool {
  readonly #credentials: () => CredentialsOption | undefined;
  #catalogs = new Map<string, Catalog>();

  /** @param credentials - read anew for each request */
  constructor(credentials: () => CredentialsOption | undefined) {
    this.#credentials = credentials;
  }

  get credentials(): CredentialsOption | undefined {
    return this.#credentials();
  }

  get({ provider, params, endpoint, proxy, timeout }: ImageSource): Catalog | readonly string[] {
    if (!provider) return ['provider'];
    const source: Source = {
      provider,
      params,
      endpoint,
      proxy,
      timeout: milliseconds(timeout),
      credentials: this.#credentials,
    };
    const missing = missingFromSource(source);
    if (missing.length > 0) return missing;
    const key = JSON.stringify([provider.id, params, endpoint, proxy, timeout]);
    let catalog = this.#catalogs.get(key);
    if (catalog?.source.provider !== provider) this.#catalogs.set(key, (catalog = new Catalog(source)));
    return catalog;
  }

  /** Keeps one catalogue only, where no other is shown any more. */
  keep(catalog: Catalog): void {
    if (this.#catalogs.size < 2) return;
    this.#catalogs = new Map([...this.#catalogs].filter(([, other]) => other === catalog));
  }
}

/** Whether something is around an element, in its own tree or around one of the shadow trees that it is in. */
function isWithin(element: Element, selector: string): boolean {
  if (element.closest(selector)) return true;
  const root = element.getRootNode();
  return root instanceof ShadowRoot && isWithin(root.host, selector);
}

/** Finds the catalogue of a picker: by what the picker says itself, and by the `<image-provider>` around it. */
export class ImageSourceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #own: () => ImageSource;
  readonly #pool: CatalogPool;
  readonly #consumer: ContextConsumer<typeof imageSourceContext, ReactiveControllerHost & HTMLElement>;

  constructor(host: ReactiveControllerHost & HTMLElement, own: () => ImageSource) {
    this.#host = host;
    this.#own = own;
    // Never those of around it: they belong to an address of around it.
    this.#pool = new CatalogPool(() => this.#own().credentials);
    this.#consumer = new ContextConsumer(host, { context: imageSourceContext, subscribe: true });
    host.addController(this);
  }

  /** In a page that was there before its scripts, a picker can be ready before what is around it. */
  hostConnected(): void {
    const host = this.#host;
    if (this.#consumer.value || !isWithin(host, 'image-provider:not(:defined)')) return;
    void customElements.whenDefined('image-provider').then(() => {
      if (host.isConnected) this.#consumer.hostConnected();
    });
  }

  /** The credentials in force, to notice when the portal sets new ones. */
  get credentials(): CredentialsOption | undefined {
    const own = this.#own();
    // Of the provider what it has now, not what it said when it was last rendered.
    return own.credentials ?? this.#shared(own)?.pool.credentials;
  }

  /** The catalogue, or the names of what is still missing for it. */
  resolve(): Catalog | readonly string[] {
    const own = this.#own();
    const shared = this.#shared(own);
    if (!shared) return this.#keep(this.#pool.get(own));
    const { source, pool } = shared;
    // A preset names each of its parameters, set or not.
    const set = Object.entries(own.params).filter(([, value]) => value !== undefined);
    const joined = {
      ...source,
      provider: own.provider ?? source.provider,
      params: { ...source.params, ...Object.fromEntries(set) },
    };
    // A picker with credentials of its own must not be shown what others may see.
    return own.credentials === undefined ? pool.get(joined) : this.#keep(this.#pool.get(joined));
  }

  /** What is around the picker, unless the picker speaks of another cloud or another address: secrets stay with their address. */
  #shared({ provider, endpoint, proxy }: ImageSource): SharedSource | undefined {
    const shared = this.#consumer.value;
    const theirs = shared?.source.provider;
    const sameCloud = !provider || !theirs || provider.id === theirs.id;
    return sameCloud && !endpoint && !proxy ? shared : undefined;
  }

  #keep(found: Catalog | readonly string[]): Catalog | readonly string[] {
    if (found instanceof Catalog) this.#pool.keep(found);
    return found;
  }
}
