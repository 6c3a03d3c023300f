import { CloudPhoneImages } from '../components/cloud-phone-images.js';
import { define } from './define.js';

define('cloud-phone-images', CloudPhoneImages);

declare global {
  interface HTMLElementTagNameMap {
    'cloud-phone-images': CloudPhoneImages;
  }
}

export { CloudPhoneImages };
export type * from '../types.js';
