import { FlexcloudImages } from '../components/flexcloud-images.js';
import { define } from './define.js';

define('flexcloud-images', FlexcloudImages);

declare global {
  interface HTMLElementTagNameMap {
    'flexcloud-images': FlexcloudImages;
  }
}

export { FlexcloudImages };
export type * from '../types.js';
