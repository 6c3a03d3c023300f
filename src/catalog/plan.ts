import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import { activeFilters } from './filter.js';
import type { ListingRequest } from './page-loader.js';
import type { Query } from './query.js';
import { wordsOf } from './text.js';

/** Whether a list without this filter omits the images with this value, as far as is known. */
export type IsUnlisted = (filter: string, value: string) => boolean;

/** The requests that a query needs. */
export interface QueryPlan {
  /** The query as one request, if the server answers all of it exactly. */
  readonly native: ListingRequest | undefined;
  /** The lists that together contain every image that can match. */
  readonly lists: readonly ListingRequest[];
}

export function planOf(provider: Provider, query: Query, leavesOut: IsUnlisted): QueryPlan {
  return { native: nativeRequest(provider, query), lists: listsFor(provider, query, leavesOut) };
}

/** One list for each value that only the server can filter, and one for all others together. */
function listsFor({ filters }: Provider, query: Query, leavesOut: IsUnlisted): ListingRequest[] {
  let lists: Readonly<Record<string, string>>[] = [{}];
  for (const [id, values] of activeFilters(query.filters)) {
    const asked = getOwn(filters, id)?.serverOnly === true ? values : values.filter((value) => leavesOut(id, value));
    if (asked.length === 0) continue;
    const choices: Readonly<Record<string, string>>[] = asked.map((value) => ({ [id]: value }));
    if (asked.length < values.length) choices.unshift({});
    lists = lists.flatMap((list) => choices.map((choice) => ({ ...list, ...choice })));
  }
  return lists.map((filters) => ({ filters }));
}

/** `undefined` if the server does not answer all of the query exactly. */
function nativeRequest(provider: Provider, { text, filters, only, sort }: Query): ListingRequest | undefined {
  if (only) return undefined;
  const words = wordsOf(text).length > 0;
  if (words && provider.search === undefined) return undefined;
  if (sort && provider.sorting?.fields[sort.field] === undefined) return undefined;
  const serverFilters: Record<string, string> = {};
  for (const [id, [value = '', ...more]] of activeFilters(filters)) {
    if (more.length > 0 || !serverCanFilter(provider, id, value)) return undefined;
    serverFilters[id] = value;
  }
  return { filters: serverFilters, sort, text: words ? text : undefined };
}

/** Whether the server filters by a value exactly. */
export function serverCanFilter({ filters }: Provider, id: string, value: string): boolean {
  const query = getOwn(filters, id)?.query;
  return query !== undefined && (query.words === undefined || getOwn(query.words, value) !== undefined);
}
