import { ImagePicker } from '../components/image-picker.js';
import { define } from './define.js';

define('image-picker', ImagePicker);

declare global {
  interface HTMLElementTagNameMap {
    'image-picker': ImagePicker;
  }
}

export { ImagePicker };
export type * from '../types.js';
