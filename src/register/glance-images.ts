import { GlanceImages } from '../components/glance-images.js';
import { define } from './define.js';

define('glance-images', GlanceImages);

declare global {
  interface HTMLElementTagNameMap {
    'glance-images': GlanceImages;
  }
}

export { GlanceImages };
export type * from '../types.js';
