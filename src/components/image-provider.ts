import { ContextProvider } from '@lit/context';
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { CatalogPool, imageSourceContext, type ImageSource } from '../controllers/catalog-pool.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { Params, Provider } from '../providers/provider.js';
import { providerOf } from '../providers/built-in.js';
import { paramsConverter } from './attributes.js';

/**
 * Provides a cloud, its address and its credentials to all pickers within it. Pickers that list the same images share a catalogue,
 * so each request is sent only once.
 *
 * A picker with its own address or a different provider ignores the `<image-provider>`: credentials are only sent to the address that
 * they were set with.
 *
 * @tagname image-provider
 * @summary Shares a cloud, its address and its credentials with the pickers within it.
 * @slot - The pickers, and any other content.
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

  /** The ID of a built-in provider, or a custom provider. Not needed if the pickers are presets, such as `<glance-images>`. */
  declare provider: string | Provider | undefined;
  /** The provider's parameters by name. As an attribute, a JSON object. */
  declare params: Params | null | undefined;
  /** The base URL of the cloud, without the API path. */
  declare endpoint: string | null | undefined;
  /** The URL of a proxy that adds the credentials. Takes precedence over `endpoint`. */
  declare proxy: string | null | undefined;
  /** A token (for Hostway, a user name and password), or a function that returns one, or a promise for one. */
  declare credentials: CredentialsOption | undefined;
  /** Seconds to wait for the cloud to start responding. Defaults to 15. @default 15 */
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
