import { huaweiWorkspace } from '../providers/huawei-workspace.js';
import type { Provider } from '../providers/provider.js';
import { paramProperties } from './attributes.js';
import { ImageField } from './image-field.js';

/**
 * Lets a person choose from Huawei Cloud Workspace: the product images of a project.
 *
 * ```html
 * <workspace-images name="image" project-id="…" proxy="/clouds/huawei-workspace"></workspace-images>
 * ```
 *
 * @tagname workspace-images
 * @summary A form field to choose from the images of Huawei Cloud Workspace.
 */
export class WorkspaceImages extends ImageField {
  static override properties = paramProperties(huaweiWorkspace);

  /** The project. Required. */
  declare projectId: string | undefined;
  /** Only images of this package series. */
  declare packageType: string | undefined;
  /** Only this image. */
  declare imageId: string | undefined;

  protected override get cloud(): Provider {
    return huaweiWorkspace;
  }
}
