import type { Client } from '../providers/client.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { ImageSet } from './image-set.js';
import { loadedWholeList } from './later.js';
import type { ListingRequest, LoadedPage } from './page-loader.js';
import { PageStore, type RowRange } from './page-store.js';
import { Pagination } from './pagination.js';
import type { Incomplete } from './query.js';
import { MAX_REQUESTS, RequestSlots } from './request-slots.js';
import { searchTextOf } from './text.js';
import type { Walk } from './walk.js';

interface ListingOptions {
  readonly client: Client;
  readonly request: ListingRequest;
  readonly slots?: RequestSlots;
  /** Called for each image as it arrives. */
  readonly onImage?: (image: CloudImage) => void;
  /** How many listings of the same request this one replaces, because the list changed while it was read. */
  readonly previousReads?: number;
}

/** One list of the cloud, in the cloud's order. Each page is loaded once, shared, and kept. */
export class Listing implements ImageSet {
  /** The images up to the first gap. */
  readonly images: CloudImage[] = [];
  readonly searchTexts: string[] = [];
  readonly positions = new Map<string, number>();
  readonly loadedAt = new Date();
  /** The filters and the order that the server applies. */
  readonly request: ListingRequest;
  readonly previousReads: number;
  rows = 0;
  unreadable = 0;
  detail: string | undefined;
  version = 0;
  /** Called whenever a request has ended. */
  readonly listeners = new Set<() => void>();

  readonly #onImage: ListingOptions['onImage'];
  readonly #sequential: boolean;
  readonly #pagination: Pagination;
  readonly #pages: PageStore;
  #walk: Walk | undefined;
  /** Stopped before there was a walk. */
  #stopped = false;
  /** The pages that a walk could not load, and their errors. */
  readonly #failures = new Map<number, ProviderError>();
  /** Pages appended so far, from the first one on. */
  #appended = 0;

  constructor({ client, request, slots = new RequestSlots(), onImage, previousReads = 0 }: ListingOptions) {
    const { paging } = client.source.provider;
    this.request = request;
    this.previousReads = previousReads;
    this.#onImage = onImage;
    this.#sequential = !['offset', 'page'].includes(paging.style);
    this.#pagination = new Pagination(paging);
    this.#pages = new PageStore({
      client,
      request,
      slots,
      pagination: this.#pagination,
      loaded: (index, page) => this.#loaded(index, page),
      settled: () => {
        for (const listener of this.listeners) listener();
      },
    });
  }

  get requests(): readonly ListingRequest[] {
    return [this.request];
  }

  get expected(): number | undefined {
    return this.#pagination.expected;
  }

  /** Rows up to the first gap, readable or not. */
  get appendedRows(): number {
    return this.#pagination.appendedRows;
  }

  /** The list changed while it was being read, so that images may have moved from one page to another unseen. */
  get changed(): boolean {
    return this.#pagination.changed;
  }

  /** The server rejects the marker of the next page, so the list has to be read from its beginning. */
  get markerRejected(): boolean {
    return this.#pages.markerRejected;
  }

  get finished(): boolean {
    const { end } = this.#pagination;
    return end !== undefined && this.#appended >= end && this.#failures.size === 0;
  }

  /** The whole list has arrived in one body; reading on takes no request. */
  get hasFullBody(): boolean {
    return this.#pages.hasFullBody;
  }

  get incomplete(): Incomplete | undefined {
    if (!this.finished) return this.#walk ? this.#walk.incomplete : this.#stopped ? { reason: 'stopped' } : undefined;
    const { changed, hasMissingImages } = this.#pagination;
    return changed ? { reason: 'changed' } : hasMissingImages ? { reason: 'missing' } : undefined;
  }

  /** Loads the pages that contain a range of rows. Joins requests that are pending. */
  async loadRows(from: number, to: number, signal: AbortSignal): Promise<void> {
    const pages = this.#pages;
    const pagination = this.#pagination;
    await pages.load(0, signal);
    if (this.#sequential) {
      // Failed pages count as appended, but the next one needs their markers.
      const next = () => Math.min(this.#appended, ...this.#failures.keys());
      while (this.images.length < to && pagination.end === undefined) await pages.load(next(), signal);
      return;
    }
    // If the second page fails, the first one is still valid.
    if (pagination.needsSecondPage) await pages.load(1, signal).catch(() => signal.throwIfAborted());
    let index = Math.floor(from / pagination.rowsPerPage);
    const end = Math.min(Math.ceil(to / pagination.rowsPerPage), pagination.needsSecondPage ? 1 : pagination.bound);
    let failed = false;
    const worker = async (): Promise<void> => {
      // One failed page is enough: these rows cannot be loaded.
      while (index < end && !failed) {
        try {
          await pages.load(index++, signal);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: MAX_REQUESTS }, worker));
  }

  /** The loaded rows of a range: the images, and the number of rows and of unreadable rows. */
  slice(from: number, to: number): RowRange {
    if (!this.#sequential) return this.#pages.slice(from, to);
    const images = this.images.slice(from, to);
    return { images, rows: images.length, unreadable: from === 0 ? this.unreadable : 0 };
  }

  /** Loads everything that is missing, up to `limit` rows. Pages that fail are skipped and recorded. */
  walk(limit: number, signal: AbortSignal): Promise<void> {
    this.#walk ??= new (loadedWholeList().Walk)({
      pages: this.#pages,
      pagination: this.#pagination,
      sequential: this.#sequential,
      failures: this.#failures,
      progress: () => ({ appended: this.#appended, rows: this.rows }),
      failed: () => this.#appendLoaded(),
    });
    if (this.#stopped) this.#walk.stop();
    this.#stopped = false;
    return this.#walk.run(limit, signal);
  }

  /** Stops a walk. What has been loaded is kept. */
  stop(): void {
    if (this.#walk) this.#walk.stop();
    else this.#stopped = true;
  }

  /** Lets the next walk retry failed and empty pages, and continue after a stop or the limit. */
  resume(): void {
    const { blankPages, hasMissingImages } = this.#pagination;
    const missing = this.finished && hasMissingImages;
    this.#stopped = false;
    this.#walk?.resume();
    if (!missing) return;
    for (const index of blankPages) this.rows -= this.#pages.get(index)?.images.length ?? 0;
    this.#pages.forget(blankPages);
    this.#pagination.reopen();
    this.#appendAgain();
  }

  #loaded(index: number, page: LoadedPage): void {
    this.detail ??= page.detail;
    this.rows += page.images.length;
    // A page that failed at first belongs between others.
    if (this.#failures.delete(index) && index < this.#appended) this.#appendAgain();
    else this.#appendLoaded();
  }

  /** Appends all pages again from the first one on. */
  #appendAgain(): void {
    this.images.length = this.searchTexts.length = this.unreadable = this.#appended = 0;
    this.#pagination.rewind();
    this.positions.clear();
    this.#appendLoaded();
  }

  /** Appends the pages up to the first gap. A failed page does not count as one. */
  #appendLoaded(): void {
    const pagination = this.#pagination;
    const failures = this.#failures;
    for (; this.#appended < (pagination.end ?? Infinity); this.#appended++) {
      const page = this.#pages.get(this.#appended);
      if (page) this.#append(this.#appended, page);
      else if (!failures.has(this.#appended)) break;
    }
    // Failures beyond the actual end of the list do not count.
    for (const index of failures.keys()) if (index >= (pagination.end ?? Infinity)) failures.delete(index);
  }

  #append(index: number, page: LoadedPage): void {
    const before = this.images.length;
    this.version++;
    for (const image of page.images) {
      if (!image) this.unreadable++;
      else if (!this.positions.has(image.id)) {
        this.positions.set(image.id, this.images.length);
        this.images.push(image);
        this.searchTexts.push(searchTextOf(image));
        this.#onImage?.(image);
      }
    }
    this.#pagination.append(index, page, this.images.length - before);
  }
}
