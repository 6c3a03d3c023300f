import type { LoadedPage } from './page-loader.js';

/** So many pages in a row without anything new, and the rest is not asked for. */
const PATIENCE = 4;

/**
 * How far a listing goes, by what its pages have said.
 *
 * Totals are hints only. The end is where a page is empty, says it is the last, or is short while no total claims more.
 */
export class Extent {
  /** Rows of a full page. A server may cap the size it was asked for. */
  step: number;
  /** Pages in all, once known. */
  end: number | undefined;
  /** Two pages have given different totals: the list changed while it was being read. */
  changed = false;
  readonly #maxOffset: number;
  #total: number | undefined;
  #trusted = true;
  /** Pages at most: behind an empty one that came early there is nothing to ask for. */
  #most = Infinity;
  #barren = 0;

  constructor(step: number, maxOffset: number) {
    this.step = step;
    this.#maxOffset = maxOffset;
  }

  /** About how many rows there are, as far as the cloud can be believed. */
  get expected(): number | undefined {
    return this.#trusted ? this.#total : undefined;
  }

  /** Pages that the cloud would answer. */
  get ceiling(): number {
    return Math.floor(this.#maxOffset / this.step) + 1;
  }

  /** How many pages there are to ask for. One more than a total fills, to see that it is the end. */
  get bound(): number {
    const claimed = Math.floor((this.expected ?? Infinity) / this.step) + 1;
    return this.end ?? Math.min(this.ceiling, this.#most, claimed);
  }

  /** A page has come, in whatever order. */
  hear(index: number, { images: { length: rows }, total, pages, last }: LoadedPage): void {
    // The cap shows only by the total.
    if (index === 0 && rows > 0 && rows < this.step && (total ?? 0) > rows) this.step = rows;
    if (total !== undefined) {
      if (rows > 0 && index * this.step + rows > total) this.#trusted = false;
      if (this.#total !== undefined && total !== this.#total) this.changed = true;
      this.#total = Math.max(this.#total ?? 0, total);
    }
    if (pages !== undefined) this.#most = pages;
    if (rows === 0 || last) this.#most = Math.min(this.#most, index + 1);
  }

  /**
   * A page is taken in, in the order of the list.
   *
   * @param fresh - something on it has not been met before
   */
  take(index: number, { images: { length: rows }, last }: LoadedPage, fresh: boolean): void {
    this.#barren = fresh ? 0 : this.#barren + 1;
    const { expected, step } = this;
    const reached = index * step + rows;
    const claimsMore = expected !== undefined && expected > reached && index < Math.floor(expected / step);
    const full = rows >= step && (expected === undefined || index + 1 < this.ceiling);
    if (last || rows === 0 || this.#barren >= PATIENCE || !(full || claimsMore)) this.end = index + 1;
  }

  /** The pages are taken in from the first one again. */
  rewind(): void {
    this.#barren = 0;
  }
}
