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

/** Like `closest()`, but across shadow boundaries. */
function isWithin(element: Element, selector: string): boolean {
  if (element.closest(selector)) return true;
  const host = hostOf(element);
  return host !== undefined && isWithin(host, selector);
}

let warned = false;

/** A picker's source, merged from its own settings and its `<image-provider>`. */
export type ResolvedSource = ImageSource & CatalogOrMissing;

/** Resolves the catalogue of a picker from its own settings and the `<image-provider>` around it. */
export class ImageSourceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #own: () => ImageSource;
  readonly #pool = new CatalogPool(() => this.#current().source);
  readonly #consumer: ContextConsumer<typeof imageSourceContext, ReactiveControllerHost & HTMLElement>;

  constructor(host: ReactiveControllerHost & HTMLElement, own: () => ImageSource) {
    this.#host = host;
    this.#own = own;
    // Before the consumer, which requests the context as soon as the host is connected.
    host.addController(this);
    this.#consumer = new ContextConsumer(host, { context: imageSourceContext, subscribe: true });
  }

  hostConnected(): void {
    const host = this.#host;
    // The provider at the element's former place does not apply here.
    this.#consumer.value = undefined;
    host.requestUpdate();
    // When existing HTML is upgraded, a picker can be ready before the provider around it.
    if (!isWithin(host, 'image-provider:not(:defined)')) {
      if (isWithin(host, 'image-provider')) queueMicrotask(() => this.#warnIfForeign());
      return;
    }
    void customElements.whenDefined('image-provider').then(() => {
      if (host.isConnected) this.#consumer.hostConnected();
    });
  }

  /** A provider of another version passes nothing on. */
  #warnIfForeign(): void {
    if (warned || this.#consumer.value || !this.#host.isConnected) return;
    warned = true;
    // eslint-disable-next-line no-console -- For the portal's developers.
    console.warn('cloud-image-picker: pickers ignore an <image-provider> of another version.');
  }

  /** Loads the provider, once more if that failed before. `undefined` if it is loaded. */
  load(): Promise<void> | undefined {
    const { provider } = this.#current().source;
    return isUnloaded(provider) ? provider.load().then(() => this.#host.requestUpdate()) : undefined;
  }

  /** The source and its catalogue. */
  resolve(): ResolvedSource {
    const { pool, source } = this.#current();
    const found = pool.get(source);
    if (pool === this.#pool && found.catalog) pool.keep(found.catalog);
    return { ...source, ...found };
  }

  /** Lets the catalogue use the current credentials. Call it only when all properties have been set. */
  authorize(): void {
    this.#current().pool.authorize();
  }

  /** The source, and the pool that holds its catalogue. */
  #current(): { readonly pool: CatalogPool; readonly source: ImageSource } {
    const own = this.#own();
    const shared = this.#sharedSource(own);
    if (!shared) return { pool: this.#pool, source: own };
    const source = shared.source();
    const ownCredentials = own.credentials ?? undefined;
    // A preset lists all its parameters, set or not.
    const set = Object.entries(own.params).filter(([, value]) => value !== undefined);
    return {
      // Images loaded with other credentials must not show in a picker that has its own.
      pool: ownCredentials === undefined ? shared.pool : this.#pool,
      source: {
        ...source,
        provider: own.provider ?? source.provider,
        params: { ...source.params, ...Object.fromEntries(set) },
        credentials: ownCredentials ?? source.credentials,
      },
    };
  }

  /** The `<image-provider>` around the picker, unless the picker has another cloud or address: secrets stay with their address. */
  #sharedSource({ provider, endpoint, proxy }: ImageSource): SharedSource | undefined {
    const shared = this.#consumer.value;
    const theirs = shared?.source().provider;
    const sameCloud = !provider || !theirs || provider.id === theirs.id;
    return sameCloud && !endpoint && !proxy ? shared : undefined;
  }
}
