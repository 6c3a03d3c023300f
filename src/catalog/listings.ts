import type { Client } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { KnownValues } from './facets.js';
import type { ImageSet } from './image-set.js';
import type { JoinedListing } from './joined-listing.js';
import { loadedWholeList } from './later.js';
import { Listing } from './listing.js';
import type { ListingRequest } from './page-loader.js';
import type { RequestSlots } from './request-slots.js';

/** Milliseconds for which a listing counts as fresh. */
const TIME_TO_LIVE = 5 * 60_000;

/** The images of all listings and their filter values. */
interface ImageIndex {
  readonly imagesById: Map<string, CloudImage>;
  readonly knownValues: KnownValues;
}

/** The listings of one source, by request. */
export class Listings {
  readonly #client: Client;
  readonly #slots: RequestSlots;
  readonly #listings = new Map<string, Listing>();
  readonly #joined = new Map<string, JoinedListing>();
  readonly #index: () => ImageIndex;

  /** @param index - where a new listing records its images */
  constructor(client: Client, slots: RequestSlots, index: () => ImageIndex) {
    this.#client = client;
    this.#slots = slots;
    this.#index = index;
  }

  /** All listings, stale ones included. */
  all(): Listing[] {
    return [...this.#listings.values()];
  }

  fresh(): Listing[] {
    return this.all().filter(isFresh);
  }

  get(request: ListingRequest): Listing {
    const listing = this.#listings.get(requestKey(request));
    return listing && isFresh(listing) ? listing : this.#create(request);
  }

  /** Starts a listing again, unless that has been done already. */
  replace({ request, previousReads }: Listing): Listing {
    const listing = this.#listings.get(requestKey(request));
    return listing && listing.previousReads > previousReads ? listing : this.#create(request, previousReads + 1);
  }

  /** Restores a listing whose replacement failed. */
  restore(listing: Listing, replacement: Listing): void {
    const key = requestKey(listing.request);
    if (this.#listings.get(key) === replacement) this.#listings.set(key, listing);
  }

  /** Several listings as one: the same object for the same listings. */
  join(listings: readonly Listing[]): ImageSet {
    const [first, ...others] = listings;
    if (first && others.length === 0) return first;
    const key = JSON.stringify(listings.map(({ request }) => requestKey(request)));
    let joined = this.#joined.get(key);
    if (joined?.listings.every((listing, position) => listing === listings[position]) !== true) {
      const { JoinedListing } = loadedWholeList();
      this.#joined.set(key, (joined = new JoinedListing([...listings])));
    }
    return joined;
  }

  /** Requests one image by its ID, within the limit of concurrent requests. */
  image(id: string, signal: AbortSignal): Promise<CloudImage | undefined> {
    return this.#slots.run(() => this.#client.image(id, signal), signal);
  }

  stop(): void {
    for (const listing of this.all()) listing.stop();
  }

  resume(): void {
    for (const [key, listing] of this.#listings) {
      if (listing.markerRejected) this.#listings.delete(key);
      else listing.resume();
    }
  }

  clear(): void {
    this.#listings.clear();
    this.#joined.clear();
  }

  #create(request: ListingRequest, previousReads = 0): Listing {
    // Taken now: rows that arrive after a `reload(true)` go to the old index, and are forgotten with it.
    const { imagesById, knownValues } = this.#index();
    const onImage = (image: CloudImage): void => {
      imagesById.set(image.id, image);
      knownValues.add(image, request.filters);
    };
    const listing = new Listing({ client: this.#client, slots: this.#slots, request, onImage, previousReads });
    this.#listings.set(requestKey(request), listing);
    return listing;
  }
}

/** How often a list that changes while it is being read is read at most. */
const MAX_READS = 2;
/** How often a list is started at most if the server rejects the marker of the next page. */
const MAX_ATTEMPTS = 3;

/** Whether to read a listing again, because images may be missing from it. */
export const shouldReplace = ({ markerRejected, changed, finished, previousReads }: Listing): boolean =>
  previousReads + 1 < (markerRejected ? MAX_ATTEMPTS : changed && finished ? MAX_READS : 0);

const isFresh = ({ loadedAt }: Listing): boolean => Date.now() - loadedAt.getTime() <= TIME_TO_LIVE;

export const isSame = (one: ListingRequest, other: ListingRequest): boolean => requestKey(one) === requestKey(other);

/** The same for equal requests. */
const requestKey = ({ filters = {}, sort, text }: ListingRequest): string =>
  JSON.stringify([Object.entries(filters).sort(), sort, text]);
