import type { Paging } from '../providers/provider.js';
import { pageSize, type LoadedPage } from './page-loader.js';
import { firstIdOf, StallDetector } from './stall-detector.js';

/** Pages asked for from the first empty one on, where a count says that there is more. */
const MAX_EMPTY_PAGES = 3;

/**
 * Works out how many rows a page has and where a list ends, from what its pages say.
 *
 * A next page and a page count overrule a short page; so does a total, until more rows have come than it counts. An empty page
 * is the end only where nothing says that there is more.
 */
export class Pagination {
  /** Rows of a full page. A server may send fewer than it was asked for. */
  rowsPerPage: number;
  /** How many pages there are, once known. */
  end: number | undefined;
  /** Two pages gave different counts, so images may have moved from one page to another unseen. */
  changed = false;
  /** Pages that brought nothing new, although the server says that they hold images. */
  readonly blankPages = new Set<number>();

  readonly #style: Paging['style'];
  readonly #maxOffset: number;
  /** Rows that a page was asked for, or that the server says it allows. */
  #requestedRows: number;
  /** Whether `step` is certain. A first page that is short may be a full one, or the last. */
  #isPageLengthKnown = false;
  #total: number | undefined;
  #isTotalRefuted = false;
  #statedPages: number | undefined;
  /** The server names the next page, so one that names none is the last. */
  #namesNext = false;
  #namedPages = 0;
  #firstId: string | undefined;

  // By position in the list, of all pages that have come.
  #furthestPage = -1;
  #firstEmptyPage = Infinity;
  /** The furthest page, where it is short. */
  #shortPage = Infinity;
  #lastPage = Infinity;

  // Of the pages that have been taken in.
  #rows = 0;
  readonly #stallDetector = new StallDetector();
  #gaveUp = false;

  constructor(paging: Paging) {
    this.rowsPerPage = this.#requestedRows = pageSize(paging);
    this.#style = paging.style;
    this.#maxOffset = paging.style === 'offset' ? (paging.maxOffset ?? Infinity) : Infinity;
  }

  /** About how many rows there are, as long as nothing contradicts the server. */
  get expected(): number | undefined {
    return this.#isTotalRefuted ? undefined : this.#total;
  }

  /** Pages that the server would answer. */
  get ceiling(): number {
    return Math.floor(this.#maxOffset / this.rowsPerPage) + 1;
  }

  /** How many pages are worth asking for, as far as is known. A total is checked by asking for one page more than it fills. */
  get bound(): number {
    if (this.end !== undefined) return this.end;
    // Each marker comes with the page before.
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

  /** Only the second page can tell whether the first one, which is short, is all. */
  get needsSecondPage(): boolean {
    return this.end === undefined && this.#furthestPage === 0 && this.#isUncounted && !this.#isPageLengthKnown;
  }

  /** Whether images are missing that the server says it has. */
  get hasMissingImages(): boolean {
    if (!this.#gaveUp && this.blankPages.size === 0) return false;
    return this.expected === undefined || this.#stallDetector.rowsFound < this.expected;
  }

  /** Whether a page ends before the next one begins, so that the rows between them have to be asked for. */
  isCutShort(index: number, { images: { length: rows }, total = 0, next, restIsEmpty }: LoadedPage): boolean {
    const measures = index === 0 && this.#furthestPage <= 0;
    if (this.#style !== 'offset' || measures || rows === 0 || rows >= this.rowsPerPage || restIsEmpty) return false;
    return next !== undefined || (!this.#isTotalRefuted && total > index * this.rowsPerPage + rows);
  }

  /** Notes what a page says, in whatever order the pages come. */
  recordPage(index: number, page: LoadedPage): void {
    const { total, pages, next, last } = page;
    const rows = page.images.length;
    const firstId = firstIdOf(page);
    if (index === 0) this.#firstId = firstId;
    // A server that ignores the page it is asked for says nothing about the length of the list.
    const repeated = index > 0 && firstId !== undefined && firstId === this.#firstId;
    // By page numbers any page tells, as none of them begins where another length would have it.
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
   * Takes a page in, in the order of the list.
   *
   * @param newImages - images on it that have not come before
   */
  append(index: number, page: LoadedPage, newImages: number): void {
    const { next } = page;
    this.#rows += page.images.length;
    const bounded = this.expected !== undefined || this.#style === 'marker';
    const { repeated, news } = this.#stallDetector.add(page, newImages, bounded);
    if (this.#style === 'none') {
      if (page.last) this.#endBody(index, next);
      return;
    }
    if (this.#style === 'marker' && (this.#total ?? Infinity) < this.#rows) this.#isTotalRefuted = true;
    const counted = this.#countsMore(index, page);
    const more = next !== undefined || counted || this.#furthestPage > index;
    if (repeated ? this.#isRepetition(page) : this.#isGap(index, page, counted)) this.blankPages.add(index);

    if (!more && this.#isLast(index, page, news)) this.end = index + 1;
    else if (this.#isStalled(index, next)) {
      this.#gaveUp = true;
      this.end = index + 1;
    } else if (index + 1 >= this.bound && index + 1 < this.ceiling) this.end = index + 1;
  }

  /** The pages are taken in from the first one again. */
  rewind(): void {
    this.#rows = 0;
    this.#stallDetector.rewind();
    this.blankPages.clear();
    this.#gaveUp = false;
  }

  /** The pages that brought nothing are asked for again, and so is what may lie behind them. */
  reopen(): void {
    this.end = undefined;
    this.#firstEmptyPage = this.#lastPage = Infinity;
    this.#stallDetector.retry();
  }

  /** One body holds everything, unless it says itself that there is more. */
  #endBody(index: number, next: string | undefined): void {
    this.end = index + 1;
    if (next === undefined && (this.expected ?? 0) <= this.#rows) return;
    this.#gaveUp = true;
    for (let page = 0; page <= index; page++) this.blankPages.add(page);
  }

  /** How many pages there are, where the server says it and no page beyond has come. */
  get #pageCount(): number | undefined {
    return this.#statedPages !== undefined && this.#furthestPage < this.#statedPages ? this.#statedPages : undefined;
  }

  /** Nothing but the pages themselves tells where the list ends. */
  get #isUncounted(): boolean {
    return this.expected === undefined && this.#pageCount === undefined && !this.#namesNext;
  }

  /** Learns from the first page that has rows how many a full one has. */
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
    // By page numbers no row can be skipped, so the longest page is the full one.
    if (this.#style === 'page' && rows > this.rowsPerPage) this.rowsPerPage = rows;
    if (index <= this.#furthestPage) return;
    this.#furthestPage = index;
    if (this.#firstEmptyPage < index) this.#firstEmptyPage = Infinity;
    this.#shortPage = rows < this.rowsPerPage ? index : Infinity;
  }

  /** Whether the total or the page count says that there is more behind a page. */
  #countsMore(index: number, page: LoadedPage): boolean {
    const rows = page.images.length;
    const { expected } = this;
    const pages = this.#pageCount;
    if (rows > 0 && (page.last || this.#namesNext)) return false;
    if (pages !== undefined && (rows > 0 || index + 1 < pages)) return index + 1 < pages;
    return expected !== undefined && expected > this.#covered(index, page);
  }

  /** The position up to which the list has been seen, with a page and those before it. */
  #covered(index: number, { images: { length: rows }, restIsEmpty }: LoadedPage): number {
    if (this.#style === 'marker') return this.#rows;
    // What a page leaves out, up to the next one, is not listed at all.
    const whole = this.#style === 'offset' ? restIsEmpty : this.rowsPerPage === this.#requestedRows;
    return index * this.rowsPerPage + (whole && rows > 0 ? Math.max(rows, this.rowsPerPage) : rows);
  }

  /** Whether a page that begins like an earlier one, and has nothing new, stands in the place of another. */
  #isRepetition({ images: { length: rows } }: LoadedPage): boolean {
    // A server that sends a short list whatever it is asked for has no other pages.
    return rows >= this.rowsPerPage && (this.#isPageLengthKnown || !this.#isUncounted);
  }

  /** Whether a page is empty where the server says, or has shown, that there is more. */
  #isGap(index: number, { images: { length: rows }, next }: LoadedPage, counted: boolean): boolean {
    if (rows > 0) return false;
    if (this.#style === 'marker') return counted && next === undefined;
    return counted || (this.#furthestPage > index && next === undefined);
  }

  /** Whether a page behind which nothing claims more is the last one. */
  #isLast(index: number, { images: { length: rows }, last }: LoadedPage, news: boolean): boolean {
    if (rows === 0 || last || this.#namesNext || this.#pageCount !== undefined) return true;
    const short = rows < this.rowsPerPage;
    if (this.expected !== undefined) return short || !news || index + 1 >= this.ceiling;
    return short ? this.#isPageLengthKnown || !news : !news && !this.#isPageLengthKnown;
  }

  /** Whether to ask on would bring nothing: the same marker again, or too many pages without anything new. */
  #isStalled(index: number, next: string | undefined): boolean {
    if (this.#style === 'marker' && next !== undefined && this.#stallDetector.isKnownMarker(next)) {
      this.blankPages.add(index);
      return true;
    }
    return this.#stallDetector.stalled;
  }
}
