import { FIRST_ROWS, type Client, type Page } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { Paging, WirePage } from '../providers/provider.js';
import type { PageRequest } from '../providers/route.js';

/** Rows that are read at a time when a single body contains the whole list. */
const CHUNK_SIZE = FIRST_ROWS;
/** Milliseconds of reading before the browser gets a chance to paint. */
const READ_BUDGET = 8;

/** Rows requested per page. */
export const pageSize = (paging: Paging): number => ('max' in paging ? paging.max : CHUNK_SIZE);

/** One page, with its rows converted to images. */
export interface LoadedPage {
  /** One entry per row; `undefined` for an unreadable row. */
  readonly images: readonly (CloudImage | undefined)[];
  readonly total?: number | undefined;
  readonly size?: number | undefined;
  readonly pages?: number | undefined;
  readonly last: boolean;
  readonly next?: string | undefined;
  readonly detail?: string | undefined;
  /** A part of a body that contains the whole list. */
  readonly ofWholeBody?: boolean;
  /** The rows up to the next page have been requested, too, and there were none. */
  readonly restIsEmpty?: boolean;
}

/** What all pages of a listing have in common. */
export type ListingRequest = Pick<PageRequest, 'filters' | 'sort' | 'text'>;

/**
 * Loads the pages of one listing. If a cloud sends everything in one body, the body is kept and split into chunks, so that the first
 * images show before the last ones are read.
 */
export class PageLoader {
  readonly #client: Client;
  readonly #request: ListingRequest;
  #body: Page | undefined;
  #startedAt = 0;

  constructor(client: Client, request: ListingRequest) {
    this.#client = client;
    this.#request = request;
  }

  /** The whole list has arrived in one body; further pages take no request. */
  get hasFullBody(): boolean {
    return this.#body !== undefined;
  }

  /** @param marker - the `next` of the page before, for `marker` paging */
  async load(index: number, rowsPerPage: number, marker: string | undefined, signal: AbortSignal): Promise<LoadedPage> {
    const { style } = this.#client.source.provider.paging;
    let body = this.#body;
    if (!body) {
      body = await this.#client.page({ ...this.#request, index, rowsPerPage, marker }, signal);
      // A first page that links to no other is the whole list.
      if (style !== 'none' && (style !== 'link' || marker !== undefined || body.next !== undefined))
        return this.#read(body.whole?.() ?? body);
      this.#body = body;
      this.#startedAt = performance.now();
    }
    if (performance.now() - this.#startedAt > READ_BUDGET) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#startedAt = performance.now();
      signal.throwIfAborted();
    }
    if (index > 0) this.#body = body = body.whole?.() ?? body;
    const rows = body.rows.slice(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE);
    const total = Math.max(body.total ?? 0, body.rows.length);
    return this.#read({ ...body, rows, total, pages: undefined }, (index + 1) * CHUNK_SIZE >= body.rows.length);
  }

  /** Requests the body again the next time. */
  forgetBody(): void {
    this.#body = undefined;
  }

  /** Loads rows from an offset that is not the beginning of a page. */
  loadFrom(offset: number, signal: AbortSignal): Promise<LoadedPage> {
    return this.load(1, offset, undefined, signal);
  }

  /** @param end - in a body with the whole list, whether these are its last rows */
  #read({ rows, total, size, pages, last, next, detail }: WirePage, end?: boolean): LoadedPage {
    const { readImage, paging } = this.#client.source.provider;
    const linked = paging.style === 'marker' || paging.style === 'link';
    return {
      images: rows.map(readImage),
      total,
      size,
      pages,
      ofWholeBody: end !== undefined,
      last: end ?? (last === true || (linked && next === undefined)),
      next,
      detail,
    };
  }
}
