import type { PropertyDeclarations } from 'lit';
import { hostway } from '../providers/hostway.js';
import type { Params, Provider } from '../providers/provider.js';
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
  static override properties: PropertyDeclarations = {
    accountId: { attribute: 'account-id' },
  };

  /** The account; left out, the one that signs in. */
  declare accountId: string | undefined;

  protected override get cloud(): Provider {
    return hostway;
  }

  protected override get cloudParams(): Params {
    const { accountId } = this;
    return { accountId };
  }
}
