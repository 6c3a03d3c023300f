import { horizon } from '../providers/horizon.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from VMware Horizon Cloud: the copies of one image version.
 *
 * ```html
 * <image-copies name="image" image-id="…" version-id="…" proxy="/clouds/horizon"></image-copies>
 * ```
 *
 * @tagname image-copies
 * @summary A form field to choose from the images of VMware Horizon Cloud.
 */
export class ImageCopies extends ImageField {
  static override properties = paramProperties(horizon);

  /** The image whose copies are listed. Required. */
  declare imageId: string | undefined;
  /** The version of that image. Required. */
  declare versionId: string | undefined;
  /** Only copies of this organisation. */
  declare orgId: string | undefined;
  /** Only copies on this provider instance. */
  declare providerInstanceId: string | undefined;

  protected override get cloud(): Provider {
    return horizon;
  }
}
