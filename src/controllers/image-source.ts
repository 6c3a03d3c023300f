import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isUnloaded } from '../providers/built-in.js';
import {
  CatalogPool,
  imageSourceContext,
  type CatalogOrMissing,
  type ImageSource,
  type SharedSource,
} from './catalog-pool.js';
import { hostOf } from './tree.js';

/** Whether something is around an element, in its own tree or around one of the shadow trees that it is in. */
function isWithin(element: Element, selector: string): boolean {
  if (element.closest(selector)) return true;
  const host = hostOf(element);
  return host !== undefined && isWithin(host, selector);
}

/** Where a picker's images come from, whoever says it. */
export type ResolvedSource = ImageSource & CatalogOrMissing;

/** Finds the catalogue of a picker: by what the picker says itself, and by the `<image-provider>` around it. */
export class ImageSourceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #own: () => ImageSource;
  readonly #pool = new CatalogPool(() => this.#current().source);
  readonly #consumer: ContextConsumer<typeof imageSourceContext, ReactiveControllerHost & HTMLElement>;

  constructor(host: ReactiveControllerHost & HTMLElement, own: () => ImageSource) {
    this.#host = host;
    this.#own = own;
    // Before the consumer, which asks as soon as the host is connected.
    host.addController(this);
    this.#consumer = new ContextConsumer(host, { context: imageSourceContext, subscribe: true });
  }

  hostConnected(): void {
    const host = this.#host;
    // What was around it elsewhere is not around it here.
    this.#consumer.value = undefined;
    host.requestUpdate();
    // In a page that was there before its scripts, a picker can be ready before what is around it.
    if (!isWithin(host, 'image-provider:not(:defined)')) return;
    void customElements.whenDefined('image-provider').then(() => {
      if (host.isConnected) this.#consumer.hostConnected();
    });
  }

  /** Loads the provider, once more if that failed before. `undefined` if it is loaded. */
  load(): Promise<void> | undefined {
    const { provider } = this.#current().source;
    return isUnloaded(provider) ? provider.load().then(() => this.#host.requestUpdate()) : undefined;
  }

  /** What the picker asks, and its catalogue. */
  resolve(): ResolvedSource {
    const { pool, source } = this.#current();
    const found = pool.get(source);
    if (pool === this.#pool && found.catalog) pool.keep(found.catalog);
    return { ...source, ...found };
  }

  /** Lets the catalogue ask with the credentials that are set. To be called where nothing is half set. */
  authorize(): void {
    this.#current().pool.authorize();
  }

  /** What the picker asks, and the pool that its catalogue is in. */
  #current(): { readonly pool: CatalogPool; readonly source: ImageSource } {
    const own = this.#own();
    const shared = this.#applicableProvider(own);
    if (!shared) return { pool: this.#pool, source: own };
    const source = shared.source();
    const mine = own.credentials ?? undefined;
    // A preset names each of its parameters, set or not.
    const set = Object.entries(own.params).filter(([, value]) => value !== undefined);
    return {
      // A picker with credentials of its own must not be shown what others may see.
      pool: mine === undefined ? shared.pool : this.#pool,
      source: {
        ...source,
        provider: own.provider ?? source.provider,
        params: { ...source.params, ...Object.fromEntries(set) },
        credentials: mine ?? source.credentials,
      },
    };
  }

  /** What is around the picker, unless the picker speaks of another cloud or another address: secrets stay with their address. */
  #applicableProvider({ provider, endpoint, proxy }: ImageSource): SharedSource | undefined {
    const shared = this.#consumer.value;
    const theirs = shared?.source().provider;
    const sameCloud = !provider || !theirs || provider.id === theirs.id;
    return sameCloud && !endpoint && !proxy ? shared : undefined;
  }
}
