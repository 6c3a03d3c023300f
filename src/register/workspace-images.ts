import { WorkspaceImages } from '../components/workspace-images.js';
import { define } from './define.js';

define('workspace-images', WorkspaceImages);

declare global {
  interface HTMLElementTagNameMap {
    'workspace-images': WorkspaceImages;
  }
}

export { WorkspaceImages };
export type * from '../types.js';
