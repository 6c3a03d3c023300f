import { huaweiCloudPhone } from '../providers/huawei-cloud-phone.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from Huawei Cloud Phone. It lists the images of a project.
 *
 * ```html
 * <cloud-phone-images name="image" project-id="…" proxy="/clouds/huawei-cloud-phone"></cloud-phone-images>
 * ```
 *
 * @tagname cloud-phone-images
 * @summary A form field for selecting an image from Huawei Cloud Phone.
 */
export class CloudPhoneImages extends ImageField {
  static override properties = paramProperties(huaweiCloudPhone);

  /** The ID of the project. Required. */
  declare projectId: string | undefined;
  /** Lists only images shared by the project with this ID. */
  declare srcProjectId: string | undefined;
  /** Lists only the image with this ID. */
  declare imageId: string | undefined;
  /** Lists only images created since this time: an ISO 8601 date, or milliseconds since 1970. */
  declare createSince: string | undefined;
  /** Lists only images created until this time: an ISO 8601 date, or milliseconds since 1970. */
  declare createUntil: string | undefined;

  protected override get cloud(): Provider {
    return huaweiCloudPhone;
  }
}
