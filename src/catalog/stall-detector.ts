import type { LoadedPage } from './page-loader.js';

/** Consecutive pages with known images only. */
const MAX_REPEATED_PAGES = 4;
/** Consecutive pages without a readable image. */
const MAX_UNREADABLE_PAGES = 20;

/** Detects pages without anything new, so that no list is read forever. */
export class StallDetector {
  /** Rows received, not counting pages that were sent again. */
  rowsFound = 0;
  #repeatedPages = 0;
  #unreadablePages = 0;
  /** Multiplies the limits. */
  #attempts = 1;
  readonly #pages: LoadedPage[] = [];
  readonly #markers = new Set<string>();

  /**
   * Adds a page, in the order of the list.
   *
   * @param newImages - images on it that no earlier page had
   * @param bounded - whether the length of the list is limited
   * @returns whether an earlier page was sent again, and whether this one may have anything new
   */
  add(
    page: LoadedPage,
    newImages: number,
    bounded: boolean,
  ): { readonly repeated: boolean; readonly mayBeNew: boolean } {
    const known = newImages === 0 && page.images.some(Boolean);
    // An image that is listed twice may be all that can be read of two pages.
    const repeated = known && this.#pages.some((earlier) => isSamePage(earlier, page));
    this.#pages.push(page);
    if (!repeated) this.rowsFound += newImages + page.images.filter((image) => image === undefined).length;
    // Unreadable rows may be new.
    const mayBeNew = page.images.length > 0 && !known;
    if (known) this.#repeatedPages++;
    else if (newImages > 0 || (mayBeNew && bounded)) this.#repeatedPages = this.#unreadablePages = 0;
    else this.#unreadablePages++;
    return { repeated, mayBeNew };
  }

  /** There have been too many pages without anything new. */
  get stalled(): boolean {
    return (
      this.#repeatedPages >= MAX_REPEATED_PAGES * this.#attempts ||
      this.#unreadablePages >= MAX_UNREADABLE_PAGES * this.#attempts
    );
  }

  /** Whether a marker has been seen before. */
  isKnownMarker(marker: string): boolean {
    const known = this.#markers.has(marker);
    this.#markers.add(marker);
    return known;
  }

  /** Starts over: all pages are added again. */
  rewind(): void {
    this.rowsFound = this.#repeatedPages = this.#unreadablePages = 0;
    this.#pages.length = 0;
    this.#markers.clear();
  }

  /** Raises the limits, so that reading can continue. */
  retry(): void {
    this.#attempts++;
  }
}

const isSamePage = ({ images }: LoadedPage, { images: others }: LoadedPage): boolean =>
  images.length === others.length && images.every((image, row) => image?.id === others[row]?.id);
