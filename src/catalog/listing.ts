import type { Client } from '../providers/client.js';
import { ProviderError, type ErrorKind } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import { Extent } from './extent.js';
import { PageLoader, type ListingRequest, type LoadedPage } from './page-loader.js';
import type { Incomplete } from './query.js';
import { SharedTask } from './shared-task.js';
import { searchable } from './text.js';

/** Requests side by side. */
const LANES = 4;
/** So many pages in a row without an answer, and the rest is not asked for. */
const PATIENCE = 4;
/** After these the next page would fare no better. */
const hopeless: readonly ErrorKind[] = ['credentials', 'forbidden', 'rate-limited'];

/** One listing of the cloud, in the cloud's order: its pages are loaded once, shared, and kept. */
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
  /** Says that something has come. */
  readonly listeners = new Set<() => void>();

  readonly #loader: PageLoader;
  readonly #meet: (image: CloudImage) => void;
  readonly #lanes: number;
  readonly #extent: Extent;
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
  #scanned = 0;
  #rows = 0;

  /** @param meet - told of each image when it comes */
  constructor(client: Client, request: ListingRequest, meet: (image: CloudImage) => void) {
    this.request = request;
    this.#meet = meet;
    this.#loader = new PageLoader(client, request);
    const { paging } = client.source.provider;
    this.#lanes = paging.style === 'offset' || paging.style === 'page' ? LANES : 1;
    const maxOffset = paging.style === 'offset' ? (paging.maxOffset ?? Infinity) : Infinity;
    this.#extent = new Extent(this.#loader.size, maxOffset);
  }

  /** About how many images there are, as far as the cloud can be believed. */
  get expected(): number | undefined {
    return this.#extent.expected;
  }

  /** The list changed while it was being read, so that images may have slipped from one page to another unseen. */
  get drifted(): boolean {
    return this.#extent.changed;
  }

  /** Rows that have come, whether they could be read or not. */
  get rows(): number {
    return this.#rows;
  }

  /** Every image is here. */
  get complete(): boolean {
    return this.#extent.end !== undefined && this.#scanned >= this.#extent.end && this.#failures.size === 0;
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
      const bound = this.#halt
        ? Math.min(this.#extent.ceiling, Math.ceil((this.expected ?? 0) / this.#extent.step))
        : 0;
      const missing = Math.max(this.#failures.size, bound - this.#pages.filter(Boolean).length);
      return { reason: 'failed', error, pages: Math.max(1, missing) };
    }
    if (this.#stop.signal.aborted) return { reason: 'stopped' };
    if (this.#scanned >= this.#extent.ceiling) return { reason: 'ceiling' };
    return this.#exhausted && this.#allowance > 0 ? { reason: 'limit' } : undefined;
  }

  /** Loads the pages that hold some rows, as far as there are any. Shares what is under way. */
  async loadRows(from: number, to: number, signal: AbortSignal): Promise<void> {
    if (!this.#pages[0]) await this.#page(0, signal);
    if (this.#lanes === 1) {
      while (this.images.length < to && this.#scanned < this.#extent.bound) await this.#page(this.#scanned, signal);
      return;
    }
    const first = Math.floor(from / this.#extent.step);
    const end = Math.min(Math.ceil(to / this.#extent.step), this.#extent.bound);
    await Promise.all(Array.from({ length: Math.max(0, end - first) }, (_, page) => this.#page(first + page, signal)));
  }

  /** The images of some rows, where they have been loaded. */
  slice(from: number, to: number): CloudImage[] {
    if (this.#lanes === 1) return this.images.slice(from, to);
    const found = new Map<string, CloudImage>();
    for (let row = from; row < to; row++) {
      const image = this.#pages[Math.floor(row / this.#extent.step)]?.images[row % this.#extent.step];
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
    if (aborted || (this.#extent.end !== undefined && index >= this.#extent.end)) return;
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
    for (let index = this.#scanned; index < this.#extent.bound; index++) {
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
    const page = await this.#loader.load(index, this.#extent.step, this.#pages[index - 1]?.next, signal);
    this.#extent.hear(index, page);
    this.#pages[index] = page;
    this.#rows += page.images.length;
    if (this.#failures.delete(index) && index < this.#scanned) this.#rescan();
    else this.#scan();
    return page;
  }

  /** A page has come that belongs between others. */
  #rescan(): void {
    this.images.length = this.texts.length = this.unreadable = this.#scanned = 0;
    this.#extent.rewind();
    this.positions.clear();
    this.#scan();
  }

  /** Takes in the pages that have come without a gap; one that failed counts as a gap that is known. */
  #scan(): void {
    for (; this.#extent.end === undefined || this.#scanned < this.#extent.end; this.#scanned++) {
      const page = this.#pages[this.#scanned];
      if (page) this.#take(page, this.#scanned);
      else if (!this.#failures.has(this.#scanned)) break;
    }
    for (const index of this.#failures.keys()) {
      if (this.#extent.end !== undefined && index >= this.#extent.end) this.#failures.delete(index);
    }
  }

  #take(page: LoadedPage, index: number): void {
    const before = this.images.length;
    this.version++;
    for (const image of page.images) {
      if (!image) this.unreadable++;
      else if (!this.positions.has(image.id)) {
        this.positions.set(image.id, this.images.length);
        this.images.push(image);
        this.texts.push(searchable(image));
        this.#meet(image);
      }
    }
    this.#extent.take(index, page, this.images.length > before);
  }
}
