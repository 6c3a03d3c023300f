import { ProviderError, type ErrorKind } from '../providers/errors.js';
import type { PageStore } from './page-store.js';
import type { Pagination } from './pagination.js';
import type { Incomplete } from './query.js';
import { MAX_REQUESTS } from './request-slots.js';
import { SharedTask } from './shared-task.js';

/** Pages in a row that could not be loaded: the rest is not asked for then. */
const MAX_FAILED_PAGES = 4;
/** After these the next page would fare no better. */
const fatalKinds: readonly ErrorKind[] = ['credentials', 'forbidden', 'rate-limited'];

interface WalkOptions {
  readonly pages: PageStore;
  readonly pagination: Pagination;
  /** Each page says where the next one begins, so they can only be loaded one after the other. */
  readonly sequential: boolean;
  /** How many pages have been taken in, and how many rows have come. */
  readonly progress: () => { readonly appended: number; readonly rows: number };
  /** A page could not be loaded. */
  readonly failed: () => void;
}

/** The way through all pages of a listing: what it may load, where it was stopped, and which pages failed. */
export class Walk {
  /** Pages that could not be loaded, and why. */
  readonly failures = new Map<number, ProviderError>();
  readonly #options: WalkOptions;
  /** Failed pages to ask for once more. */
  readonly #retries = new Set<number>();
  #task: SharedTask<void> | undefined;
  #stop = new AbortController();
  /** Rows that may be read; `undefined` where nobody has asked for a walk. */
  #allowance: number | undefined;
  /** Why the walk gave up, when it did. */
  #fatal: ProviderError | undefined;
  #failedInARow = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Why the walk did not get to the end, where it did not. */
  get incomplete(): Incomplete | undefined {
    const { pages, pagination, progress } = this.#options;
    const { ceiling, expected, rowsPerPage } = pagination;
    const error = this.#fatal ?? this.failures.values().next().value;
    if (error) {
      // What a walk that goes on has not asked for yet is not missing.
      const bound = this.#fatal ? Math.min(ceiling, Math.ceil((expected ?? 0) / rowsPerPage)) : 0;
      return { reason: 'failed', error, pages: Math.max(1, this.failures.size, bound - pages.count) };
    }
    if (this.#stop.signal.aborted) return { reason: 'stopped' };
    if (progress().appended >= ceiling) return { reason: 'ceiling' };
    return this.#allowance !== undefined && this.#exhausted ? { reason: 'limit' } : undefined;
  }

  /** Loads everything that is not here yet, up to `limit` rows. Pages that fail are left out and remembered. */
  run(limit: number, signal: AbortSignal): Promise<void> {
    this.#allowance = Math.max(this.#allowance ?? 0, limit);
    if (!this.#task || this.#task.abandoned) {
      const task = new SharedTask((shared) =>
        this.#loadAll(shared).finally(() => {
          if (this.#task === task) this.#task = undefined;
        }),
      );
      this.#task = task;
    }
    return this.#task.join(signal);
  }

  /** Ends the walk; what has come is kept. */
  stop(): void {
    this.#stop.abort();
    this.#task = undefined;
  }

  /** Lets the next walk ask again for what failed, and go on beyond a stop or a limit. */
  resume(): void {
    if (this.incomplete?.reason === 'limit') this.#allowance = Infinity;
    this.#stop = new AbortController();
    this.#fatal = undefined;
    this.#failedInARow = 0;
    for (const index of this.failures.keys()) this.#retries.add(index);
  }

  /** No more may be asked for. */
  get #exhausted(): boolean {
    const { pages, progress } = this.#options;
    return progress().rows >= (this.#allowance ?? Infinity) && !pages.hasFullBody;
  }

  async #loadAll(signal: AbortSignal): Promise<void> {
    const { pages, sequential } = this.#options;
    const either = AbortSignal.any([signal, this.#stop.signal]);
    const taken = new Set<number>();
    const lanes = sequential ? 1 : MAX_REQUESTS;
    if (!either.aborted) await pages.load(0, signal);
    while (!either.aborted) {
      // A total that turns out to be wrong makes more pages worth asking for after the lanes have ended.
      if (this.#nextPage(taken) !== undefined)
        await Promise.all(Array.from({ length: lanes }, () => this.#worker(taken, either)));
      else if (!(await pages.settle(either))) break;
    }
    signal.throwIfAborted();
  }

  /**
   * Loads one page after the other, beside the other lanes.
   *
   * @param taken - what the lanes of this walk are at: a failed request has ended before its lane knows of it
   */
  async #worker(taken: Set<number>, signal: AbortSignal): Promise<void> {
    for (let index = this.#nextPage(taken); index !== undefined && !signal.aborted; index = this.#nextPage(taken)) {
      taken.add(index);
      this.#retries.delete(index);
      try {
        await this.#options.pages.load(index, signal);
        this.#failedInARow = 0;
      } catch (error) {
        this.#fail(index, error, signal);
      }
      taken.delete(index);
    }
  }

  #fail(index: number, error: unknown, { aborted }: AbortSignal): void {
    const { pagination, sequential, failed } = this.#options;
    // Taken back while it was asked for once more: the next walk does.
    if (aborted && this.failures.has(index)) this.#retries.add(index);
    if (aborted || index >= (pagination.end ?? Infinity)) return;
    const problem = error instanceof ProviderError ? error : new ProviderError('malformed');
    this.failures.set(index, problem);
    this.#failedInARow++;
    if (sequential || this.#failedInARow >= MAX_FAILED_PAGES || fatalKinds.includes(problem.kind))
      this.#fatal = problem;
    failed();
  }

  /** The next page to ask for, or `undefined` where there is none or no more may be asked for. */
  #nextPage(taken: ReadonlySet<number>): number | undefined {
    const { pages, pagination, progress } = this.#options;
    if (this.#fatal || this.#exhausted) return undefined;
    for (const index of this.#retries) return index;
    const { bound } = pagination;
    for (let index = progress().appended; index < bound; index++) {
      const open = !pages.get(index) && !this.failures.has(index) && !pages.isRequested(index);
      if (open && !taken.has(index)) return index;
    }
    return undefined;
  }
}
