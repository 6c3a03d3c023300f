import type { PropertyDeclarations } from 'lit';
import type { ImageSource } from '../controllers/catalog-pool.js';
import type { Params, Provider } from '../providers/provider.js';
import { isUnloaded, providerOf, type UnloadedProvider } from '../providers/built-in.js';
import { jsonConverter, paramsConverter } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting a machine image from any cloud, or from your own JSON list.
 *
 * ```html
 * <image-picker name="image" provider="huawei-workspace" params='{"projectId": "…"}' proxy="/clouds/desktops"></image-picker>
 * <image-picker name="image" src="/api/images.json"></image-picker>
 * ```
 *
 * @tagname image-picker
 * @summary A form field for selecting a machine image from any provider.
 */
export class ImagePicker extends ImageField {
  static override properties: PropertyDeclarations = {
    provider: {},
    params: { converter: paramsConverter },
    src: {},
    fields: { converter: jsonConverter },
  };

  /** The ID of a built-in provider, or a custom provider. Not needed within an `<image-provider>` that sets one. */
  declare provider: string | Provider | undefined;
  /** The provider's parameters by name. As an attribute, a JSON object. */
  declare params: Params | null | undefined;
  /**
   * The URL of your own list of images in JSON, relative to the base URL of the page. Takes precedence over `provider`, `endpoint`,
   * `proxy` and an `<image-provider>`. Cookies are sent only to the page's own origin. `credentials` is sent as a bearer token.
   */
  declare src: string | null | undefined;
  /**
   * Maps image fields to paths in the objects of `src`, for fields without a common name: `{ "name": "title", "sizeBytes": "disk.size" }`.
   * `images` and `next` are the paths of the list and of the link to the next page. As an attribute, a JSON object.
   */
  declare fields: Readonly<Record<string, string>> | null | undefined;

  /** `src` as it was resolved when it was set, because a page may change its own URL later. */
  #resolved = { src: '', url: '' };
  #ownList: { readonly key: string; readonly provider: Provider } | undefined;

  protected override get cloud(): Provider | UnloadedProvider | undefined {
    const { src, fields } = this;
    const provider = providerOf(src ? 'json' : this.provider);
    if (!src || !provider || isUnloaded(provider) || !provider.withFields) return provider;
    // Each list has its own provider, because the columns depend on the fields of its images.
    const key = JSON.stringify([src, fields]);
    if (this.#ownList?.key !== key) this.#ownList = { key, provider: provider.withFields(fields) };
    return this.#ownList.provider;
  }

  protected override get cloudParams(): Params {
    return this.src ? {} : (this.params ?? {});
  }

  protected override get address(): Pick<ImageSource, 'endpoint' | 'proxy'> {
    const { src, baseURI } = this;
    if (!src) return super.address;
    if (src !== this.#resolved.src)
      this.#resolved = { src, url: URL.canParse(src, baseURI) ? new URL(src, baseURI).href : src };
    return { endpoint: this.#resolved.url };
  }
}
