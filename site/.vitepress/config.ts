import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig, type MarkdownEnv, type MarkdownRenderer } from 'vitepress';
import packageJson from '../../package.json' with { type: 'json' };
import { elements } from '../../scripts/manifest.js';
import { elementPage } from '../build/element-page.js';
import { firstParagraph } from '../build/summary.js';
import { serveFiles, writeFiles } from './files.js';
import { readRepository, slugify } from './markdown.js';
import { groups, pages, rewrite, root } from './pages.js';

/** Within the page: a relative address would change its meaning when the page changes without being loaded anew. */
const icon = readFileSync(`${root}site/public/icon.svg`, 'utf8').trim();

const description = packageJson.description;

/** Pages outside this folder do not find it by themselves. */
const findVue: Plugin = {
  name: 'find-vue',
  enforce: 'pre',
  resolveId(id) {
    if (id !== 'vue' && id !== 'vue/server-renderer') return undefined;
    return this.resolve(id, `${root}site/index.md`, { skipSelf: true });
  },
};

/** The pages of elements are in no file. */
function renderForSearch(text: string, env: MarkdownEnv, md: MarkdownRenderer): Promise<string> {
  const [, tag = ''] = /^site\/elements\/([a-z-]+)\.md$/.exec(env.relativePath) ?? [];
  return md.renderAsync(tag === '' ? text : elementPage(elements.get(tag)), env);
}

const isCustomElement = (tag: string): boolean => ['live-example', 'theme-editor'].includes(tag);

// The pages are those of the repository, where they are: `srcDir` is its root.
export default defineConfig({
  title: 'cloud-image-picker',
  description,
  lang: 'en',
  // Wherever the files are served from.
  base: './',
  srcDir: '..',
  srcExclude: ['{.cache,bench,coverage,dist,src,test}/**', '**/node_modules/**'],
  outDir: './dist',
  rewrites: rewrite,
  head: [
    ['meta', { name: 'theme-color', content: '#1d5bd0' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }],
  ],
  markdown: { config: readRepository, anchor: { slugify } },
  vue: { template: { compilerOptions: { isCustomElement } } },
  vite: {
    configFile: false,
    publicDir: `${root}site/public`,
    plugins: [findVue, serveFiles()],
    server: { watch: { ignored: ['**/.cache/**', '**/dist/**'] } },
  },
  transformPageData(page) {
    const known = pages.find(({ route }) => `${route}.md` === page.relativePath);
    if (known?.source === undefined) return;
    page.description ||= firstParagraph(readFileSync(root + known.source, 'utf8'));
  },
  buildEnd: ({ outDir }) => writeFiles(outDir),
  themeConfig: {
    logo: { src: '/icon.svg', alt: '' },
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Elements', link: '/elements/image-picker', activeMatch: '/elements/' },
      { text: 'Theme editor', link: '/theme-editor' },
      { text: packageJson.version, link: '/versions' },
    ],
    sidebar: groups.map(({ text, pages: own }) => ({
      text,
      items: own.map((page) => ({
        text: page.text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
        link: `/${page.route.replace(/(^|\/)index$/, '$1')}`,
      })),
    })),
    outline: { level: [2, 3] },
    search: { provider: 'local', options: { _render: renderForSearch } },
  },
});
