import { hostway } from '../providers/hostway.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from Hostway FlexCloud: the images of an account.
 *
 * ```html
 * <flexcloud-images name="image" proxy="/clouds/hostway"></flexcloud-images>
 * ```
 *
 * @tagname flexcloud-images
 * @summary A form field to choose from the images of Hostway FlexCloud.
 */
export class FlexcloudImages extends ImageField {
  static override properties = paramProperties(hostway);

  /** The account; left out, the one that signs in. */
  declare accountId: string | undefined;

  protected override get cloud(): Provider {
    return hostway;
  }
}
