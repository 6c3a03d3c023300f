import type { CloudImage } from '../providers/image.js';
import type { ImageSet } from './image-set.js';
import type { ListingRequest } from './page-loader.js';
import type { Incomplete } from './query.js';

/** Several listings as one, for servers that accept a single value per filter: each image once, in the order of the listings. */
export class JoinedListing implements ImageSet {
  readonly listings: readonly ImageSet[];
  #images: CloudImage[] = [];
  #searchTexts: string[] = [];
  #version = -1;

  constructor(listings: readonly ImageSet[]) {
    this.listings = listings;
  }

  get requests(): readonly ListingRequest[] {
    return this.listings.flatMap(({ requests }) => requests);
  }

  get images(): readonly CloudImage[] {
    this.#join();
    return this.#images;
  }

  get searchTexts(): readonly string[] {
    this.#join();
    return this.#searchTexts;
  }

  get version(): number {
    return this.#sum(({ version }) => version);
  }

  get rows(): number {
    return this.#sum(({ rows }) => rows);
  }

  get unreadable(): number {
    return this.#sum(({ unreadable }) => unreadable);
  }

  get expected(): number | undefined {
    return this.listings.every(({ expected }) => expected !== undefined)
      ? this.#sum(({ expected = 0 }) => expected)
      : undefined;
  }

  get loadedAt(): Date {
    return new Date(Math.min(...this.listings.map(({ loadedAt }) => loadedAt.getTime())));
  }

  get detail(): string | undefined {
    return this.listings.find(({ detail }) => detail !== undefined)?.detail;
  }

  get finished(): boolean {
    return this.listings.every(({ finished }) => finished);
  }

  get incomplete(): Incomplete | undefined {
    return this.listings.find(({ incomplete }) => incomplete)?.incomplete;
  }

  #sum(valueOf: (listing: ImageSet) => number): number {
    return this.listings.reduce((sum, listing) => sum + valueOf(listing), 0);
  }

  #join(): void {
    const { version } = this;
    if (version === this.#version) return;
    this.#version = version;
    this.#images = [];
    this.#searchTexts = [];
    const seen = new Set<string>();
    for (const { images, searchTexts } of this.listings) {
      for (const [position, image] of images.entries()) {
        if (seen.has(image.id)) continue;
        seen.add(image.id);
        this.#images.push(image);
        this.#searchTexts.push(searchTexts[position] ?? '');
      }
    }
  }
}
