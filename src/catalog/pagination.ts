import type { Paging } from '../providers/provider.js';
import { pageSize, type LoadedPage } from './page-loader.js';
import { StallDetector } from './stall-detector.js';

/** The most pages to request from the first empty one on if a count says that there are more. */
const MAX_EMPTY_PAGES = 3;

/**
 * Works out how many rows a page has and where a list ends, from what its pages say.
 *
 * A link to a next page or a page count overrules a short page, and so does a total until more rows have come. An empty page is the
 * end only if nothing says that there are more.
 */
export class Pagination {
  /** Rows of a full page. A server may send fewer than requested. */
  rowsPerPage: number;
  /** The number of pages, once known. */
  end: number | undefined;
  /** Two pages gave different counts, so images may have moved from one page to another unseen. */
  changed = false;
  /** Pages without a new image, although the server says that they have some. */
  readonly blankPages = new Set<number>();

  readonly #style: Paging['style'];
  readonly #maxOffset: number;
  /** Rows requested per page, or the maximum that the server states. */
  #requestedRows: number;
  /** Whether `rowsPerPage` is certain. A short first page may be a full one, or the last. */
  #isPageLengthKnown = false;
  #total: number | undefined;
  #isTotalRefuted = false;
  #statedPages: number | undefined;
  /** The server links to the next page, so a page without a link is the last. */
  #namesNext = false;
  #namedPages = 0;
  #firstId: string | undefined;

  // Page numbers, over all pages received so far.
  #furthestPage = -1;
  #firstEmptyPage = Infinity;
  /** The furthest page, if it is short. */
  #shortPage = Infinity;
  #lastPage = Infinity;

  // Of the pages that have been appended.
  #rows = 0;
  readonly #stallDetector = new StallDetector();
  #gaveUp = false;

  constructor(paging: Paging) {
    this.rowsPerPage = this.#requestedRows = pageSize(paging);
    // A link is a marker that is a whole address.
    this.#style = paging.style === 'link' ? 'marker' : paging.style;
    this.#maxOffset = paging.style === 'offset' ? (paging.maxOffset ?? Infinity) : Infinity;
  }

  /** The total that the server states, unless the rows have refuted it. */
  get expected(): number | undefined {
    return this.#isTotalRefuted ? undefined : this.#total;
  }

  get appendedRows(): number {
    return this.#rows;
  }

  /** The number of pages within the server's maximum offset. */
  get ceiling(): number {
    return Math.floor(this.#maxOffset / this.rowsPerPage) + 1;
  }

  /** How many pages are worth requesting, as far as is known. One page more than the total fills is requested, to check the total. */
  get bound(): number {
    if (this.end !== undefined) return this.end;
    // Each page brings the marker of the next one.
    if (this.#style === 'marker') return Infinity;
    const { expected } = this;
    const counted =
      this.#pageCount ?? (expected === undefined ? undefined : Math.floor(expected / this.rowsPerPage) + 1);
    const claimed = counted ?? (this.#namesNext || this.#isPageLengthKnown ? Infinity : this.#furthestPage + 2);
    return Math.min(
      this.ceiling,
      Math.max(claimed, this.#namedPages),
      this.#lastPage + 1,
      this.#firstEmptyPage + (counted === undefined ? 1 : MAX_EMPTY_PAGES),
      this.#isUncounted && this.#isPageLengthKnown ? this.#shortPage + 1 : Infinity,
    );
  }

  /** The first page is short, and only the second one shows whether it is the whole list. */
  get needsSecondPage(): boolean {
    return this.end === undefined && this.#furthestPage === 0 && this.#isUncounted && !this.#isPageLengthKnown;
  }

  /** Whether the server has stated more images than it has sent. */
  get hasMissingImages(): boolean {
    if (!this.#gaveUp && this.blankPages.size === 0) return false;
    return this.expected === undefined || this.#stallDetector.rowsFound < this.expected;
  }

  /** Whether a page ends before the next one begins, so that the rows in between have to be requested. */
  isCutShort(index: number, { images: { length: rows }, total = 0, next, restIsEmpty }: LoadedPage): boolean {
    const measures = index === 0 && this.#furthestPage <= 0;
    if (this.#style !== 'offset' || measures || rows === 0 || rows >= this.rowsPerPage || restIsEmpty) return false;
    return next !== undefined || (!this.#isTotalRefuted && total > index * this.rowsPerPage + rows);
  }

  /** Records what a page states, in whatever order the pages arrive. */
  recordPage(index: number, page: LoadedPage): void {
    const { total, pages, next, last } = page;
    const rows = page.images.length;
    const firstId = page.images.find(Boolean)?.id;
    if (index === 0) this.#firstId = firstId;
    // If the server ignores the page number, the repeated page says nothing about the length of the list.
    const repeated = index > 0 && firstId !== undefined && firstId === this.#firstId;
    // With page numbers any page will do, not just the first.
    if (this.#furthestPage < 0 && (index === 0 || this.#style === 'page')) this.#learnPageLength(index, page);
    else if (rows === this.rowsPerPage && !repeated) this.#isPageLengthKnown = true;
    if (!repeated) this.#recordTotal(index, rows, total);
    if (pages !== undefined) {
      this.changed ||= this.#statedPages !== undefined && pages !== this.#statedPages;
      this.#statedPages = Math.max(this.#statedPages ?? 0, pages);
    }
    if (next !== undefined) {
      this.#namesNext = true;
      this.#namedPages = Math.max(this.#namedPages, index + 2);
    } else if (rows > 0 && (last || this.#namesNext)) this.#lastPage = Math.min(this.#lastPage, index);
    this.#recordRows(index, rows, next !== undefined);
  }

  /**
   * Appends a page, in the order of the list.
   *
   * @param newImages - images on it that no earlier page had
   */
  append(index: number, page: LoadedPage, newImages: number): void {
    const { next } = page;
    this.#rows += page.images.length;
    const bounded = this.expected !== undefined || this.#style === 'marker';
    const { repeated, mayBeNew } = this.#stallDetector.add(page, newImages, bounded);
    if (page.ofWholeBody) {
      if (page.last) this.#endBody(index, next);
      return;
    }
    if (this.#style === 'marker' && (this.#total ?? Infinity) < this.#rows) this.#isTotalRefuted = true;
    const counted = this.#countsMore(index, page);
    const more = next !== undefined || counted || this.#furthestPage > index;
    if (repeated ? this.#isRepetition(page) : this.#isGap(index, page, counted)) this.blankPages.add(index);

    if (!more && this.#isLast(index, page, mayBeNew)) this.end = index + 1;
    else if (this.#isStalled(index, next)) {
      this.#gaveUp = true;
      this.end = index + 1;
    } else if (index + 1 >= this.bound && index + 1 < this.ceiling) this.end = index + 1;
  }

  /** Starts over: all pages are appended again. */
  rewind(): void {
    this.#rows = 0;
    this.#stallDetector.rewind();
    this.blankPages.clear();
    this.#gaveUp = false;
  }

  /** Lets the blank pages be requested again, and any pages behind them. */
  reopen(): void {
    this.end = undefined;
    this.#firstEmptyPage = this.#lastPage = Infinity;
    this.#stallDetector.retry();
  }

  /** One body contains the whole list, unless it says that there is more. */
  #endBody(index: number, next: string | undefined): void {
    this.end = index + 1;
    if (next === undefined && (this.expected ?? 0) <= this.#rows) return;
    this.#gaveUp = true;
    for (let page = 0; page <= index; page++) this.blankPages.add(page);
  }

  /** The stated number of pages, unless a page beyond it has arrived. */
  get #pageCount(): number | undefined {
    return this.#statedPages !== undefined && this.#furthestPage < this.#statedPages ? this.#statedPages : undefined;
  }

  /** The server states neither a total nor a page count nor a next page. */
  get #isUncounted(): boolean {
    return this.expected === undefined && this.#pageCount === undefined && !this.#namesNext;
  }

  /** Derives the number of rows of a full page from the first page that has rows. */
  #learnPageLength(index: number, { images: { length: rows }, size = 0, total, pages, next, last }: LoadedPage): void {
    const { rowsPerPage } = this;
    if (size > 0 && size < rowsPerPage) {
      this.rowsPerPage = this.#requestedRows = Math.max(size, rows);
      this.#isPageLengthKnown = true;
    } else if (rows >= rowsPerPage) {
      this.#isPageLengthKnown = true;
    } else if (rows > 0) {
      const seen = index * rowsPerPage + rows;
      const more = next !== undefined || (pages ?? 0) > index + 1 || (total ?? 0) > seen;
      const unsaid = !last && pages === undefined && (total === undefined || total < seen);
      if (more || unsaid) this.rowsPerPage = rows;
    }
  }

  #recordTotal(index: number, rows: number, total: number | undefined): void {
    if (total === undefined) return;
    if (this.#style !== 'marker' && rows > 0 && index * this.rowsPerPage + rows > total) {
      this.#isTotalRefuted = true;
      return;
    }
    this.changed ||= this.#total !== undefined && total !== this.#total;
    this.#total = Math.max(this.#total ?? 0, total);
  }

  #recordRows(index: number, rows: number, named: boolean): void {
    if (rows === 0) {
      if (index > this.#furthestPage && !named) this.#firstEmptyPage = Math.min(this.#firstEmptyPage, index);
      return;
    }
    // With page numbers no row can be skipped, so the longest page is a full one.
    if (this.#style === 'page' && rows > this.rowsPerPage) this.rowsPerPage = rows;
    if (index <= this.#furthestPage) return;
    this.#furthestPage = index;
    if (this.#firstEmptyPage < index) this.#firstEmptyPage = Infinity;
    this.#shortPage = rows < this.rowsPerPage ? index : Infinity;
  }

  /** Whether the total or the page count says that there are more pages. */
  #countsMore(index: number, page: LoadedPage): boolean {
    const rows = page.images.length;
    const { expected } = this;
    const pages = this.#pageCount;
    if (rows > 0 && (page.last || this.#namesNext)) return false;
    if (pages !== undefined && (rows > 0 || index + 1 < pages)) return index + 1 < pages;
    return expected !== undefined && expected > this.#covered(index, page);
  }

  /** The position up to which this page and those before it cover the list. */
  #covered(index: number, { images: { length: rows }, restIsEmpty }: LoadedPage): number {
    if (this.#style === 'marker') return this.#rows;
    // Rows that a page omits, up to the next one, are not listed at all.
    const whole = this.#style === 'offset' ? restIsEmpty : this.rowsPerPage === this.#requestedRows;
    return index * this.rowsPerPage + (whole && rows > 0 ? Math.max(rows, this.rowsPerPage) : rows);
  }

  /** Whether a page without new images was sent in place of another one. */
  #isRepetition({ images: { length: rows } }: LoadedPage): boolean {
    // A server that sends the same short list for every page has only that one.
    return rows >= this.rowsPerPage && (this.#isPageLengthKnown || !this.#isUncounted);
  }

  /** Whether a page is empty although the server has stated or sent more. */
  #isGap(index: number, { images: { length: rows }, next }: LoadedPage, counted: boolean): boolean {
    if (rows > 0) return false;
    if (this.#style === 'marker') return counted && next === undefined;
    return counted || (this.#furthestPage > index && next === undefined);
  }

  /** Whether a page is the last one if nothing says that there are more. */
  #isLast(index: number, { images: { length: rows }, last }: LoadedPage, mayBeNew: boolean): boolean {
    if (rows === 0 || last || this.#namesNext || this.#pageCount !== undefined) return true;
    const short = rows < this.rowsPerPage;
    if (this.expected !== undefined) return short || !mayBeNew || index + 1 >= this.ceiling;
    return short ? this.#isPageLengthKnown || !mayBeNew : !mayBeNew && !this.#isPageLengthKnown;
  }

  /** Whether there is no progress: a repeated marker, or too many pages without anything new. */
  #isStalled(index: number, next: string | undefined): boolean {
    if (this.#style === 'marker' && next !== undefined && this.#stallDetector.isKnownMarker(next)) {
      this.blankPages.add(index);
      return true;
    }
    return this.#stallDetector.stalled;
  }
}
