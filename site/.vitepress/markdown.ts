import type { MarkdownRenderer } from 'vitepress';
import { resolveLink, root } from './pages.js';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/**
 * `<!-- live size=500 -->` before a code block of HTML: the site shows what it does, too. `<!-- live fail=401: <glance-images …> -->`: only
 * the site has the example.
 */
const LIVE = /^<!-- live(?<options>( [\w-]+=[\w.,-]+)*)(: (?<markup>[^]*))? -->\s*$/;

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');

/** The element that shows an example; `undefined` if the comment is another. */
function liveExample(comment: string, next: Token | undefined): string | undefined {
  const groups = LIVE.exec(comment)?.groups;
  if (!groups) return undefined;
  const { options = '', markup } = groups;
  if (markup === undefined && (next?.type !== 'fence' || next.info.trim() !== 'html')) {
    throw new Error(`No HTML follows ${comment}`);
  }
  const simulated = options.split(' ').map((option) => option && `;${option}`);
  const source = escapeAttribute(markup ?? next?.content ?? '');
  const standsAlone = markup === undefined ? '' : ' class="alone"';
  return `<live-example${standsAlone} options="${simulated.join('')}" source="${source}"></live-example>\n`;
}

/** A heading without text is none. */
function asEmptyCell(...tokens: readonly (Token | undefined)[]): void {
  for (const token of tokens) if (token) token.tag = 'td';
}

/** Reads the comments of the pages that are for the site, and leads their links to its pages. */
export function readRepository(md: MarkdownRenderer): void {
  md.core.ruler.before('normalize', 'site-only', (state) => {
    state.src = state.src.replaceAll(/^<!-- site: (.*) -->$/gm, '$1\n');
  });
  md.core.ruler.push('repository', (state) => {
    // `path` is the one on the site, where that differs.
    const { realPath, path = realPath } = state.env as { readonly path?: string; readonly realPath?: string };
    const file = realPath ?? path;
    const source = file?.startsWith(root) ? file.slice(root.length) : undefined;
    for (const [at, token] of state.tokens.entries()) {
      if (token.type === 'th_open' && state.tokens[at + 1]?.content === '') asEmptyCell(token, state.tokens[at + 2]);
      if (token.type === 'html_block')
        token.content = liveExample(token.content, state.tokens[at + 1]) ?? token.content;
      for (const child of token.children ?? []) {
        const link = child.type === 'link_open' ? child.attrGet('href') : null;
        if (link !== null && source !== undefined) child.attrSet('href', resolveLink(link, source));
      }
    }
  });
}

/** The anchors of headings are those of GitHub, to which the links of the pages lead. */
export const slugify = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
