import { posix } from 'node:path';

/** A link to, or an asset of, another file of the site. */
export interface Reference {
  readonly from: string;
  readonly path: string;
  readonly hash: string;
  /** Whether the page cannot be shown without it. */
  readonly asset: boolean;
}

const unescape = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'");

const isElsewhere = (address: string): boolean => /^([a-z]+:|\/\/)/i.test(address);
const isInPage = (address: string): boolean => address.startsWith('data:');

/** Every address in the attributes of a page. */
function addressesIn(html: string): [tag: string, address: string][] {
  return [...html.matchAll(/<(\w[\w-]*)[^>]*?\s(?:href|src|srcset|poster)="([^"]*)"/g)].map(
    ([, tag = '', address = '']) => [tag, unescape(address)],
  );
}

/** Where a page leads within the site, and what it loads. */
export function referencesOf(from: string, html: string): Reference[] {
  return addressesIn(html)
    .filter(([, address]) => !isElsewhere(address))
    .map(([tag, address]) => {
      const [path = '', hash = ''] = address.split('#');
      const target = path === '' ? from : posix.join(posix.dirname(from), decodeURIComponent(path));
      return {
        from,
        path: target.replace(/(^|\/)$/, '$1index.html'),
        hash: decodeURIComponent(hash),
        asset: tag !== 'a',
      };
    });
}

/** Addresses of other sites from which a page would load something. */
export const foreignAssets = (html: string): string[] =>
  addressesIn(html).flatMap(([tag, address]) =>
    tag !== 'a' && isElsewhere(address) && !isInPage(address) ? [address] : [],
  );

/** Addresses in a style sheet. */
export const addressesInStyles = (css: string): string[] =>
  [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)/g)].map(
    ([, address, imported]) => address ?? imported ?? '',
  );

export const idsOf = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => unescape(id)));
