import { Cache } from '../cache.js';
import type { Options } from '../options.js';
import type { Reply } from '../replies.js';
import type { CloudDefinition, Context, Window } from './definition.js';
import { applyOptions, isHidden, makeCatalogue, markerAt, positionAfter } from './listing.js';
import type { CatalogueOptions, Entry, Progress } from './listing.js';

/** A cloud's service, ready for requests. */
export interface Cloud extends Pick<
  CloudDefinition<never>,
  | 'id'
  | 'paths'
  | 'query'
  | 'headers'
  | 'requires'
  | 'signIn'
  | 'tokens'
  | 'hasParent'
  | 'idKey'
  | 'listKey'
  | 'refuse'
  | 'single'
  | 'window'
> {
  /** The reply to a valid request. */
  readonly answer: (query: URLSearchParams, options: Options, progress: Progress, context: Context) => Reply;
  /** The reply to a valid request for one image. */
  readonly answerImage: (id: string, options: Options, progress: Progress, context: Context) => Reply;
  /** The index of the requested page, from 0. */
  readonly pageIndex: (query: URLSearchParams, options: Options, progress: Progress) => number;
  /** Every image that a client should find, in server order, as JSON objects. */
  readonly catalogue: (
    options: CatalogueOptions & { readonly filteredPages?: number | undefined },
  ) => readonly string[];
}

export function defineCloud<Wire extends object>(definition: CloudDefinition<Wire>): Cloud {
  const { id, paths, query, headers, requires, signIn, tokens, hasParent, idKey, listKey, refuse, single, window } =
    definition;
  const catalogues = new Cache<readonly Entry<Wire>[]>(6);
  const listings = new Cache<readonly Entry<Wire>[]>(6);
  const results = new Cache<readonly Entry<Wire>[]>(16);

  const generated = (spec: CatalogueOptions): readonly Entry<Wire>[] =>
    catalogues.get([spec.size, spec.seed, spec.odd, spec.newer].join(), () => makeCatalogue(definition, spec));

  const clamped = (query: URLSearchParams, options: Options): Window => {
    const { start, count } = window(query);
    const most = options.shortPages;
    // A list in one body has no pages to shorten.
    if (most === undefined || count <= most || !Number.isFinite(count)) return { start, count };
    // A page number refers to pages of the shortened size; an offset counts images.
    return { start: query.has('page') ? (start / count) * most : start, count: most };
  };

  const listing = (options: Options, progress: Progress): readonly [key: string, entries: readonly Entry<Wire>[]] => {
    const { size, seed, odd, newer, duplicates, badRows, filteredPages } = options;
    const key = [
      size,
      seed,
      odd,
      newer,
      duplicates,
      badRows,
      filteredPages,
      progress.vanished,
      progress.appeared,
    ].join();
    return [key, listings.get(key, () => applyOptions(definition, generated(options), options, progress))];
  };

  const select = (query: URLSearchParams, options: Options, progress: Progress): readonly Entry<Wire>[] => {
    const [key, entries] = listing(options, progress);
    const { key: criteria, matches, compare } = definition.select(query);
    if (!matches && !compare) return entries;
    return results.get(`${key} ${criteria}`, () => {
      const found = entries.filter(
        (entry) => !entry.image || !matches || matches(entry.image.wire, entry.image.hiddenType),
      );
      if (!compare) return found;
      const readable = found.flatMap((entry) => (entry.image ? [{ entry, wire: entry.image.wire }] : []));
      readable.sort((a, b) => compare(a.wire, b.wire));
      return [...readable.map(({ entry }) => entry), ...found.filter((entry) => !entry.image)];
    });
  };

  /** The marker in a query, if any: the page begins after that image. */
  const markerIn = (query: URLSearchParams): string | undefined =>
    (definition.marker === undefined ? null : query.get(definition.marker)) ?? undefined;

  /** The requested part of a list; `undefined` if the marker is not in it. */
  const windowIn = (entries: readonly Entry<Wire>[], query: URLSearchParams, options: Options): Window | undefined => {
    const page = clamped(query, options);
    const marker = markerIn(query);
    if (marker === undefined) return page;
    const start = positionAfter(entries, idKey, marker);
    return start === undefined ? undefined : { ...page, start };
  };

  const answer: Cloud['answer'] = (query, options, progress, context) => {
    const marker = markerIn(query);
    const isFirst = marker === undefined && clamped(query, options).start === 0;
    if (options.example && isFirst) return reply(JSON.stringify(definition.example), context);
    const entries = options.example ? [] : select(query, options, progress);
    const page = options.example ? clamped(query, options) : windowIn(entries, query, options);
    if (!page)
      return refuse({ why: 'query', detail: `${definition.marker ?? ''}=${marker ?? ''} is in no such list` }, context);
    if (entries.length === 0 && options.size === 0 && definition.emptyIsMissing && !options.odd) {
      return refuse({ why: 'parent' }, context);
    }
    const index = page.count > 0 ? Math.floor(page.start / page.count) : 0;
    const start = options.repeatPages ? 0 : page.start;
    const whole = entries.slice(start, start + page.count);
    const slice = options.emptyPages?.includes(index) ? [] : whole;
    // As in Glance, an empty page may follow a full one.
    const isFull = whole.length > 0 && whole.length === page.count;
    const visible = slice.filter((entry) => !entry.hidden);
    return reply(
      definition.body({
        ...page,
        list: visible.map((entry) => entry.text).join(),
        length: visible.length,
        found: entries.length,
        ...(definition.marker !== undefined && isFull && { next: markerAt(entries, idKey, start + page.count - 1) }),
        total: totalOf(entries.length, options.total, index),
        query,
        odd: options.odd,
        requestId: context.requestId,
      }),
      context,
    );
  };

  const answerImage: Cloud['answerImage'] = (id, options, progress, context) => {
    const [, entries] = listing(options, progress);
    const position = positionAfter(entries, idKey, id);
    const entry = position === undefined ? undefined : entries[position - 1];
    return entry ? reply(entry.text, context) : (single?.missing(id, context) ?? refuse({ why: 'path' }, context));
  };

  const reply = (body: string, context: Context): Reply => ({ status: 200, headers: headers(context), body });

  return {
    id,
    paths,
    query,
    headers,
    ...(requires && { requires }),
    signIn,
    ...(tokens && { tokens }),
    ...(hasParent && { hasParent }),
    idKey,
    listKey,
    refuse,
    window,
    ...(single && { single }),
    answer,
    answerImage,
    pageIndex: (query, options, progress) => {
      const entries = markerIn(query) === undefined ? [] : select(query, options, progress);
      const { start, count } = windowIn(entries, query, options) ?? { start: 0, count: 0 };
      return count > 0 ? Math.floor(start / count) : 0;
    },
    catalogue: ({ filteredPages, ...spec }) =>
      generated(spec).flatMap((entry, index) =>
        index >= spec.size || isHidden(index, spec.size, filteredPages) ? [] : [entry.text],
      ),
  };
}

function totalOf(found: number, wrong: Options['total'], page: number): number | undefined {
  switch (wrong) {
    case undefined:
      return found;
    case 'absent':
      return undefined;
    case 'short':
      return Math.min(found, 1);
    case 'huge':
      return 2_147_483_647;
    case 'growing':
      return found + page;
    case 'shrinking':
      return Math.max(0, found - page);
    default:
      return wrong;
  }
}
