import { huaweiWorkspace } from '../providers/huawei-workspace.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * A form field for selecting an image from Huawei Cloud Workspace. It lists the product images of a project.
 *
 * ```html
 * <workspace-images name="image" project-id="…" proxy="/clouds/huawei-workspace"></workspace-images>
 * ```
 *
 * @tagname workspace-images
 * @summary A form field for selecting an image from Huawei Cloud Workspace.
 */
export class WorkspaceImages extends ImageField {
  static override properties = paramProperties(huaweiWorkspace);

  /** The ID of the project. Required. */
  declare projectId: string | undefined;
  /** Lists only images of this package series. */
  declare packageType: string | undefined;
  /** Lists only the image with this ID. */
  declare imageId: string | undefined;

  protected override get cloud(): Provider {
    return huaweiWorkspace;
  }
}
