import type { Client } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { KnownValues } from './facets.js';
import { JoinedListing } from './joined-listing.js';
import { Listing } from './listing.js';
import type { ListingRequest } from './page-loader.js';
import { RequestSlots } from './request-slots.js';

/** Milliseconds for which what was read is taken to be true. */
const TIME_TO_LIVE = 5 * 60_000;

/** What the images of all listings have in common. */
interface ImageIndex {
  readonly imagesById: Map<string, CloudImage>;
  readonly knownValues: KnownValues;
}

/** The listings of one source, by what was asked for. */
export class Listings {
  readonly #client: Client;
  readonly #slots = new RequestSlots();
  readonly #listings = new Map<string, Listing>();
  readonly #joined = new Map<string, JoinedListing>();
  readonly #index: () => ImageIndex;

  /** @param memory - where a new listing puts what it meets */
  constructor(client: Client, memory: () => ImageIndex) {
    this.#client = client;
    this.#index = memory;
  }

  /** All of them, also those that are out of date. */
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

  /** Begins a listing anew, unless someone has begun. */
  replace({ request, previousReads }: Listing): Listing {
    const listing = this.#listings.get(requestKey(request));
    return listing && listing.previousReads > previousReads ? listing : this.#create(request, previousReads + 1);
  }

  /** Takes a listing back, where its replacement came to nothing. */
  restore(listing: Listing, replacement: Listing): void {
    const key = requestKey(listing.request);
    if (this.#listings.get(key) === replacement) this.#listings.set(key, listing);
  }

  /** Several listings as one, the same for the same ones. */
  join(parts: readonly Listing[]): Listing | JoinedListing {
    const [first, ...others] = parts;
    if (first && others.length === 0) return first;
    const key = JSON.stringify(parts.map(({ request }) => requestKey(request)));
    let joined = this.#joined.get(key);
    if (joined?.listings.every((part, position) => part === parts[position]) !== true)
      this.#joined.set(key, (joined = new JoinedListing([...parts])));
    return joined;
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
    // What is still on its way when everything is to be forgotten is not remembered either.
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

const isFresh = ({ loadedAt }: Listing): boolean => Date.now() - loadedAt.getTime() <= TIME_TO_LIVE;

/** The same for requests that ask for the same. */
export const requestKey = ({ filters = {}, sort, text }: ListingRequest): string =>
  JSON.stringify([Object.entries(filters).sort(), sort, text]);
