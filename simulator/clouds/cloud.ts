import type { IncomingHttpHeaders } from 'node:http';
import { Cache } from '../cache.js';
import type { CloudId, SignIn } from '../credentials.js';
import type { Options } from '../options.js';
import { arrange, isHidden, makeCatalogue, markerAt, placeBehind } from './listing.js';
import type { CatalogueSpec, Entry, Selection } from './listing.js';
import type { QueryRules } from '../query.js';
import type { SignInService } from '../sign-in.js';

/** An answer. Without a `Content-Type` among the headers none is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection breaks in the middle of the body. */
  readonly breaksOff?: boolean;
}

/** Why a cloud does not give what it was asked for. */
export type Refusal =
  /** No such path; no such parent; no such method. */
  | { readonly why: 'path' | 'parent' | 'method' }
  | { readonly why: 'query'; readonly detail: string }
  | { readonly why: 'sign-in'; readonly state: 'missing' | 'wrong' | 'expired' }
  /** A failure that was ordered: a status, or the cloud's fullest error. */
  | { readonly why: 'status'; readonly status: number }
  | { readonly why: 'business' };

/** What an answer needs to know of its request. */
export interface Context {
  /** The provider's path, without the query. */
  readonly path: string;
  /** The query, as it came, with its question mark if there is one. */
  readonly search: string;
  readonly seed: number;
  /** The cloud's own name for the request. */
  readonly requestId: string;
}

/** Which part of a list is asked for. */
export interface Window {
  readonly start: number;
  readonly count: number;
}

/** A page, ready to be put into a body. */
export interface Page extends Window {
  /** The images as JSON, without the brackets around the list. */
  readonly list: string;
  /** How many they are. */
  readonly length: number;
  /** How many there are in all. */
  readonly found: number;
  /** How many the cloud says there are in all; absent where it does not say. */
  readonly total: number | undefined;
  /** The marker of the next page, where pages are found by markers and there is one. */
  readonly next?: string | undefined;
  readonly query: URLSearchParams;
  readonly odd: boolean;
  readonly requestId: string;
}

/**
 * A cloud's service, described. Everything that clouds share is done for it.
 *
 * @typeParam Wire - one image as the cloud sends it
 */
export interface CloudDefinition<Wire> {
  readonly id: CloudId;
  /** Path templates, as in the vendor's document. */
  readonly paths: readonly string[];
  readonly query: QueryRules;
  /** Headers of every answer that has a JSON body. */
  readonly headers: (context: Context) => Readonly<Record<string, string>>;
  readonly signIn: (headers: IncomingHttpHeaders) => SignIn;
  /** Where tokens come from, if the cloud has such a service. */
  readonly tokens?: SignInService;
  /** Headers without which nothing is answered, and what they take. */
  readonly requires?: QueryRules;
  /** Whether the parent named in the path, for example the account, exists. */
  readonly hasParent?: (path: Readonly<Record<string, string>>) => boolean;
  /** One image of the catalogue: a pure function. */
  readonly generate: (place: Place) => Made<Wire>;
  /** The key of an image's id on the wire. */
  readonly idKey: keyof Wire & string;
  /** How many images there are beside a catalogue of some size: a list has them only where they are asked for. */
  readonly besides?: (size: number) => number;
  /** Keys of an image that only newer versions of the service send. */
  readonly newerKeys?: readonly (keyof Wire & string)[];
  /** Writes an image, where the vendor does not write plain JSON. */
  readonly spell?: (wire: Wire, place: Place) => string;
  /** Reads filters and sort from a query that keeps the rules. */
  readonly select: (query: URLSearchParams) => Selection<Wire>;
  /** Reads the page from a query that keeps the rules. */
  readonly window: (query: URLSearchParams) => Window;
  /** The query key that names the last image of the page before, where pages are found so; then `window` says the length only. */
  readonly marker?: string;
  /** Whether a list without any image is refused as one without a parent. */
  readonly emptyIsMissing?: boolean;
  /** The example of the vendor's document, its oddities included. */
  readonly example: unknown;
  readonly body: (page: Page) => string;
  /** The key of the list in a body. */
  readonly listKey: string;
  readonly refuse: (refusal: Refusal, context: Context) => Reply;
}

/** Where an image stands in which catalogue. */
export interface Place {
  readonly seed: number;
  readonly index: number;
  readonly odd: boolean;
  /** Beside the catalogue: a list has it only where it is asked for. */
  readonly beside: boolean;
  /** A word that only this image has, in what a text search looks at. The last image of each catalogue gets one. */
  readonly needle?: string | undefined;
}

/** An image, and what the cloud knows of it but does not say, though it can be filtered by. */
export interface Made<Wire> {
  readonly wire: Wire;
  readonly unsaid?: string;
}

/** How far a run has come, for catalogues that change. */
export interface Progress {
  readonly vanished: boolean;
  readonly appeared: boolean;
}

/** A cloud's service, ready to be asked. */
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
  | 'window'
> {
  /** The answer to a request that is in order. */
  readonly answer: (query: URLSearchParams, options: Options, progress: Progress, context: Context) => Reply;
  /** The index of the page that is asked for, counted from 0. */
  readonly pageIndex: (query: URLSearchParams, options: Options, progress: Progress) => number;
  /** Every image that a client should end up with, in server order, as JSON objects. */
  readonly catalogue: (options: CatalogueSpec & { readonly filteredPages?: number | undefined }) => readonly string[];
}

export function defineCloud<Wire extends object>(definition: CloudDefinition<Wire>): Cloud {
  const { id, paths, query, headers, requires, signIn, tokens, hasParent, idKey, listKey, refuse, window } = definition;
  const catalogues = new Cache<readonly Entry<Wire>[]>(6);
  const listings = new Cache<readonly Entry<Wire>[]>(6);
  const results = new Cache<readonly Entry<Wire>[]>(16);

  const generated = (spec: CatalogueSpec): readonly Entry<Wire>[] =>
    catalogues.get([spec.size, spec.seed, spec.odd, spec.newer].join(), () => makeCatalogue(definition, spec));

  const clamped = (query: URLSearchParams, options: Options): Window => {
    const { start, count } = window(query);
    const most = options.shortPages;
    // Where one body holds everything there are no pages to be short.
    if (most === undefined || count <= most || !Number.isFinite(count)) return { start, count };
    // A page number counts in the size that the server allows; an offset counts in images.
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
    return [key, listings.get(key, () => arrange(definition, generated(options), options, progress))];
  };

  const select = (query: URLSearchParams, options: Options, progress: Progress): readonly Entry<Wire>[] => {
    const [key, entries] = listing(options, progress);
    const { key: criteria, matches, compare } = definition.select(query);
    if (!matches && !compare) return entries;
    return results.get(`${key} ${criteria}`, () => {
      const found = entries.filter((entry) => !entry.made || !matches || matches(entry.made.wire, entry.made.unsaid));
      if (!compare) return found;
      const readable = found.flatMap((entry) => (entry.made ? [{ entry, wire: entry.made.wire }] : []));
      readable.sort((a, b) => compare(a.wire, b.wire));
      return [...readable.map(({ entry }) => entry), ...found.filter((entry) => !entry.made)];
    });
  };

  /** Behind which image a page begins, where it says so. */
  const markerIn = (query: URLSearchParams): string | undefined =>
    (definition.marker === undefined ? null : query.get(definition.marker)) ?? undefined;

  /** The part of a list that is asked for; `undefined` where it begins behind an image that is not in it. */
  const windowIn = (entries: readonly Entry<Wire>[], query: URLSearchParams, options: Options): Window | undefined => {
    const page = clamped(query, options);
    const marker = markerIn(query);
    if (marker === undefined) return page;
    const start = placeBehind(entries, idKey, marker);
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
    // As Glance has it: a full page may lead to an empty one.
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
    answer,
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
