import { Client, type Source } from '../providers/client.js';
import { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import { own } from '../providers/own.js';
import { KnownValues } from './facets.js';
import type { JoinedListing } from './joined-listing.js';
import type { Listing } from './listing.js';
import { keyOf, Listings } from './listings.js';
import { withFixedFilters } from './fixed-filters.js';
import { asksForNewer, isSorted, olderQuery, olderSource } from './newer.js';
import { answerLocally } from './local.js';
import type { ListingRequest } from './page-loader.js';
import { planOf, type QueryPlan } from './plan.js';
import type { CatalogResult, Query } from './query.js';
import { localResult, serverResult } from './result.js';
import { throttled } from './throttle.js';

export interface FindOptions {
  /** Takes back the question. What nobody else waits for is aborted. */
  readonly signal: AbortSignal;
  /**
   * Images to read unasked at most, for what the server cannot answer; 20,000 where it is absent or no such number. With 0 only
   * what has been loaded anyway is searched, or a first page.
   */
  readonly walkLimit?: number | null | undefined;
  /** Told what has been found so far, while it is still being searched. */
  readonly onProgress?: (result: CatalogResult) => void;
}

/** Whether an id exists: `unknown` until every list that could have it has been read, and every row in it. */
export type Presence = 'present' | 'absent' | 'unknown';

const WALK_LIMIT = 20_000;
/** How often a list is read at most, where it changes meanwhile. */
const MAX_READINGS = 2;
/** How often it is begun at most, where the server forgets the place that has been reached. */
const MAX_BEGINNINGS = 3;

/**
 * The images of one source, as a person searches them.
 *
 * A question that the cloud answers exactly goes to the cloud; for any other the whole list is read once, and then answers
 * without a request. Several pickers can share one catalogue, and with it every request.
 */
export class Catalog {
  readonly source: Source;
  /** The same, its filters without what its parameters decide. */
  readonly #source: Source;
  /** As the service understands it, which may be older than the provider. */
  #asked: Source;
  #listings: Listings;
  #seen = new Map<string, CloudImage>();
  #known: KnownValues;

  constructor(source: Source) {
    this.source = source;
    this.#source = this.#asked = withFixedFilters(source);
    this.#known = new KnownValues(this.#source.provider);
    this.#listings = this.#newListings();
  }

  /**
   * Answers a query.
   *
   * @throws ProviderError where not even a part can be answered; the signal's reason after an abort
   */
  async find(query: Query, options: FindOptions): Promise<CatalogResult> {
    const asked = this.#asked;
    try {
      const result = await this.#find(this.#inTermsOf(asked, query), options);
      if (result !== 'other order') return result;
    } catch (error) {
      const refused = error instanceof ProviderError && error.kind === 'bad-request';
      const again = refused && (asked !== this.#asked || (asked === this.#source && asksForNewer(asked, query)));
      if (!again) throw error;
    }
    // Once for all pickers that share this catalogue.
    if (asked === this.#asked) {
      this.#asked = olderSource(asked);
      this.#listings = this.#newListings();
    }
    return this.find(query, options);
  }

  async #find(query: Query, { signal, walkLimit, onProgress }: FindOptions): Promise<CatalogResult | 'other order'> {
    signal.throwIfAborted();
    const plan = this.#plan(query);
    const finished = this.#finishedFor(plan, query);
    if (finished) return this.#locally(finished, query);

    const page = plan.native && (await this.#nativePage(plan.native, query, signal));
    if (page && this.#asked.provider.sorting?.newer && query.sort && !isSorted(page.images, query.sort, query.locale))
      return 'other order';
    if (page) return page;
    const limit = typeof walkLimit === 'number' && walkLimit >= 0 ? walkLimit : WALK_LIMIT;
    const parts = (plan.native ? [plan.native] : plan.lists).map((request) => this.#listings.get(request));
    const report = throttled(() => onProgress?.(this.#locally(this.#listings.join(parts), query)));
    if (plan.native) report();
    // One after the other: a question of several values takes no more requests at once than one of a single value.
    for (const [position, part] of parts.entries()) {
      const read = parts.slice(0, position).reduce((sum, { rows }) => sum + rows, 0);
      const listing = await this.#readAll(part, Math.max(0, limit - read), signal, report);
      parts[position] = listing;
      if (listing.incomplete?.reason === 'stopped') break;
    }
    return this.#locally(this.#listings.join(parts), query);
  }

  /** Every image that matches, on all pages; `undefined` where that cannot be said without asking the cloud. */
  matches(query: Query): readonly CloudImage[] | undefined {
    const asked = this.#inTermsOf(this.#asked, query);
    const finished = this.#finishedFor(this.#plan(asked), asked);
    return finished && answerLocally(this.#source.provider, finished, asked).matches;
  }

  /** What was last seen under an id, on whatever page. It may be gone by now: see `presence`. */
  get(id: string): CloudImage | undefined {
    return this.#seen.get(id);
  }

  presence(id: string): Presence {
    const listings = this.#listings.all();
    if (listings.some(({ positions }) => positions.has(id))) return 'present';
    const isNotIn = (filters: Readonly<Record<string, string>>) =>
      listings.some(
        ({ request, finished, incomplete, unreadable }) =>
          finished && !incomplete && unreadable === 0 && keyOf({ ...request, sort: undefined }) === keyOf({ filters }),
      );
    return this.#known.lists().every(isNotIn) ? 'absent' : 'unknown';
  }

  /** Ends a search of the whole catalogue; what it has found so far stays. */
  stop(): void {
    this.#listings.stop();
  }

  /** Lets the next `find` go on where the last one failed, was stopped or reached a limit, asking only for what is missing. */
  resume(): void {
    this.#listings.resume();
  }

  /**
   * Takes what was read for out of date: the next `find` asks the cloud again.
   *
   * @param forget - also what was seen of each image
   */
  reload(forget = false): void {
    this.#listings.clear();
    if (!forget) return;
    this.#seen = new Map();
    this.#known = new KnownValues(this.#source.provider);
  }

  #newListings(): Listings {
    return new Listings(new Client(this.#asked), () => ({ seen: this.#seen, known: this.#known }));
  }

  #inTermsOf(asked: Source, query: Query): Query {
    return asked === this.#source ? query : olderQuery(this.#source, query);
  }

  #plan(query: Query): QueryPlan {
    return planOf(this.#asked.provider, query, this.#known.leavesOut);
  }

  /** What holds every image the query can be about, where nothing of it is left to ask for. */
  #finishedFor({ lists }: QueryPlan, query: Query): Listing | JoinedListing | undefined {
    const listings = this.#listings.fresh().filter(({ finished }) => finished);
    const parts = lists.map(({ filters: asked = {} }) =>
      listings.find(({ request: { filters = {}, sort, text } }) => {
        const holdsAll = Object.entries(filters).every(
          ([id, value]) => own(asked, id) === value || isJust(own(query.filters, id), value),
        );
        const judged = Object.entries(asked).every(([id, value]) => own(filters, id) === value);
        return text === undefined && holdsAll && judged && (query.sort !== undefined || !sort);
      }),
    );
    return parts.every((part) => part !== undefined) ? this.#listings.join(parts) : undefined;
  }

  /**
   * The page that the server itself answers; `undefined` where that does not do: everything is here, or the list, whose length is
   * not known or that comes in part, may end before the page.
   */
  async #nativePage(request: ListingRequest, query: Query, signal: AbortSignal): Promise<CatalogResult | undefined> {
    const { pageSize } = query;
    for (;;) {
      const listing = this.#listings.get(request);
      try {
        const offset = await this.#loadPage(listing, query, signal);
        const window = listing.window(offset, offset + pageSize);
        const empty = window.images.length === 0 && window.unreadable === 0;
        if (empty || listing.finished || listing.hasBody) return undefined;
        return serverResult(this.#source.provider, this.#known, listing, { ...window, offset, pageSize });
      } catch (error) {
        if (!listing.lostPlace || listing.readings + 1 >= MAX_BEGINNINGS) throw error;
        this.#listings.replace(listing);
      }
    }
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

  /** Reads a list to its end, and once more where it changed while it was read. */
  async #readAll(begun: Listing, limit: number, signal: AbortSignal, report: () => void): Promise<Listing> {
    let listing = begun;
    listing.listeners.add(report);
    try {
      await listing.walk(listing.hasBody ? Infinity : limit, signal);
    } finally {
      listing.listeners.delete(report);
    }
    while (isToBeReadAgain(listing)) {
      const next = this.#listings.replace(listing);
      try {
        await next.walk(limit, signal);
      } catch (error) {
        // After an abort somebody else may still be reading the new one.
        if (!(error instanceof ProviderError)) throw error;
        this.#listings.restore(listing, next);
        return listing;
      }
      listing = next;
    }
    return listing;
  }

  #locally(listing: Listing | JoinedListing, query: Query): CatalogResult {
    return localResult(this.#source.provider, this.#known, listing, query);
  }
}

const isToBeReadAgain = ({ lostPlace, changed, finished, readings }: Listing): boolean =>
  readings + 1 < (lostPlace ? MAX_BEGINNINGS : changed && finished ? MAX_READINGS : 0);

const isJust = (values: readonly string[] | undefined, value: string): boolean =>
  values?.length === 1 && values[0] === value;

/** Position of the first image of the last page, as far as it is known. */
function lastOffset(listing: Listing, pageSize: number): number {
  const rows = listing.expected ?? Infinity;
  return rows === Infinity ? Infinity : Math.max(0, Math.ceil(rows / pageSize) - 1) * pageSize;
}
