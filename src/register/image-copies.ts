import { ImageCopies } from '../components/image-copies.js';
import { define } from './define.js';

define('image-copies', ImageCopies);

declare global {
  interface HTMLElementTagNameMap {
    'image-copies': ImageCopies;
  }
}

export { ImageCopies };
export type * from '../types.js';
