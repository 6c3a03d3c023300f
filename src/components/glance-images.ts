import { openstack } from '../providers/openstack.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from OpenStack: the images of Glance that a project can use.
 *
 * ```html
 * <glance-images name="image" proxy="/clouds/openstack"></glance-images>
 * ```
 *
 * @tagname glance-images
 * @summary A form field to choose from the images of OpenStack Glance.
 */
export class GlanceImages extends ImageField {
  static override properties = paramProperties(openstack);

  /**
   * Only images of this visibility: `public`, `private`, `shared` or `community`; with `all`, those of the community beside the others.
   * By default all but those of the community of other projects.
   */
  declare visibility: 'public' | 'private' | 'shared' | 'community' | 'all' | undefined;
  /** Only images of the project with this id. */
  declare owner: string | undefined;
  /** Only images with this tag. */
  declare tag: string | undefined;
  /** `true`: only hidden images. By default only those that are not. */
  declare osHidden: 'true' | 'false' | undefined;

  protected override get cloud(): Provider {
    return openstack;
  }
}
