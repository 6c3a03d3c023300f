import type { PropertyDeclarations } from 'lit';
import type { ImageSource } from '../controllers/catalog-pool.js';
import type { Params, Provider } from '../providers/provider.js';
import { isUnloaded, providerOf, type UnloadedProvider } from '../providers/built-in.js';
import { jsonConverter, paramsConverter } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose a machine image from any cloud, or from a list of the portal's own in JSON.
 *
 * ```html
 * <image-picker name="image" provider="huawei-workspace" params='{"projectId": "…"}' proxy="/clouds/desktops"></image-picker>
 * <image-picker name="image" src="/api/images.json"></image-picker>
 * ```
 *
 * @tagname image-picker
 * @summary A form field to choose a machine image, from any provider.
 */
export class ImagePicker extends ImageField {
  static override properties: PropertyDeclarations = {
    provider: {},
    params: { converter: paramsConverter },
    src: {},
    fields: { converter: jsonConverter },
  };

  /** The id of a built-in provider, or a provider of the portal's own. Left out within an `<image-provider>`. */
  declare provider: string | Provider | undefined;
  /** The provider's parameters by name. As an attribute in JSON. */
  declare params: Params | null | undefined;
  /**
   * The address of the portal's own list of images, in JSON. Takes precedence over `provider`, `endpoint`, `proxy` and an
   * `<image-provider>`. Relative to the page's base address. Cookies are sent to the page's own origin; `credentials` is a bearer token.
   */
  declare src: string | null | undefined;
  /**
   * Where the objects of `src` have the fields of an image, if not under their usual names: `{ "name": "title", "sizeBytes": "disk.size" }`.
   * `images` and `next` are the places of the list and of the link to the next page. As an attribute in JSON.
   */
  declare fields: Readonly<Record<string, string>> | null | undefined;

  /** As `src` was resolved when it was set: pages change their own address. */
  #resolved = { src: '', url: '' };
  #ownList: { readonly key: string; readonly provider: Provider } | undefined;

  protected override get cloud(): Provider | UnloadedProvider | undefined {
    const { src, fields } = this;
    const provider = providerOf(src ? 'json' : this.provider);
    if (!src || !provider || isUnloaded(provider) || !provider.withFields) return provider;
    // For each list one of its own: what its images have decides on the columns.
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
