import { hostway } from '../providers/hostway.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from Hostway FlexCloud. It lists the images of an account.
 *
 * ```html
 * <flexcloud-images name="image" proxy="/clouds/hostway"></flexcloud-images>
 * ```
 *
 * @tagname flexcloud-images
 * @summary A form field for selecting an image from Hostway FlexCloud.
 */
export class FlexcloudImages extends ImageField {
  static override properties = paramProperties(hostway);

  /** The ID of the account. Defaults to the account that signs in. */
  declare accountId: string | undefined;

  protected override get cloud(): Provider {
    return hostway;
  }
}
