import { huaweiCloudPhone } from '../providers/huawei-cloud-phone.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from Huawei Cloud Phone: the images of a project.
 *
 * ```html
 * <cloud-phone-images name="image" project-id="…" proxy="/clouds/huawei-cloud-phone"></cloud-phone-images>
 * ```
 *
 * @tagname cloud-phone-images
 * @summary A form field to choose from the images of Huawei Cloud Phone.
 */
export class CloudPhoneImages extends ImageField {
  static override properties = paramProperties(huaweiCloudPhone);

  /** The project. Required. */
  declare projectId: string | undefined;
  /** Only images shared by this project. */
  declare srcProjectId: string | undefined;
  /** Only this image. */
  declare imageId: string | undefined;
  /** Only images made since: a date in ISO 8601, or milliseconds since 1970. */
  declare createSince: string | undefined;
  /** Only images made until: a date in ISO 8601, or milliseconds since 1970. */
  declare createUntil: string | undefined;

  protected override get cloud(): Provider {
    return huaweiCloudPhone;
  }
}
