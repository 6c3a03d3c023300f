import { ImageProvider } from '../components/image-provider.js';
import { define } from './define.js';

define('image-provider', ImageProvider);

declare global {
  interface HTMLElementTagNameMap {
    'image-provider': ImageProvider;
  }
}

export { ImageProvider };
export type * from '../types.js';
