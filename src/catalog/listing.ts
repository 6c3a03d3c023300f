import type { Client } from '../providers/client.js';
import { ProviderError, type ErrorKind } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import { PageLoader, type ListingRequest, type LoadedPage } from './page-loader.js';
import type { Incomplete } from './query.js';
import { SharedTask } from './shared-task.js';
import { searchable } from './text.js';

/** Requests side by side. */
const LANES = 4;
/** So many pages in a row without anything new, or without an answer, and the rest is not asked for. */
const PATIENCE = 4;
/** After these the next page would fare no better. */
const hopeless: readonly ErrorKind[] = ['credentials', 'forbidden', 'rate-limited'];

/**
 * One listing of the cloud, in the cloud's order: its pages are loaded once, shared, and kept.
 *
 * Totals are hints only. The end is where a page is empty, says it is the last, or is short while no total claims more.
 */
export class Listing {
  /** What has come without a gap, each image once. It only ever grows. */
  readonly images: CloudImage[] = [];
  /** What a search looks through, by the position of the image. */
  readonly texts: string[] = [];
  readonly positions = new Map<string, number>();
  readonly loadedAt = new Date();
  /** What was asked for: filters and an order that the server applies. */
  readonly request: ListingRequest;
  unreadable = 0;
  /** Changes whenever `images` does. */
  version = 0;
  /** The list changed while it was being read, so that images may have slipped from one page to another unseen. */
  drifted = false;
  /** Says that something has come. */
  readonly listeners = new Set<() => void>();

  readonly #loader: PageLoader;
  readonly #meet: (image: CloudImage) => void;
  readonly #lanes: number;
  readonly #maxOffset: number;
  readonly #pages: (LoadedPage | undefined)[] = [];
  readonly #flights = new Map<number, SharedTask<LoadedPage>>();
  readonly #failures = new Map<number, ProviderError>();
  /** Failed pages to ask for once more. */
  readonly #retry = new Set<number>();
  #walk: SharedTask<void> | undefined;
  #stop = new AbortController();
  #allowance = 0;
  /** Why the walk gave up, when it did. */
  #halt: ProviderError | undefined;
  #failing = 0;
  #barren = 0;
  #scanned = 0;
  /** Pages at most: behind an empty one that came early there is nothing to ask for. */
  #most = Infinity;
  /** Pages in all, once known. */
  #end: number | undefined;
  #step: number;
  #hint: number | undefined;
  #hintTrusted = true;
  #rows = 0;

  /** @param meet - told of each image when it comes */
  constructor(client: Client, request: ListingRequest, meet: (image: CloudImage) => void) {
    this.request = request;
    this.#meet = meet;
    this.#loader = new PageLoader(client, request);
    this.#step = this.#loader.size;
    const { paging } = client.source.provider;
    this.#lanes = paging.style === 'offset' || paging.style === 'page' ? LANES : 1;
    this.#maxOffset = paging.style === 'offset' ? (paging.maxOffset ?? Infinity) : Infinity;
  }

  /** About how many images there are, as far as the cloud can be believed. */
  get expected(): number | undefined {
    return this.#hintTrusted ? this.#hint : undefined;
  }

  /** Rows that have come, whether they could be read or not. */
  get rows(): number {
    return this.#rows;
  }

  /** Every image is here. */
  get complete(): boolean {
    return this.#end !== undefined && this.#scanned >= this.#end && this.#failures.size === 0;
  }

  /** Everything has come in one body; to read it costs no request. */
  get atHand(): boolean {
    return this.#loader.atHand;
  }

  get incomplete(): Incomplete | undefined {
    // A failure beyond what turned out to be the end is none.
    if (this.complete) return this.drifted ? { reason: 'changed' } : undefined;
    const error = this.#halt ?? this.#failures.values().next().value;
    if (error) {
      // What a walk that goes on has not asked for yet is not missing.
      const bound = this.#halt ? Math.min(this.#ceiling, Math.ceil((this.expected ?? 0) / this.#step)) : 0;
      const missing = Math.max(this.#failures.size, bound - this.#pages.filter(Boolean).length);
      return { reason: 'failed', error, pages: Math.max(1, missing) };
    }
    if (this.#stop.signal.aborted) return { reason: 'stopped' };
    if (this.#scanned >= this.#ceiling) return { reason: 'ceiling' };
    return this.#exhausted && this.#allowance > 0 ? { reason: 'limit' } : undefined;
  }

  /** Loads the pages that hold some rows, as far as there are any. Shares what is under way. */
  async loadRows(from: number, to: number, signal: AbortSignal): Promise<void> {
    if (!this.#pages[0]) await this.#page(0, signal);
    if (this.#lanes === 1) {
      while (this.images.length < to && this.#scanned < this.#bound) await this.#page(this.#scanned, signal);
      return;
    }
    const first = Math.floor(from / this.#step);
    const end = Math.min(Math.ceil(to / this.#step), this.#bound);
    await Promise.all(Array.from({ length: Math.max(0, end - first) }, (_, page) => this.#page(first + page, signal)));
  }

  /** The images of some rows, where they have been loaded. */
  slice(from: number, to: number): CloudImage[] {
    if (this.#lanes === 1) return this.images.slice(from, to);
    const found = new Map<string, CloudImage>();
    for (let row = from; row < to; row++) {
      const image = this.#pages[Math.floor(row / this.#step)]?.images[row % this.#step];
      if (image) found.set(image.id, image);
    }
    return [...found.values()];
  }

  /** Loads everything that is not here yet, up to `limit` rows. Pages that fail are left out and remembered. */
  walk(limit: number, signal: AbortSignal): Promise<void> {
    this.#allowance = Math.max(this.#allowance, limit);
    if (!this.#walk || this.#walk.abandoned) {
      const walk = new SharedTask((shared) =>
        this.#walkAll(shared).finally(() => {
          if (this.#walk === walk) this.#walk = undefined;
        }),
      );
      this.#walk = walk;
    }
    return this.#walk.join(signal);
  }

  /** Ends a walk; what has come is kept. */
  stop(): void {
    this.#stop.abort();
    this.#walk = undefined;
  }

  /** Lets the next walk ask again for what failed, and go on beyond a stop or a limit. */
  resume(): void {
    if (this.incomplete?.reason === 'limit') this.#allowance = Infinity;
    this.#stop = new AbortController();
    this.#halt = undefined;
    this.#failing = 0;
    for (const index of this.#failures.keys()) this.#retry.add(index);
  }

  /** No more may be asked for. What is at hand costs nothing. */
  get #exhausted(): boolean {
    return this.#rows >= this.#allowance && !this.atHand;
  }

  get #ceiling(): number {
    return Math.floor(this.#maxOffset / this.#step) + 1;
  }

  /** How many pages there are to ask for. One more than a total fills, to see that it is the end. */
  get #bound(): number {
    const claimed = Math.floor((this.expected ?? Infinity) / this.#step) + 1;
    return this.#end ?? Math.min(this.#ceiling, this.#most, claimed);
  }

  async #walkAll(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#stop.signal]);
    const taken = new Set<number>();
    if (!this.#pages[0]) await this.#page(0, signal);
    while (!either.aborted) {
      // A total that turns out to be wrong makes more pages worth asking for after the lanes have ended.
      if (this.#wanted(taken) !== undefined)
        await Promise.all(Array.from({ length: this.#lanes }, () => this.#lane(taken, either)));
      else if (this.#flights.size > 0)
        await Promise.allSettled([...this.#flights.values()].map((page) => page.join(either)));
      else break;
    }
    signal.throwIfAborted();
  }

  /** @param taken - what the lanes of this walk are at: a failed flight has ended before its lane knows of it */
  async #lane(taken: Set<number>, signal: AbortSignal): Promise<void> {
    for (let index = this.#wanted(taken); index !== undefined && !signal.aborted; index = this.#wanted(taken)) {
      taken.add(index);
      this.#retry.delete(index);
      const error = await this.#page(index, signal).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) this.#failing = 0;
      else this.#fail(index, error, signal);
      taken.delete(index);
    }
  }

  #fail(index: number, error: unknown, { aborted }: AbortSignal): void {
    // Taken back while it was asked for once more: the next walk does.
    if (aborted && this.#failures.has(index)) this.#retry.add(index);
    if (aborted || (this.#end !== undefined && index >= this.#end)) return;
    const problem = error instanceof ProviderError ? error : new ProviderError('malformed');
    this.#failures.set(index, problem);
    this.#failing++;
    if (this.#lanes === 1 || this.#failing >= PATIENCE || hopeless.includes(problem.kind)) this.#halt = problem;
    this.#scan();
  }

  /** The next page to ask for, or `undefined` where there is none or no more may be asked for. */
  #wanted(taken: ReadonlySet<number>): number | undefined {
    if (this.#halt || this.#exhausted) return undefined;
    for (const index of this.#retry) return index;
    for (let index = this.#scanned; index < this.#bound; index++) {
      const open = !this.#pages[index] && !this.#failures.has(index) && !this.#flights.has(index);
      if (open && !taken.has(index)) return index;
    }
    return undefined;
  }

  async #page(index: number, signal: AbortSignal): Promise<LoadedPage> {
    const loaded = this.#pages[index];
    if (loaded) return loaded;
    let flight = this.#flights.get(index);
    if (!flight || flight.abandoned) {
      const started = new SharedTask<LoadedPage>((shared) =>
        this.#load(index, shared).finally(() => {
          if (this.#flights.get(index) === started) this.#flights.delete(index);
          for (const listener of this.listeners) listener();
        }),
      );
      this.#flights.set(index, started);
      flight = started;
    }
    return flight.join(signal);
  }

  async #load(index: number, signal: AbortSignal): Promise<LoadedPage> {
    const page = await this.#loader.load(index, this.#step, this.#pages[index - 1]?.next, signal);
    const rows = page.images.length;
    // A server may cap the page size it was asked for, and says so only by the total.
    if (index === 0 && rows > 0 && rows < this.#step && (page.total ?? 0) > rows) this.#step = rows;
    this.#weighTotal(index, page);
    this.#pages[index] = page;
    this.#rows += rows;
    if (page.pages !== undefined) this.#most = page.pages;
    if (rows === 0 || page.last) this.#most = Math.min(this.#most, index + 1);
    if (this.#failures.delete(index) && index < this.#scanned) this.#rescan();
    else this.#scan();
    return page;
  }

  #weighTotal(index: number, { images: { length: rows }, total }: LoadedPage): void {
    if (total === undefined) return;
    if (rows > 0 && index * this.#step + rows > total) this.#hintTrusted = false;
    if (this.#hint !== undefined && total !== this.#hint) this.drifted = true;
    this.#hint = Math.max(this.#hint ?? 0, total);
  }

  /** A page has come that belongs between others. */
  #rescan(): void {
    this.images.length = this.texts.length = this.unreadable = this.#scanned = this.#barren = 0;
    this.positions.clear();
    this.#scan();
  }

  /** Takes in the pages that have come without a gap; one that failed counts as a gap that is known. */
  #scan(): void {
    for (; this.#end === undefined || this.#scanned < this.#end; this.#scanned++) {
      const page = this.#pages[this.#scanned];
      if (page) this.#take(page, this.#scanned);
      else if (!this.#failures.has(this.#scanned)) break;
    }
    for (const index of this.#failures.keys()) {
      if (this.#end !== undefined && index >= this.#end) this.#failures.delete(index);
    }
  }

  #take({ images, last }: LoadedPage, index: number): void {
    const before = this.images.length;
    this.version++;
    for (const image of images) {
      if (!image) this.unreadable++;
      else if (!this.positions.has(image.id)) {
        this.positions.set(image.id, this.images.length);
        this.images.push(image);
        this.texts.push(searchable(image));
        this.#meet(image);
      }
    }
    this.#barren = this.images.length === before ? this.#barren + 1 : 0;

    const rows = images.length;
    const reached = index * this.#step + rows;
    const { expected } = this;
    const claimsMore = expected !== undefined && expected > reached && index < Math.floor(expected / this.#step);
    const full = rows >= this.#step && (expected === undefined || index + 1 < this.#ceiling);
    if (last || rows === 0 || this.#barren >= PATIENCE || !(full || claimsMore)) this.#end = index + 1;
  }
}
