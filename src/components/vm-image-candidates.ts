import type { PropertyDeclarations } from 'lit';
import { zstack } from '../providers/zstack.js';
import type { Params, Provider } from '../providers/provider.js';
import { listConverter } from './attributes.js';
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
  static override properties: PropertyDeclarations = {
    vmInstanceUuid: { attribute: 'vm-instance-uuid' },
    systemTags: { attribute: 'system-tags', converter: listConverter },
    userTags: { attribute: 'user-tags', converter: listConverter },
  };

  /** The VM. Required. */
  declare vmInstanceUuid: string | undefined;
  /** Only images with these system tags. As an attribute a JSON array. */
  declare systemTags: readonly string[] | undefined;
  /** Only images with these user tags. As an attribute a JSON array. */
  declare userTags: readonly string[] | undefined;

  protected override get cloud(): Provider {
    return zstack;
  }

  protected override get cloudParams(): Params {
    const { vmInstanceUuid, systemTags, userTags } = this;
    return { vmInstanceUuid, systemTags, userTags };
  }
}
