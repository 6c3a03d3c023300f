import { zstack } from '../providers/zstack.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from ZStack: the images that a VM can be changed to.
 *
 * ```html
 * <vm-image-candidates name="image" vm-instance-uuid="…" proxy="/clouds/zstack"></vm-image-candidates>
 * ```
 *
 * @tagname vm-image-candidates
 * @summary A form field to choose from the images of ZStack.
 */
export class VmImageCandidates extends ImageField {
  static override properties = paramProperties(zstack);

  /** The VM. Required. */
  declare vmInstanceUuid: string | undefined;
  /** System tags, sent on; ZStack is not known to narrow its candidates by them. As an attribute a JSON array. */
  declare systemTags: readonly string[] | undefined;
  /** User tags, sent on; ZStack is not known to narrow its candidates by them. As an attribute a JSON array. */
  declare userTags: readonly string[] | undefined;

  protected override get cloud(): Provider {
    return zstack;
  }
}
