import { elements } from '../../scripts/manifest.js';
import { elementPage } from '../build/element-page.js';

export default {
  watch: ['../../custom-elements.json'],
  paths: () => Array.from(elements, ([tag, element]) => ({ params: { element: tag }, content: elementPage(element) })),
};
