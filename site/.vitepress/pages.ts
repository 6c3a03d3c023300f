import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { elements } from '../../scripts/manifest.js';

/** The repository, with a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page of the site. */
export interface Page {
  /** In the sidebar. */
  readonly text: string;
  /** Its file in the repository; absent if it is generated. */
  readonly source?: string;
  /** Its address, without the extension. */
  readonly route: string;
}

export interface Group {
  readonly text: string;
  readonly pages: readonly Page[];
}

const isGeneral = (tag: string): boolean => tag === 'image-picker' || tag === 'image-provider';

const doc = (text: string, name: string): Page => ({ text, source: `docs/${name}.md`, route: name });

/** The folders of examples that have a page each. */
export const exampleFolders: readonly string[] = readdirSync(`${root}examples`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The fields for one cloud follow those for any. */
const tags = [...elements.keys()].sort((a, b) => Number(isGeneral(b)) - Number(isGeneral(a)));

/** In the order in which the sidebar shows them. */
export const groups: readonly Group[] = [
  {
    text: 'Start',
    pages: [
      doc('Start in five minutes', 'start'),
      { text: 'Overview', source: 'README.md', route: 'overview' },
      doc('Forms', 'forms'),
      doc('Clouds', 'clouds'),
      doc('Your own JSON', 'json'),
      doc('Your own provider', 'providers'),
    ],
  },
  {
    text: 'Elements',
    pages: tags.map((tag) => ({ text: `<${tag}>`, route: `elements/${tag}` })),
  },
  {
    text: 'For users',
    pages: [
      doc('Errors', 'errors'),
      doc('Keyboard', 'keyboard'),
      doc('Languages', 'languages'),
      doc('Accessibility', 'accessibility'),
    ],
  },
  {
    text: 'Looks',
    pages: [doc('Styling', 'styling'), { text: 'Theme editor', source: 'site/theme-editor.md', route: 'theme-editor' }],
  },
  {
    text: 'Frameworks and servers',
    pages: [
      doc('TypeScript and frameworks', 'frameworks'),
      doc('Server rendering', 'server-rendering'),
      doc('Credentials and the proxy', 'proxy'),
      doc('The proxy as a server', 'server'),
      { text: 'Examples', source: 'examples/README.md', route: 'examples/index' },
    ],
  },
  {
    text: 'Testing',
    pages: [
      doc('Test your portal', 'testing'),
      { text: 'The simulator', source: 'simulator/README.md', route: 'simulator' },
      doc('Faults', 'faults'),
    ],
  },
  {
    text: 'Project',
    pages: [
      { text: 'Security model', source: 'SECURITY.md', route: 'security' },
      doc('Versions and migration', 'versions'),
      { text: 'Changelog', source: 'CHANGELOG.md', route: 'changelog' },
      doc('Bytes of each import', 'sizes'),
      doc('Benchmarks', 'benchmarks'),
      doc('Dependencies', 'dependencies'),
      { text: 'Contributing', source: 'CONTRIBUTING.md', route: 'contributing' },
    ],
  },
];

export const pages: readonly Page[] = [
  { text: 'cloud-image-picker', source: 'site/index.md', route: 'index' },
  ...groups.flatMap((group) => group.pages),
  ...exampleFolders.map((name) => ({ text: name, route: `examples/${name}` })),
];

const routes: ReadonlyMap<string, string> = new Map(
  pages.flatMap(({ source, route }) => (source === undefined ? [] : [[source, route]])),
);

/** Files of the repository that the site serves as they are, by their names there. */
export const files: ReadonlyMap<string, string> = new Map([
  ['custom-elements.json', 'custom-elements.json'],
  ['LICENSE', 'LICENSE.txt'],
]);

/** The address of a page from its file: `docs/errors.md` is `errors.md`, and `site/elements/[element].md` loses its folder. */
export const rewrite = (file: string): string => {
  const route = routes.get(file);
  return route === undefined ? file.replace(/^site\//, '') : `${route}.md`;
};

/**
 * Where a link of a page leads on the site. The pages are those of the repository, whose links are paths within it.
 *
 * @param link - as written, with its fragment
 * @param source - the file with the link
 * @throws if the site has nothing there
 */
export function resolveLink(link: string, source: string): string {
  if (/^([a-z]+:|#|\/)/i.test(link)) return link;
  const { pathname, hash } = new URL(link, `file:///${source}`);
  const path = decodeURIComponent(pathname.slice(1));
  const route = routes.get(path);
  if (route !== undefined) return `/${route.replace(/(^|\/)index$/, '$1')}${hash}`;
  const file = files.get(path);
  if (file !== undefined) return `/${file}`;
  const [folder, name = ''] = path.split('/');
  if (folder === 'examples') return exampleFolders.includes(name) ? `/examples/${name}${hash}` : '/examples/';
  if (path === 'demo/themes.css') return '/examples/themes#demothemescss';
  throw new Error(`${source} links to ${link}, which the site does not have`);
}
