import type { LoadedPage } from './page-loader.js';

/** Pages in a row with nothing but known images. */
const MAX_REPEATED_PAGES = 4;
/** Pages in a row without a readable image. */
const MAX_UNREADABLE_PAGES = 20;

/** Notices pages that bring nothing new, so that no list is read for ever. */
export class StallDetector {
  /** Rows that have come, without those of pages that were sent twice. */
  rowsFound = 0;
  #repeatedPages = 0;
  #unreadablePages = 0;
  /** How many times the limits may be reached. */
  #attempts = 1;
  readonly #firstIds = new Set<string>();
  readonly #markers = new Set<string>();

  /**
   * Takes a page in, in the order of the list.
   *
   * @param newImages - images on it that have not come before
   * @param bounded - the list ends somewhere, whatever comes
   * @returns whether an earlier page has been sent again, and whether there may be something new on this one
   */
  add(page: LoadedPage, newImages: number, bounded: boolean): { readonly repeated: boolean; readonly news: boolean } {
    const firstId = firstIdOf(page);
    const known = firstId !== undefined && newImages === 0;
    const repeated = known && this.#firstIds.has(firstId);
    if (firstId !== undefined) this.#firstIds.add(firstId);
    if (!repeated) this.rowsFound += newImages + page.images.filter((image) => image === undefined).length;
    // What cannot be read may be new.
    const news = page.images.length > 0 && !known;
    if (known) this.#repeatedPages++;
    else if (newImages > 0 || (news && bounded)) this.#repeatedPages = this.#unreadablePages = 0;
    else this.#unreadablePages++;
    return { repeated, news };
  }

  /** Too many pages have brought nothing new. */
  get stalled(): boolean {
    return (
      this.#repeatedPages >= MAX_REPEATED_PAGES * this.#attempts ||
      this.#unreadablePages >= MAX_UNREADABLE_PAGES * this.#attempts
    );
  }

  /** Whether a marker has led to a page before. */
  isKnownMarker(marker: string): boolean {
    const known = this.#markers.has(marker);
    this.#markers.add(marker);
    return known;
  }

  /** The pages are taken in from the first one again. */
  rewind(): void {
    this.rowsFound = this.#repeatedPages = this.#unreadablePages = 0;
    this.#firstIds.clear();
    this.#markers.clear();
  }

  /** Lets the list be read on from where it stalled. */
  retry(): void {
    this.#attempts++;
  }
}

export const firstIdOf = ({ images }: LoadedPage): string | undefined =>
  images.find((image) => image !== undefined)?.id;
