import { horizon } from '../providers/horizon.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from VMware Horizon Cloud. It lists the copies of one image version.
 *
 * ```html
 * <image-copies name="image" image-id="…" version-id="…" proxy="/clouds/horizon"></image-copies>
 * ```
 *
 * @tagname image-copies
 * @summary A form field for selecting an image from VMware Horizon Cloud.
 */
export class ImageCopies extends ImageField {
  static override properties = paramProperties(horizon);

  /** The ID of the image whose copies are listed. Required. */
  declare imageId: string | undefined;
  /** The ID of the image version. Required. */
  declare versionId: string | undefined;
  /** Lists only copies of the organisation with this ID. */
  declare orgId: string | undefined;
  /** Lists only copies on the provider instance with this ID. */
  declare providerInstanceId: string | undefined;

  protected override get cloud(): Provider {
    return horizon;
  }
}
