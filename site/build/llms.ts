import { readFileSync } from 'node:fs';
import packageJson from '../../package.json' with { type: 'json' };
import { elements } from '../../scripts/manifest.js';
import { groups, resolveLink, root, type Page } from '../.vitepress/pages.js';
import { elementPage } from './element-page.js';
import { firstSentence } from './summary.js';

const withoutComments = (text: string): string => text.replaceAll(/^<!-- .* -->\n+/gm, '');

/** A page in Markdown, with links to the pages of the site in Markdown. */
function markdownOf({ source, route }: Page): string {
  if (source === undefined) return withoutComments(elementPage(elements.get(route.replace('elements/', ''))));
  const text = withoutComments(readFileSync(root + source, 'utf8'));
  return text.replaceAll(/(?<=\]\()(?!https?:|#|images\/|docs\/images\/)([^)\s]+)/g, (link) => {
    const [path = '', hash = ''] = resolveLink(link, source).split(/(?=#)/);
    return `${path.endsWith('/') ? `${path}index` : path}.html${hash}`.replace(/(\.\w+)\.html/, '$1');
  });
}

/** For language models: a list of all pages with a line about each, and all of them in one file. See https://llmstxt.org. */
export function llmsFiles(): ReadonlyMap<string, string> {
  const written = groups.map(({ text, pages }) => ({
    text,
    pages: pages.map((page) => ({ ...page, markdown: markdownOf(page) })),
  }));
  const head = `# ${packageJson.name}\n\n> ${packageJson.description}.\n`;
  const sections = written.map(
    ({ text, pages }) =>
      `## ${text}\n\n${pages.map((page) => `- [${page.text.replace(/<.*>/, '`$&`')}](${page.route}.html): ${firstSentence(page.markdown)}`).join('\n')}\n`,
  );
  return new Map([
    ['llms.txt', [head, 'All pages in one file: [llms-full.txt](llms-full.txt)\n', ...sections].join('\n')],
    ['llms-full.txt', written.flatMap(({ pages }) => pages.map(({ markdown }) => markdown)).join('\n---\n\n')],
  ]);
}
