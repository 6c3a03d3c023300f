import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import { countableFilters, type Counts } from './facets.js';
import { activeFilters, facetValues, hidesDeleted, isDeleted, matchesFilter } from './filter.js';
import type { ImageSet } from './image-set.js';
import type { Query } from './query.js';
import { loadedWholeList } from './later.js';
import { fold, wordsOf } from './text.js';

/** The result of a query on the images of a listing. */
export interface LocalAnswer {
  readonly matches: readonly CloudImage[];
  readonly counts: Counts;
  /** Deleted images that are left out, matching or not. */
  readonly hidden: number;
}

interface ListingCache {
  order?: { readonly key: string; readonly positions: readonly number[] };
  answer?: LocalAnswer & { readonly key: string };
  /** The result without search and filters, to which users return most often. */
  everything?: LocalAnswer & { readonly key: string };
}

/** The latest order and answer of each listing, for the next page or the next keystroke. */
const caches = new WeakMap<ImageSet, ListingCache>();

/** Filters, sorts and counts the images loaded so far. */
export function answerLocally(provider: Provider, listing: ImageSet, query: Query): LocalAnswer {
  const cache = caches.get(listing) ?? {};
  caches.set(listing, cache);

  const orderKey = JSON.stringify([listing.version, query.sort, query.locale]);
  if (cache.order?.key !== orderKey) {
    const { images } = listing;
    const positions = query.sort
      ? loadedWholeList().sortedPositions(images, query.sort, query.locale)
      : [...images.keys()];
    cache.order = { key: orderKey, positions };
  }
  const { text, filters, only, hideDeleted } = query;
  const key = JSON.stringify([orderKey, text, filters, only?.key, hideDeleted, text && query.labels]);
  const slot = text === '' && !only && activeFilters(filters).length === 0 ? 'everything' : 'answer';
  if (cache[slot]?.key !== key) cache[slot] = { key, ...search(provider, listing, query, cache.order.positions) };
  return cache[slot];
}

function search(provider: Provider, listing: ImageSet, query: Query, order: readonly number[]): LocalAnswer {
  const words = wordsOf(query.text);
  const labels = new Map(Object.entries(query.labels ?? {}).map(([id, label]) => [id, fold(label)]));
  const filters = activeFilters(query.filters).filter(([id]) => getOwn(provider.filters, id)?.serverOnly !== true);
  const counts = new Map(countableFilters(provider).map((id) => [id, new Map<string, number>()]));
  const hiding = hidesDeleted(provider, query);
  const matches: CloudImage[] = [];
  let hidden = 0;
  const { images, searchTexts } = listing;

  for (const position of order) {
    const image = images[position];
    const text = searchTexts[position];
    if (!image || text === undefined) continue;
    const isHidden = hiding && isDeleted(image);
    if (isHidden) hidden++;
    if (!words.every((word) => text.includes(word) || image.locations.some((id) => labels.get(id)?.includes(word))))
      continue;
    if (query.only?.test(image) === false) continue;
    const failed = filters.flatMap(([id, wanted]) => (matchesFilter(image, id, wanted) ? [] : id));
    if (isHidden) failed.push('status');
    if (failed.length === 0) matches.push(image);
    else if (failed.length > 1) continue;
    // A facet counts the matches if its own filter were set to that value.
    for (const [id, values] of counts) {
      if (failed.length === 1 && failed[0] !== id) continue;
      for (const value of facetValues(image, id)) values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return { matches, counts, hidden };
}
