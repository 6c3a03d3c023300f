import { openstack } from '../providers/openstack.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from OpenStack Glance. It lists the images that a project can use.
 *
 * ```html
 * <glance-images name="image" proxy="/clouds/openstack"></glance-images>
 * ```
 *
 * @tagname glance-images
 * @summary A form field for selecting an image from OpenStack Glance.
 */
export class GlanceImages extends ImageField {
  static override properties = paramProperties(openstack);

  /**
   * Lists only images with this visibility: `public`, `private`, `shared` or `community`. `all` lists every image, including community
   * images. By default, the community images of other projects are left out.
   */
  declare visibility: 'public' | 'private' | 'shared' | 'community' | 'all' | undefined;
  /** Lists only images owned by the project with this ID. */
  declare owner: string | undefined;
  /** Lists only images with all of these tags. As an attribute: one tag, or a JSON array of tags. */
  declare tag: string | readonly string[] | undefined;
  /**
   * With the visibility `shared`, lists only images for which the project has this membership: `accepted` (the default), `pending`,
   * `rejected` or `all`. Without it, other projects' shared images are listed once they are accepted.
   */
  declare memberStatus: 'accepted' | 'pending' | 'rejected' | 'all' | undefined;
  /** Set to `true` to list only hidden images. By default, only images that are not hidden are listed. */
  declare osHidden: 'true' | 'false' | undefined;

  protected override get cloud(): Provider {
    return openstack;
  }
}
