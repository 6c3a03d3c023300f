import { Client, type Source } from '../providers/client.js';
import { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { Provider } from '../providers/provider.js';
import { facetsOf, MetValues } from './facets.js';
import { activeFilters } from './filter.js';
import { Listing } from './listing.js';
import { answerLocally } from './local.js';
import type { ListingRequest } from './page-loader.js';
import type { CatalogResult, Query } from './query.js';
import { wordsOf } from './text.js';

export interface FindOptions {
  /** Takes back the question. What nobody else waits for is aborted. */
  readonly signal: AbortSignal;
  /** Images to read unasked at most, for what the server cannot answer; the default is 20,000. */
  readonly walkLimit?: number;
  /** Told what has been found so far, while it is still being searched. */
  readonly onProgress?: (result: CatalogResult) => void;
}

/** Whether an id exists: `unknown` until the whole catalogue has been read. */
export type Presence = 'present' | 'absent' | 'unknown';

const WALK_LIMIT = 20_000;
/** Milliseconds for which what was read is taken to be true. */
const TIME_TO_LIVE = 5 * 60_000;
/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL = 80;

/**
 * The images of one source, as a person searches them.
 *
 * A question that the cloud answers exactly goes to the cloud; for any other the whole list is read once, and then answers
 * without a request. Several pickers can share one catalogue, and with it every request.
 */
export class Catalog {
  readonly source: Source;
  readonly #client: Client;
  readonly #listings = new Map<string, Listing>();
  #known = new Map<string, CloudImage>();
  #met: MetValues;

  constructor(source: Source) {
    this.source = source;
    this.#client = new Client(source);
    this.#met = new MetValues(source.provider);
  }

  /**
   * Answers a query.
   *
   * @throws ProviderError where not even a part can be answered; the signal's reason after an abort
   */
  async find(query: Query, { signal, walkLimit = WALK_LIMIT, onProgress }: FindOptions): Promise<CatalogResult> {
    signal.throwIfAborted();
    const { provider } = this.source;
    const whole = this.#completeFor(query);
    if (whole) return this.#locally(whole, query);

    const native = nativeRequest(provider, query);
    let listing = this.#listing(native ?? { filters: serverOnlyFilters(provider, query) });
    const report = throttled(() => onProgress?.(this.#locally(listing, query)));
    if (native) {
      const offset = await this.#loadPage(listing, query, signal);
      // A list whose length is not known, or that the server lists in part, may end before the page: then all of it is read.
      const there = offset === 0 || listing.slice(offset, offset + query.pageSize).length > 0;
      if (there && !listing.complete && !listing.atHand) return this.#byServer(listing, offset, query.pageSize);
      report();
    }
    await this.#walk(listing, walkLimit, signal, report);
    if (listing.drifted && listing.complete) listing = await this.#again(listing, walkLimit, signal);
    return this.#locally(listing, query);
  }

  /** Every image that matches, on all pages; `undefined` where that cannot be said without asking the cloud. */
  matches(query: Query): readonly CloudImage[] | undefined {
    const whole = this.#completeFor(query);
    return whole && answerLocally(this.source.provider, whole, query).matches;
  }

  /** What was last seen under an id, on whatever page. It may be gone by now: see `presence`. */
  get(id: string): CloudImage | undefined {
    return this.#known.get(id);
  }

  presence(id: string): Presence {
    const listings = [...this.#listings.values()];
    if (listings.some((listing) => listing.positions.has(id))) return 'present';
    return listings.some((listing) => listing.complete && isEverything(listing)) ? 'absent' : 'unknown';
  }

  /** Ends a search of the whole catalogue; what it has found so far stays. */
  stop(): void {
    for (const listing of this.#listings.values()) listing.stop();
  }

  /** Lets the next `find` go on where the last one failed, was stopped or reached a limit, asking only for what is missing. */
  resume(): void {
    for (const listing of this.#listings.values()) listing.resume();
  }

  /**
   * Takes what was read for out of date: the next `find` asks the cloud again.
   *
   * @param forget - also what was seen of each image
   */
  reload(forget = false): void {
    this.#listings.clear();
    if (!forget) return;
    this.#known = new Map();
    this.#met = new MetValues(this.source.provider);
  }

  /** A listing that holds every image the query can be about. */
  #completeFor(query: Query): Listing | undefined {
    const required = Object.entries(serverOnlyFilters(this.source.provider, query));
    for (const key of this.#listings.keys()) {
      const listing = this.#fresh(key);
      if (listing?.complete !== true || listing.request.text !== undefined) continue;
      const { filters = {}, sort } = listing.request;
      const narrowed = Object.entries(filters).every(([id, value]) => isJust(query.filters[id], value));
      const judged = required.every(([id, value]) => filters[id] === value);
      if (narrowed && judged && (query.sort || !sort)) return listing;
    }
    return undefined;
  }

  #fresh(key: string): Listing | undefined {
    const listing = this.#listings.get(key);
    if (listing && Date.now() - listing.loadedAt.getTime() > TIME_TO_LIVE) this.#listings.delete(key);
    return this.#listings.get(key);
  }

  #listing(request: ListingRequest): Listing {
    const key = keyOf(request);
    let listing = this.#fresh(key);
    if (!listing) this.#listings.set(key, (listing = this.#newListing(request)));
    return listing;
  }

  /**
   * Loads what the query's page needs. A page beyond the end is taken for the last one, and which one that is can turn out
   * differently when its rows have come.
   *
   * @returns the position of the page's first image
   */
  async #loadPage(listing: Listing, { page, pageSize }: Query, signal: AbortSignal): Promise<number> {
    await listing.loadRows(0, 1, signal);
    for (;;) {
      const { expected } = listing;
      const from = Math.min((page - 1) * pageSize, lastOffset(listing, pageSize));
      await listing.loadRows(from, from + pageSize, signal);
      // A total that the rows have refuted had kept some of them from being asked for.
      if (expected === listing.expected) return from;
    }
  }

  async #walk(listing: Listing, limit: number, signal: AbortSignal, report: () => void): Promise<void> {
    listing.listeners.add(report);
    try {
      await listing.walk(listing.atHand ? Infinity : limit, signal);
    } finally {
      listing.listeners.delete(report);
    }
  }

  /** The list changed while it was read, so images may have slipped through: read it once more. */
  async #again(drifted: Listing, limit: number, signal: AbortSignal): Promise<Listing> {
    const key = keyOf(drifted.request);
    let listing = this.#listings.get(key);
    if (!listing || listing === drifted) this.#listings.set(key, (listing = this.#newListing(drifted.request)));
    try {
      await listing.walk(limit, signal);
      return listing;
    } catch (error) {
      // After an abort somebody else may still be reading the new one.
      if (!(error instanceof ProviderError)) throw error;
      if (this.#listings.get(key) === listing) this.#listings.set(key, drifted);
      return drifted;
    }
  }

  #newListing(request: ListingRequest): Listing {
    // What is still on its way when everything is to be forgotten is not remembered either.
    const known = this.#known;
    const met = this.#met;
    return new Listing(this.#client, request, (image) => {
      known.set(image.id, image);
      met.meet(image);
    });
  }

  #locally(listing: Listing, query: Query): CatalogResult {
    const { provider } = this.source;
    const { matches, counts } = answerLocally(provider, listing, query);
    const { incomplete, request } = listing;
    const last = Math.max(1, Math.ceil(matches.length / query.pageSize));
    const page = Math.min(query.page, last);
    const offset = (page - 1) * query.pageSize;
    // Of what the server has filtered by, the other values are not here to be counted.
    const known = new Map([...counts].filter(([id]) => listing.complete && request.filters?.[id] === undefined));
    return {
      images: matches.slice(offset, offset + query.pageSize),
      page,
      offset,
      total: matches.length,
      totalKind: listing.complete && !incomplete ? 'exact' : 'minimum',
      answeredBy: 'catalog',
      incomplete,
      facets: facetsOf(provider, this.#met, known, listing.complete && isEverything(listing)),
      ...progressOf(listing),
    };
  }

  #byServer(listing: Listing, offset: number, pageSize: number): CatalogResult {
    const { expected } = listing;
    return {
      images: listing.slice(offset, offset + pageSize),
      page: offset / pageSize + 1,
      offset,
      total: expected ?? listing.rows,
      totalKind: expected === undefined ? 'minimum' : 'estimate',
      answeredBy: 'server',
      facets: facetsOf(this.source.provider, this.#met),
      ...progressOf(listing),
    };
  }
}

const progressOf = ({ images, expected, unreadable, loadedAt }: Listing) => ({
  loaded: images.length,
  expected,
  unreadable,
  loadedAt,
});

const isEverything = ({ request }: Listing): boolean =>
  Object.keys(request.filters ?? {}).length === 0 && request.text === undefined;

const isJust = (values: readonly string[] | undefined, value: string): boolean =>
  values?.length === 1 && values[0] === value;

const keyOf = ({ filters = {}, sort, text }: ListingRequest): string =>
  JSON.stringify([Object.entries(filters).sort(), sort, text]);

/** Position of the first image of the last page, as far as it is known. */
function lastOffset(listing: Listing, pageSize: number): number {
  const rows = listing.expected ?? Infinity;
  return rows === Infinity ? Infinity : Math.max(0, Math.ceil(rows / pageSize) - 1) * pageSize;
}

/** The filters that only the server can judge. The first value of each: it takes no more. */
function serverOnlyFilters({ filters }: Provider, query: Query): Record<string, string> {
  const entries = activeFilters(query.filters).filter(([id]) => filters[id]?.serverOnly === true);
  return Object.fromEntries(entries.map(([id, [value = '']]) => [id, value]));
}

/** The query in the server's terms, or `undefined` where the server does not answer all of it exactly. */
function nativeRequest(provider: Provider, { text, filters, only, sort }: Query): ListingRequest | undefined {
  if (only) return undefined;
  const words = wordsOf(text).length > 0;
  if (words && provider.search === undefined) return undefined;
  if (sort && provider.sorting?.fields[sort.field] === undefined) return undefined;
  const judged: Record<string, string> = {};
  for (const [id, [value = '', ...more]] of activeFilters(filters)) {
    const { query, serverOnly } = provider.filters[id] ?? {};
    const exact = query && (query.words === undefined || Object.hasOwn(query.words, value));
    if (!exact || (more.length > 0 && serverOnly !== true)) return undefined;
    judged[id] = value;
  }
  return { filters: judged, sort, text: words ? text : undefined };
}

/** Reports at once, and then not more often than a person can follow, nor so often that reporting is most of the work. */
function throttled(report: () => void): () => void {
  let next = -Infinity;
  return () => {
    const started = performance.now();
    if (started < next) return;
    report();
    const ended = performance.now();
    next = ended + Math.max(PROGRESS_INTERVAL, 8 * (ended - started));
  };
}
