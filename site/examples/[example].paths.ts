import { exampleFolders } from '../.vitepress/pages.js';
import { examplePage } from '../build/example-page.js';

export default {
  watch: ['../../examples/**'],
  paths: () => exampleFolders.map((name) => ({ params: { example: name }, content: examplePage(name) })),
};
