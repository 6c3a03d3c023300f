import { VmImageCandidates } from '../components/vm-image-candidates.js';
import { define } from './define.js';

define('vm-image-candidates', VmImageCandidates);

declare global {
  interface HTMLElementTagNameMap {
    'vm-image-candidates': VmImageCandidates;
  }
}

export { VmImageCandidates };
export type * from '../types.js';
