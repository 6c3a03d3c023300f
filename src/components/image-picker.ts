import type { PropertyDeclarations } from 'lit';
import type { Params, Provider } from '../providers/provider.js';
import { providerOf, type UnloadedProvider } from '../providers/built-in.js';
import { paramsConverter } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose a machine image from any cloud.
 *
 * ```html
 * <image-picker name="image" provider="huawei-workspace" params='{"projectId": "…"}' proxy="/clouds/desktops"></image-picker>
 * ```
 *
 * @tagname image-picker
 * @summary A form field to choose a machine image, from any provider.
 */
export class ImagePicker extends ImageField {
  static override properties: PropertyDeclarations = {
    provider: {},
    params: { converter: paramsConverter },
  };

  /** The id of a built-in provider, or a provider of the portal's own. Left out within an `<image-provider>`. */
  declare provider: string | Provider | undefined;
  /** The provider's parameters by name. As an attribute in JSON. */
  declare params: Params | null | undefined;

  protected override get cloud(): Provider | UnloadedProvider | undefined {
    return providerOf(this.provider);
  }

  protected override get cloudParams(): Params {
    return this.params ?? {};
  }
}
