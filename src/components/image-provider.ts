import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { CatalogPool, imageSourceContext, type ImageSource } from '../controllers/catalog-pool.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { Params, Provider } from '../providers/provider.js';
import { providerOf } from '../providers/built-in.js';
import { paramsConverter } from './attributes.js';

/**
 * Hands a cloud, its address and its credentials to all pickers within it. Those that ask for the same images share one
 * catalogue, and with it every request.
 *
 * A picker that names an address of its own, or another cloud, takes nothing from here: credentials stay with their address.
 *
 * @tagname image-provider
 * @summary The source of the pickers within it.
 * @slot - The pickers, and whatever is around them.
 */
export class ImageProvider extends LitElement {
  static override properties: PropertyDeclarations = {
    provider: {},
    params: { converter: paramsConverter },
    endpoint: {},
    proxy: {},
    credentials: { attribute: false },
    timeout: { type: Number },
  };

  /** The id of a built-in provider, or a provider of the portal's own. May be left out where the pickers are presets. */
  declare provider: string | Provider | undefined;
  /** The provider's parameters by name. As an attribute in JSON. */
  declare params: Params | null | undefined;
  /** The cloud's base address, without the path of the API. */
  declare endpoint: string | null | undefined;
  /** The address of a proxy that adds the credentials; wins over `endpoint`. */
  declare proxy: string | null | undefined;
  /** A token (for Hostway a user name and password), or a function that returns one or a promise of one. */
  declare credentials: CredentialsOption | undefined;
  /** Seconds until the cloud must have begun to answer; 15 by default. @default 15 */
  declare timeout: number | null | undefined;

  readonly #pool = new CatalogPool(() => this.#source);
  readonly #context = new ContextProvider(this, { context: imageSourceContext });

  protected override willUpdate(): void {
    this.#context.setValue({ source: () => this.#source, pool: this.#pool });
  }

  get #source(): ImageSource {
    const { params, endpoint, proxy, credentials, timeout } = this;
    return { provider: providerOf(this.provider), params: params ?? {}, endpoint, proxy, credentials, timeout };
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
