import { exampleFolders } from '../.vitepress/pages.js';
import { exampleTitle } from '../build/example-page.js';

/** A folder of examples, with its title. */
interface Listed {
  readonly name: string;
  readonly title: string;
}

export declare const data: readonly Listed[];

export default {
  load: (): Listed[] => exampleFolders.map((name) => ({ name, title: exampleTitle(name) })),
};
