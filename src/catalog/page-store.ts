import type { Client } from '../providers/client.js';
import { ProviderError, type ErrorKind } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import { PageLoader, type ListingRequest, type LoadedPage } from './page-loader.js';
import type { Pagination } from './pagination.js';
import type { RequestSlots } from './request-slots.js';
import { SharedTask } from './shared-task.js';

/** Errors for a marker that is no longer valid because its image has been deleted. */
const markerRejections: readonly ErrorKind[] = ['bad-request', 'not-found'];

interface PageStoreOptions {
  readonly client: Client;
  readonly request: ListingRequest;
  readonly pagination: Pagination;
  readonly slots: RequestSlots;
  /** Called when a page has been loaded. */
  readonly loaded: (index: number, page: LoadedPage) => void;
  /** Called when a request has ended, successfully or not. */
  readonly settled: () => void;
}

/** The loaded rows of a part of a listing. */
export interface RowRange {
  /** Each image once. */
  readonly images: readonly CloudImage[];
  readonly rows: number;
  readonly unreadable: number;
}

/** The pages of one listing. Each is requested once, for all callers, and kept. */
export class PageStore {
  /** The server rejects the marker of the next page, so the list has to be read from its beginning. */
  markerRejected = false;
  readonly #options: PageStoreOptions;
  readonly #loader: PageLoader;
  readonly #pages: (LoadedPage | undefined)[] = [];
  readonly #requests = new Map<number, SharedTask<LoadedPage>>();

  constructor(options: PageStoreOptions) {
    this.#options = options;
    this.#loader = new PageLoader(options.client, options.request);
  }

  /** The whole list has arrived in one body; further pages take no request. */
  get hasFullBody(): boolean {
    return this.#loader.hasFullBody;
  }

  /** The number of loaded pages. */
  get count(): number {
    return this.#pages.filter(Boolean).length;
  }

  get(index: number): LoadedPage | undefined {
    return this.#pages[index];
  }

  isRequested(index: number): boolean {
    return this.#requests.has(index);
  }

  /** @throws ProviderError, or the signal's reason after an abort */
  async load(index: number, signal: AbortSignal): Promise<LoadedPage> {
    const loaded = this.#pages[index];
    if (loaded) return loaded;
    let request = this.#requests.get(index);
    if (!request || request.abandoned) {
      const started = new SharedTask<LoadedPage>((shared) =>
        this.#options.slots
          .run(() => this.#load(index, shared), shared)
          .finally(() => {
            if (this.#requests.get(index) === started) this.#requests.delete(index);
            this.#options.settled();
          }),
      );
      this.#requests.set(index, started);
      request = started;
    }
    return request.join(signal);
  }

  /** Waits for the pending requests; `false` if there are none. */
  async settle(signal: AbortSignal): Promise<boolean> {
    const requests = [...this.#requests.values()];
    await Promise.allSettled(requests.map((request) => request.join(signal)));
    return requests.length > 0;
  }

  /** Drops pages, so that they are requested again. */
  forget(indexes: Iterable<number>): void {
    for (const index of indexes) this.#pages[index] = undefined;
    this.#loader.forgetBody();
  }

  /** The loaded rows of a range. */
  slice(from: number, to: number): RowRange {
    const { rowsPerPage } = this.#options.pagination;
    const images = new Map<string, CloudImage>();
    let [rows, unreadable] = [0, 0];
    for (let row = from; row < Math.min(to, this.#pages.length * rowsPerPage); row++) {
      const page = this.#pages[Math.floor(row / rowsPerPage)]?.images ?? [];
      if (row % rowsPerPage >= page.length) continue;
      const image = page[row % rowsPerPage];
      rows++;
      if (image) images.set(image.id, image);
      else unreadable++;
    }
    return { images: [...images.values()], rows, unreadable };
  }

  async #load(index: number, signal: AbortSignal): Promise<LoadedPage> {
    const page = await this.#loadRows(index, signal);
    this.#pages[index] = page;
    this.#options.loaded(index, page);
    return page;
  }

  async #loadRows(index: number, signal: AbortSignal): Promise<LoadedPage> {
    const { pagination } = this.#options;
    const { rowsPerPage } = pagination;
    const marker = this.#pages[index - 1]?.next;
    let page = await this.#loader.load(index, rowsPerPage, marker, signal).catch((error: unknown) => {
      if (marker !== undefined && error instanceof ProviderError)
        this.markerRejected ||= markerRejections.includes(error.kind);
      throw error;
    });
    pagination.recordPage(index, page);
    while (pagination.isCutShort(index, page)) {
      const rest = await this.#loader.loadFrom(index * rowsPerPage + page.images.length, signal);
      const ids = new Set(page.images.map((image) => image?.id));
      const isNew = rest.images.some((image) => !image || !ids.has(image.id));
      page = isNew
        ? { ...rest, images: [...page.images, ...rest.images] }
        : { ...page, total: rest.total, restIsEmpty: true };
      pagination.recordPage(index, page);
    }
    return page;
  }
}
