import { zstack } from '../providers/zstack.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from ZStack. It lists the images that a VM can be changed to.
 *
 * ```html
 * <vm-image-candidates name="image" vm-instance-uuid="…" proxy="/clouds/zstack"></vm-image-candidates>
 * ```
 *
 * @tagname vm-image-candidates
 * @summary A form field for selecting an image from ZStack.
 */
export class VmImageCandidates extends ImageField {
  static override properties = paramProperties(zstack);

  /** The UUID of the VM. Required. */
  declare vmInstanceUuid: string | undefined;
  /** System tags to send with the request. ZStack may not filter by them. As an attribute, a JSON array. */
  declare systemTags: readonly string[] | undefined;
  /** User tags to send with the request. ZStack may not filter by them. As an attribute, a JSON array. */
  declare userTags: readonly string[] | undefined;

  protected override get cloud(): Provider {
    return zstack;
  }
}
