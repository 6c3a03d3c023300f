import type { PropertyDeclarations } from 'lit';
import { huaweiWorkspace } from '../providers/huawei-workspace.js';
import type { Params, Provider } from '../providers/provider.js';
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
  static override properties: PropertyDeclarations = {
    projectId: { attribute: 'project-id' },
    packageType: { attribute: 'package-type' },
  };

  /** The project. Required. */
  declare projectId: string | undefined;
  /** Only images of this package series. */
  declare packageType: string | undefined;

  protected override get cloud(): Provider {
    return huaweiWorkspace;
  }

  protected override get cloudParams(): Params {
    const { projectId, packageType } = this;
    return { projectId, packageType };
  }
}
