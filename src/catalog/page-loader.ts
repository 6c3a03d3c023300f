import type { Client } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { WirePage } from '../providers/provider.js';
import type { PageRequest } from '../providers/route.js';

/** Rows that are read in one go, when a single body holds everything. */
const CHUNK = 100;
/** Milliseconds of reading after which the page gets to paint. */
const SLICE = 8;
/** Milliseconds for which the page gets to paint the first images, before the others are read. */
const FIRST_SIGHT = 40;

/** One page, its rows read. */
export interface LoadedPage {
  /** One entry a row; `undefined` for a row that cannot be read. */
  readonly images: readonly (CloudImage | undefined)[];
  readonly total?: number | undefined;
  readonly pages?: number | undefined;
  readonly last: boolean;
  readonly next?: string | undefined;
}

/** What the pages of one listing have in common. */
export type ListingRequest = Pick<PageRequest, 'filters' | 'sort' | 'text'>;

/**
 * Loads the pages of one listing. Where a cloud sends everything in one body, that body is kept and handed out in chunks, so
 * that the first images show before the last are read.
 */
export class PageLoader {
  readonly #client: Client;
  readonly #request: ListingRequest;
  #body: WirePage | undefined;
  #paused = 0;

  constructor(client: Client, request: ListingRequest) {
    this.#client = client;
    this.#request = request;
  }

  /** Every further page is at hand. */
  get atHand(): boolean {
    return this.#body !== undefined;
  }

  /** Images on a full page. */
  get size(): number {
    const { paging } = this.#client.source.provider;
    return paging.style === 'none' ? CHUNK : paging.max;
  }

  async load(index: number, step: number, marker: string | undefined, signal: AbortSignal): Promise<LoadedPage> {
    const { provider } = this.#client.source;
    if (provider.paging.style !== 'none') {
      return this.#read(await this.#client.page({ ...this.#request, index, step, marker }, signal), false);
    }
    const body = (this.#body ??= await this.#client.page({ ...this.#request, index: 0, step }, signal));
    if (index > 0 && performance.now() - this.#paused > SLICE) {
      await new Promise((resolve) => setTimeout(resolve, index === 1 ? FIRST_SIGHT : 0));
      this.#paused = performance.now();
      signal.throwIfAborted();
    }
    const rows = body.rows.slice(index * CHUNK, (index + 1) * CHUNK);
    return this.#read({ rows, total: body.rows.length }, (index + 1) * CHUNK >= body.rows.length);
  }

  #read({ rows, total, pages, last, next }: WirePage, end: boolean): LoadedPage {
    const { readImage, paging } = this.#client.source.provider;
    return {
      images: rows.map(readImage),
      total,
      pages,
      last: end || last === true || (paging.style === 'marker' && next === undefined),
      next,
    };
  }
}
