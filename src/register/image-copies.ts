import { ImageCopies } from '../components/image-copies.js';
import { define } from './define.js';

define('image-copies', ImageCopies);

declare global {
  interface HTMLElementTagNameMap {
    'image-copies': ImageCopies;
  }
}

export type { ImageCopies };
