import type { IncomingHttpHeaders } from 'node:http';
import { Cache } from '../cache.js';
import type { CloudId, CredentialsCheck } from '../credentials.js';
import type { Options } from '../options.js';
import { applyOptions, isHidden, makeCatalogue, markerAt, positionAfter } from './listing.js';
import type { CatalogueOptions, Entry, Selection } from './listing.js';
import type { QueryRules } from '../query.js';
import type { SignInService } from '../sign-in.js';

/** A response. Without a `Content-Type` in `headers`, none is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The connection is reset in the middle of the body. */
  readonly breaksOff?: boolean;
}

/** Why a cloud refuses a request. */
export type Refusal =
  /** An unknown path, parent or method. */
  | { readonly why: 'path' | 'parent' | 'method' }
  | { readonly why: 'query'; readonly detail: string }
  | { readonly why: 'sign-in'; readonly state: 'missing' | 'wrong' | 'expired' }
  /** A requested fault: a status, or the cloud's most detailed error. */
  | { readonly why: 'status'; readonly status: number }
  | { readonly why: 'business' };

/** What a reply needs to know about its request. */
export interface Context {
  /** The provider's path, without the query. */
  readonly path: string;
  /** The query as received, including its question mark. */
  readonly search: string;
  readonly seed: number;
  /** The cloud's own id of the request. */
  readonly requestId: string;
}

/** The requested part of a list. */
export interface Window {
  readonly start: number;
  readonly count: number;
}

/** The data for the body of a page. */
export interface Page extends Window {
  /** The images as JSON, without the brackets around the list. */
  readonly list: string;
  /** The number of images on the page. */
  readonly length: number;
  /** The number of images in all. */
  readonly found: number;
  /** The total that the cloud states, if it does. */
  readonly total: number | undefined;
  /** The marker of the next page, if pages are found by markers and there is one. */
  readonly next?: string | undefined;
  readonly query: URLSearchParams;
  readonly odd: boolean;
  readonly requestId: string;
}

/**
 * The description of a cloud's service. Everything that clouds share is done in `defineCloud`.
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
  readonly signIn: (headers: IncomingHttpHeaders) => CredentialsCheck;
  /** The token service, if the cloud has one. */
  readonly tokens?: SignInService;
  /** Required headers and their accepted values. */
  readonly requires?: QueryRules;
  /** Whether the parent named in the path, for example the account, exists. */
  readonly hasParent?: (path: Readonly<Record<string, string>>) => boolean;
  /** One image of the catalogue: a pure function. */
  readonly generate: (place: ImagePosition) => GeneratedImage<Wire>;
  /** The key of an image's id on the wire. */
  readonly idKey: keyof Wire & string;
  /** The number of images outside a catalogue of a size. They are listed only if a query asks for them. */
  readonly extras?: (size: number) => number;
  /** Keys of an image that only newer versions of the service send. */
  readonly newerKeys?: readonly (keyof Wire & string)[];
  /** Serializes an image if the vendor's JSON is unusual. */
  readonly serialize?: (wire: Wire, place: ImagePosition) => string;
  /** Reads filters and sort from a valid query. */
  readonly select: (query: URLSearchParams) => Selection<Wire>;
  /** Reads the page from a valid query. */
  readonly window: (query: URLSearchParams) => Window;
  /** The query key for the last image of the previous page, if pages are found by markers; then `window` sets only the length. */
  readonly marker?: string;
  /** Whether an empty list is refused like an unknown parent. */
  readonly emptyIsMissing?: boolean;
  /** The example of the vendor's document, including its oddities. */
  readonly example: unknown;
  readonly body: (page: Page) => string;
  /** The key of the list in a body. */
  readonly listKey: string;
  readonly refuse: (refusal: Refusal, context: Context) => Reply;
  /** The path of a single image, if the cloud has one. */
  readonly single?: SingleImage;
}

/** One image at a path of its own. */
export interface SingleImage {
  /** With `{id}`. */
  readonly path: string;
  /** The pattern of an id. */
  readonly pattern: RegExp;
  /** The reply if there is no such image. */
  readonly missing: (id: string, context: Context) => Reply;
}

/** The position of an image in a catalogue. */
export interface ImagePosition {
  readonly seed: number;
  readonly index: number;
  readonly odd: boolean;
  /** Outside the catalogue: listed only if a query asks for it. */
  readonly extra: boolean;
  /** A searchable word that only this image has. The last image of each catalogue has one. */
  readonly needle?: string | undefined;
}

/** An image, and a type by which the cloud filters but that it does not send. */
export interface GeneratedImage<Wire> {
  readonly wire: Wire;
  readonly hiddenType?: string;
}

/** The progress of a run, for catalogues that change. */
export interface Progress {
  readonly vanished: boolean;
  readonly appeared: boolean;
}

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
