import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import { activeFilters } from './filter.js';
import type { ListingRequest } from './page-loader.js';
import type { Query } from './query.js';
import { wordsOf } from './text.js';

/** Whether a list without a filter leaves out the images with one of its values, as far as is known. */
export type IsUnlisted = (filter: string, value: string) => boolean;

/** What to ask the server for, to answer a query. */
export interface QueryPlan {
  /** The query in the server's terms, where the server answers all of it exactly. */
  readonly native: ListingRequest | undefined;
  /** The lists that together hold every image the query can be about. */
  readonly lists: readonly ListingRequest[];
}

export function planOf(provider: Provider, query: Query, leavesOut: IsUnlisted): QueryPlan {
  return { native: nativeRequest(provider, query), lists: listsFor(provider, query, leavesOut) };
}

/** One list for each value that only the server can judge, and one for all the others together. */
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

/** `undefined` where the server does not answer all of the query exactly. */
function nativeRequest(provider: Provider, { text, filters, only, sort }: Query): ListingRequest | undefined {
  if (only) return undefined;
  const words = wordsOf(text).length > 0;
  if (words && provider.search === undefined) return undefined;
  if (sort && provider.sorting?.fields[sort.field] === undefined) return undefined;
  const judged: Record<string, string> = {};
  for (const [id, [value = '', ...more]] of activeFilters(filters)) {
    if (more.length > 0 || !serverCanFilter(provider, id, value)) return undefined;
    judged[id] = value;
  }
  return { filters: judged, sort, text: words ? text : undefined };
}

/** Whether the server judges a value exactly. */
export function serverCanFilter({ filters }: Provider, id: string, value: string): boolean {
  const query = getOwn(filters, id)?.query;
  return query !== undefined && (query.words === undefined || getOwn(query.words, value) !== undefined);
}
