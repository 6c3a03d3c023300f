import { ProviderError, type ErrorKind } from '../providers/errors.js';
import type { PageStore } from './page-store.js';
import type { Pagination } from './pagination.js';
import type { Incomplete } from './query.js';
import { MAX_REQUESTS } from './request-slots.js';
import { SharedTask } from './shared-task.js';

/** Milliseconds that the browser gets to paint the first images before the rest of a body is read. */
const FIRST_PAINT_DELAY = 40;
/** Consecutive failed pages after which a walk gives up. */
const MAX_FAILED_PAGES = 4;
/** After these errors the next page would fail as well. */
const fatalKinds: readonly ErrorKind[] = ['credentials', 'forbidden', 'rate-limited'];

interface WalkOptions {
  readonly pages: PageStore;
  readonly pagination: Pagination;
  /** Each page brings the marker of the next one, so they have to be loaded in sequence. */
  readonly sequential: boolean;
  /** The failed pages and their errors. */
  readonly failures: Map<number, ProviderError>;
  /** The number of pages appended and of rows received. */
  readonly progress: () => { readonly appended: number; readonly rows: number };
  /** Called when a page has failed. */
  readonly failed: () => void;
}

/** Loads all pages of a listing, up to a limit, and records which ones failed. */
export class Walk {
  readonly #options: WalkOptions;
  /** Failed pages to request again. */
  readonly #retries = new Set<number>();
  #task: SharedTask<void> | undefined;
  #stop = new AbortController();
  /** The most rows to read; `undefined` before the first walk. */
  #allowance: number | undefined;
  /** Why the walk gave up, if it did. */
  #fatal: ProviderError | undefined;
  #failedInARow = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Why the walk did not reach the end, if it did not. */
  get incomplete(): Incomplete | undefined {
    const { pages, pagination, progress, failures } = this.#options;
    const { ceiling, expected, rowsPerPage } = pagination;
    const error = this.#fatal ?? failures.values().next().value;
    if (error) {
      // During a walk, pages that it has not requested yet are not missing.
      const bound = this.#fatal ? Math.min(ceiling, Math.ceil((expected ?? 0) / rowsPerPage)) : 0;
      return { reason: 'failed', error, pages: Math.max(1, failures.size, bound - pages.count) };
    }
    if (this.#stop.signal.aborted) return { reason: 'stopped' };
    if (progress().appended >= ceiling) return { reason: 'ceiling' };
    return this.#allowance !== undefined && this.#exhausted ? { reason: 'limit' } : undefined;
  }

  /** Loads everything that is missing, up to `limit` rows. Pages that fail are skipped and recorded. */
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

  /** Stops the walk. What has been loaded is kept. */
  stop(): void {
    this.#stop.abort();
    this.#task = undefined;
  }

  /** Lets the next walk retry what failed, and continue after a stop or the limit. */
  resume(): void {
    if (this.incomplete?.reason === 'limit') this.#allowance = Infinity;
    this.#stop = new AbortController();
    this.#fatal = undefined;
    this.#failedInARow = 0;
    for (const index of this.#options.failures.keys()) this.#retries.add(index);
  }

  /** The limit has been reached. */
  get #exhausted(): boolean {
    const { pages, progress } = this.#options;
    return progress().rows >= (this.#allowance ?? Infinity) && !pages.hasFullBody;
  }

  async #loadAll(signal: AbortSignal): Promise<void> {
    const { pages, sequential } = this.#options;
    const stop = this.#stop.signal;
    const combined = AbortSignal.any([signal, stop]);
    const inProgress = new Set<number>();
    const workers = sequential ? 1 : MAX_REQUESTS;
    if (!combined.aborted)
      await pages.load(0, combined).catch((error: unknown) => {
        if (!stop.aborted) throw error;
      });
    if (pages.hasFullBody && this.#nextPage(inProgress) !== undefined)
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAINT_DELAY));
    while (!combined.aborted) {
      // If the total turns out to be wrong, there may be more pages to request after the workers have ended.
      if (this.#nextPage(inProgress) !== undefined)
        await Promise.all(Array.from({ length: workers }, () => this.#worker(inProgress, combined)));
      else if (!(await pages.settle(combined))) break;
    }
    signal.throwIfAborted();
  }

  /**
   * Loads one page after another, in parallel with the other workers.
   *
   * @param inProgress - the pages of all workers: a failed request ends before its worker learns of it
   */
  async #worker(inProgress: Set<number>, signal: AbortSignal): Promise<void> {
    for (
      let index = this.#nextPage(inProgress);
      index !== undefined && !signal.aborted;
      index = this.#nextPage(inProgress)
    ) {
      inProgress.add(index);
      this.#retries.delete(index);
      try {
        await this.#options.pages.load(index, signal);
        this.#failedInARow = 0;
      } catch (error) {
        this.#fail(index, error, signal);
      }
      inProgress.delete(index);
    }
  }

  #fail(index: number, error: unknown, { aborted }: AbortSignal): void {
    const { pagination, sequential, failed } = this.#options;
    // Aborted during a retry, which is left to the next walk.
    if (aborted && this.#options.failures.has(index)) this.#retries.add(index);
    if (aborted || index >= (pagination.end ?? Infinity)) return;
    const problem = error instanceof ProviderError ? error : new ProviderError('malformed');
    this.#options.failures.set(index, problem);
    this.#failedInARow++;
    if (sequential || this.#failedInARow >= MAX_FAILED_PAGES || fatalKinds.includes(problem.kind))
      this.#fatal = problem;
    failed();
  }

  /** The next page to request; `undefined` if there is none, or the limit has been reached. */
  #nextPage(inProgress: ReadonlySet<number>): number | undefined {
    const { pages, pagination, progress, sequential } = this.#options;
    if (this.#fatal || this.#exhausted) return undefined;
    for (const index of this.#retries) return index;
    const { appended } = progress();
    const bound = sequential ? Math.min(pagination.bound, appended + 1) : pagination.bound;
    for (let index = appended; index < bound; index++) {
      const open = !pages.get(index) && !this.#options.failures.has(index) && !pages.isRequested(index);
      if (open && !inProgress.has(index)) return index;
    }
    return undefined;
  }
}
