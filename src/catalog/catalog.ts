import { Client, type CurrentCredentials, type Source } from '../providers/client.js';
import { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import { KnownValues } from './facets.js';
import { hidesDeleted, isDeleted } from './filter.js';
import type { Listing } from './listing.js';
import { withFixedFilters } from './fixed-filters.js';
import { isSame, Listings } from './listings.js';
import { Lookup } from './lookup.js';
import { loadedWholeList, loadWholeList, wholeList } from './later.js';
import { answerLocally } from './local.js';
import type { ListingRequest } from './page-loader.js';
import { DEFAULT_PAGE_SIZE } from './page-size.js';
import { planOf, type QueryPlan } from './plan.js';
import type { CatalogResult, Query } from './query.js';
import { isRead, readAll } from './read-all.js';
import { RequestSlots } from './request-slots.js';
import { localResult, serverResult } from './result.js';
import { loadServerPage } from './server-page.js';
import { throttled } from './throttle.js';

export interface FindOptions {
  /** Cancels the query. Requests that no other query needs are aborted. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The maximum number of images to load for a query that the server does not support. Defaults to 20,000. With 0, only images that are
   * already loaded are searched, or the first page.
   */
  readonly walkLimit?: number | null | undefined;
  /** Called with partial results while images are being loaded. If it throws, the query fails with its error. */
  readonly onProgress?: ((result: CatalogResult) => void) | undefined;
}

/**
 * Whether an image exists: `unknown` until every list that could contain it has been loaded completely. A failed request by ID does not
 * prove that it is absent, because clouds hide images that a user may not see.
 */
export type Presence = 'present' | 'absent' | 'unknown';

const everything: Query = { text: '', filters: {}, page: 1, pageSize: DEFAULT_PAGE_SIZE };
const WALK_LIMIT = 20_000;
/** The maximum number of IDs to look up. No picker shows the names of more. */
const MAX_LOOKUPS = 20;
/** Low, so that pages do not have to wait long. */
const LOOKUPS_AT_ONCE = 2;

/**
 * Searches, filters, sorts and pages the images of one source.
 *
 * Queries that the cloud answers exactly are sent to the cloud. For other queries, the whole list is loaded once and then searched
 * without further requests. Several pickers can share a catalogue, and with it every request.
 */
export class Catalog {
  readonly source: Source;
  /** The source, in which filters that a parameter fixes are applied on the client only. */
  readonly #source: Source;
  readonly #credentials: CurrentCredentials;
  /** `#source` without the features that an older version of the service does not support. */
  #effectiveSource: Source;
  readonly #slots = new RequestSlots();
  #listings: Listings;
  #imagesById = new Map<string, CloudImage>();
  #knownValues: KnownValues;
  #lookup = this.#newLookup();
  /** Aborted by `stop()`, and replaced. */
  #stopping = new AbortController();

  /** @param credentials - returns the present credentials, if they can change */
  constructor(source: Source, credentials: CurrentCredentials = () => source.credentials) {
    this.source = source;
    this.#credentials = credentials;
    this.#source = this.#effectiveSource = withFixedFilters(source);
    this.#knownValues = new KnownValues(this.#source.provider);
    this.#listings = this.#newListings();
  }

  /**
   * Returns one page of a query's result. By default, it is the first page, with ten images, of all images.
   *
   * @throws ProviderError if there is not even a partial result; the signal's reason after an abort
   */
  async find(asked: Partial<Query> = {}, options: FindOptions = {}): Promise<CatalogResult> {
    const query = { ...everything, ...asked };
    query.page = atLeastOne(query.page, everything.page);
    query.pageSize = atLeastOne(query.pageSize, everything.pageSize);
    const source = this.#effectiveSource;
    try {
      const result = await this.#find(this.#adaptQuery(source, query), options);
      if (result !== 'unsorted') return result;
    } catch (error) {
      if (!(error instanceof ProviderError && error.kind === 'bad-request')) throw error;
      await wholeList.load();
      const usesNewer = source === this.#source && wholeList.part?.usesNewerFeatures(source, query);
      if (source === this.#effectiveSource && !usesNewer) throw error;
    }
    // Only once, for all pickers that share this catalogue.
    if (source === this.#effectiveSource) {
      const older = loadedWholeList().olderSource(source);
      const isSameList = Object.keys(older.params).length === Object.keys(source.params).length;
      this.#effectiveSource = older;
      if (!isSameList) this.#listings = this.#newListings();
    }
    return this.find(query, options);
  }

  async #find(
    query: Query,
    { signal = new AbortController().signal, walkLimit, onProgress }: FindOptions,
  ): Promise<CatalogResult | 'unsorted'> {
    signal.throwIfAborted();
    const plan = this.#plan(query);
    let finished = this.#finishedListings(plan, query);
    // The first page of a list needs nothing else, nor does a search in a list that has been read.
    if (finished ? finished.length > 1 || query.sort : !plan.native) {
      await loadWholeList(signal);
      finished = this.#finishedListings(plan, query);
    }
    if (finished) return this.#answerLocally(finished, query);

    const stop = this.#stopping.signal;
    const page = plan.native && (await this.#serverPage(plan.native, query, signal, stop));
    if (plan.native && page && this.#effectiveSource.provider.sorting?.newer && query.sort) {
      const { sort, locale } = query;
      const { isSorted } = await loadWholeList(signal);
      // A page of a few images can be sorted by chance.
      const { images } = this.#listings.get(plan.native);
      if (!isSorted(images, sort, locale) || !isSorted(page.images, sort, locale)) return 'unsorted';
    }
    if (page) return page;
    const limit = typeof walkLimit === 'number' && walkLimit >= 0 ? walkLimit : WALK_LIMIT;
    const listings = (plan.native ? [plan.native] : plan.lists).map((request) => this.#listings.get(request));
    if (query.sort) await loadWholeList(signal);
    // An error of the callback ends this query. Listeners of a shared request must not throw.
    const failed = new AbortController();
    const ended = AbortSignal.any([signal, failed.signal]);
    const report = throttled(() => {
      try {
        onProgress?.(this.#answerLocally(listings, query));
      } catch (error) {
        failed.abort(error);
      }
    });
    if (plan.native && !stop.aborted) report();
    if (!listings.every(isRead)) await loadWholeList(signal);
    // In sequence, so that a filter with several values sends no more requests at a time than one with a single value.
    for (const [position, begun] of listings.entries()) {
      const read = listings.slice(0, position).reduce((sum, { rows }) => sum + rows, 0);
      const listing = await readAll(this.#listings, begun, Math.max(0, limit - read), ended, report);
      listings[position] = listing;
      if (listing.incomplete?.reason === 'stopped') break;
    }
    return this.#answerLocally(listings, query);
  }

  /** Returns all matching images, on all pages; `undefined` if that would take a request. */
  matches(query: Query): readonly CloudImage[] | undefined {
    const adapted = this.#adaptQuery(this.#effectiveSource, query);
    const finished = this.#finishedListings({ ...this.#plan(adapted), native: undefined }, adapted);
    const isReady = wholeList.part ?? (!adapted.sort && finished?.length === 1);
    return finished && isReady
      ? answerLocally(this.#source.provider, this.#listings.join(finished), adapted).matches
      : undefined;
  }

  /** Returns the latest loaded image with this ID, from any page. It may have been deleted since: see `presence()`. */
  get(id: string): CloudImage | undefined {
    return this.#imagesById.get(id);
  }

  /** Returns whether an image with this ID exists, as far as is known. */
  presence(id: string): Presence {
    if (this.#isListed(id) || this.#lookup.found.has(id)) return 'present';
    const listings = this.#listings.all();
    const isMissingFrom = (filters: Readonly<Record<string, string>>) =>
      listings.some(
        ({ request, finished, incomplete, unreadable }) =>
          finished && !incomplete && unreadable === 0 && isSame({ ...request, sort: undefined }, { filters }),
      );
    return this.#knownValues.lists().every(isMissingFrom) ? 'absent' : 'unknown';
  }

  /**
   * Requests single images that are on no loaded page, if the cloud supports requests by ID. Each is requested once until `reload()`, two
   * at a time, and at most 20. `get()` and `presence()` then include them. A failure is not reported, and ends the lookup.
   *
   * @returns `undefined` if there is nothing left to request; until then, call it again. Rejects only with the signal's reason
   */
  lookUp(ids: readonly string[], signal: AbortSignal): Promise<unknown> | undefined {
    const lookup = this.#lookup;
    const open =
      this.source.provider.byId && ids.slice(0, MAX_LOOKUPS).filter((id) => lookup.isOpen(id) && this.#isUnmet(id));
    return open?.length ? Promise.all(open.slice(0, LOOKUPS_AT_ONCE).map((id) => lookup.find(id, signal))) : undefined;
  }

  /** Whether an image has to be requested by its ID. */
  #isUnmet(id: string): boolean {
    return this.#lookup.found.has(id) ? !this.#isListed(id) : !this.get(id) && this.presence(id) === 'unknown';
  }

  /** Stops loading, for all pickers that share this catalogue. The images loaded so far are kept. */
  stop(): void {
    this.#listings.stop();
    this.#stopping.abort();
    this.#stopping = new AbortController();
  }

  /** Lets the next `find()` continue after a failure, `stop()` or the limit. It requests only missing pages. */
  resume(): void {
    this.#listings.resume();
  }

  /**
   * Marks everything as stale: the next `find()` requests it again.
   *
   * @param forget - also discards the images that `get()` returns
   */
  reload(forget = false): void {
    this.#listings.clear();
    if (forget) {
      this.#imagesById = new Map();
      this.#knownValues = new KnownValues(this.#source.provider);
    }
    this.#lookup = this.#newLookup(forget ? undefined : this.#lookup.found);
  }

  #isListed(id: string): boolean {
    return this.#listings.all().some(({ positions }) => positions.has(id));
  }

  #newLookup(found = new Set<string>()): Lookup {
    const images = this.#imagesById;
    return new Lookup(async (id, signal) => {
      const image = await this.#listings.image(id, signal);
      if (image) images.set(id, image);
      return image;
    }, found);
  }

  #newListings(): Listings {
    return new Listings(new Client(this.#effectiveSource, this.#credentials), this.#slots, () => ({
      imagesById: this.#imagesById,
      knownValues: this.#knownValues,
    }));
  }

  #adaptQuery(source: Source, query: Query): Query {
    return source === this.#source ? query : loadedWholeList().olderQuery(this.#source, query);
  }

  #plan(query: Query): QueryPlan {
    return planOf(this.#effectiveSource.provider, query, this.#knownValues.isUnlisted);
  }

  /** Listings with every image that could match the query, if they have been read to their ends. */
  #finishedListings({ lists, native }: QueryPlan, query: Query): readonly Listing[] | undefined {
    const fresh = this.#listings.fresh();
    // Only the server knows its order of equal images, so it answers all pages if it has answered one.
    const sorted = query.sort && native && fresh.find(({ request, rows }) => rows > 0 && isSame(request, native));
    if (sorted) return sorted.finished ? [sorted] : undefined;
    const finished = fresh.filter(({ finished }) => finished);
    const listings = lists.map(({ filters: needed = {} }) =>
      finished.find(({ request: { filters = {}, sort, text } }) => {
        const holdsAll = Object.entries(filters).every(
          ([id, value]) => getOwn(needed, id) === value || isOnly(getOwn(query.filters, id), value),
        );
        const sameFilters = Object.entries(needed).every(([id, value]) => getOwn(filters, id) === value);
        return text === undefined && holdsAll && sameFilters && (query.sort !== undefined || !sort);
      }),
    );
    return listings.every((listing) => listing !== undefined) ? listings : undefined;
  }

  /** The page as the server answers it; `undefined` if that is stopped or does not help. */
  async #serverPage(list: ListingRequest, query: Query, signal: AbortSignal, stop: AbortSignal) {
    const { provider } = this.#source;
    const { page, pageSize } = query;
    const isHidden = hidesDeleted(provider, query) ? isDeleted : () => false;
    const ended = AbortSignal.any([signal, stop]);
    try {
      const loaded = await loadServerPage(this.#listings, { list, page, pageSize, isHidden }, ended);
      return loaded && serverResult(provider, this.#knownValues, loaded.listing, loaded.window);
    } catch (error) {
      signal.throwIfAborted();
      if (stop.aborted) return undefined;
      throw error;
    }
  }

  #answerLocally(listings: readonly Listing[], query: Query): CatalogResult {
    return localResult(this.#source.provider, this.#knownValues, this.#listings.join(listings), query);
  }
}

/** A page number or page size, as far as it is one. */
const atLeastOne = (value: number, fallback: number): number =>
  value >= 1 ? Math.min(Math.floor(value), Number.MAX_SAFE_INTEGER) : fallback;

const isOnly = (values: readonly string[] | undefined, value: string): boolean =>
  values?.length === 1 && values[0] === value;
