import type { CloudImage } from '../providers/image.js';
import type { Provider } from '../providers/provider.js';
import { facetsOf, type KnownValues } from './facets.js';
import type { ImageSet } from './image-set.js';
import type { Listing } from './listing.js';
import { answerLocally } from './local.js';
import type { CatalogResult, Query } from './query.js';

/** The result of a query on the images loaded so far. */
export function localResult(
  provider: Provider,
  knownValues: KnownValues,
  listing: ImageSet,
  query: Query,
): CatalogResult {
  const { matches, counts, hidden } = answerLocally(provider, listing, query);
  const { requests, finished, incomplete } = listing;
  const exact = finished && !incomplete;
  const last = Math.max(1, Math.ceil(matches.length / query.pageSize));
  const page = Math.min(query.page, last);
  const offset = (page - 1) * query.pageSize;
  // The values that the server has filtered out cannot be counted.
  const isCounted = (id: string) => exact && requests.every(({ filters }) => filters?.[id] === undefined);
  const known = new Map([...counts].filter(([id]) => isCounted(id)));
  const isWholeList = exact && requests.every(({ filters = {} }) => Object.keys(filters).length === 0);
  return {
    images: matches.slice(offset, offset + query.pageSize),
    page,
    offset,
    total: matches.length,
    totalKind: exact ? 'exact' : 'minimum',
    all: isWholeList ? listing.images.length - hidden : undefined,
    answeredBy: 'catalog',
    incomplete,
    facets: facetsOf(provider, knownValues, known, isWholeList),
    ...progressOf(listing),
  };
}

/** The part of a listing that a page shows. */
export interface PageWindow {
  readonly images: readonly CloudImage[];
  readonly offset: number;
  readonly pageSize: number;
  /** Rows of this page that cannot be read. */
  readonly unreadable: number;
  /** Rows that are not shown, of those loaded so far. */
  readonly leftOut: number;
}

/** The result of a query that the server answered. */
export function serverResult(
  provider: Provider,
  knownValues: KnownValues,
  listing: Listing,
  { images, offset, pageSize, unreadable, leftOut }: PageWindow,
): CatalogResult {
  const { expected, rows } = listing;
  return {
    images,
    page: offset / pageSize + 1,
    offset,
    total: (expected ?? rows) - leftOut,
    totalKind: expected === undefined ? 'minimum' : 'estimate',
    answeredBy: 'server',
    facets: facetsOf(provider, knownValues),
    ...progressOf(listing),
    unreadable: Math.max(listing.unreadable, unreadable),
  };
}

const progressOf = ({ images, expected, unreadable, loadedAt, detail }: ImageSet) => ({
  loaded: images.length,
  expected,
  unreadable,
  loadedAt,
  detail,
});
