import { initialState, Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Catalog, CatalogResult, Query } from '../catalog/index.js';
import { asProviderError, type ProviderError } from '../providers/errors.js';

/** A query and its keys, as in a query cache. */
export interface KeyedQuery {
  readonly query: Query;
  /** The same for all pages of one list. */
  readonly listKey: string;
  /** The same while the shown list is the same, even with changed limits. */
  readonly shown: string;
  /** The same for equal queries. */
  readonly key: string;
}

/** @param pageSize - the number of images by which a scrolling list grows, while it stays the same list */
export function keyedQuery(query: Query, pageSize = query.pageSize): KeyedQuery {
  const listKey = JSON.stringify({ ...query, page: 0, pageSize });
  // Changed limits do not make it another list.
  const shown = JSON.stringify({ ...query, pageSize, only: query.only !== undefined });
  return { query, listKey, shown, key: `${query.page} ${query.pageSize} ${listKey}` };
}

/** Without a catalogue no query runs, perhaps because of the error. */
type Arguments = readonly [
  catalog: Catalog | undefined,
  query: KeyedQuery,
  walkLimit: number | null | undefined,
  error: ProviderError | undefined,
];

interface QueryTaskOptions {
  /** Called once for each update of the host. */
  readonly args: () => Arguments;
  /** The ids of the chosen images. */
  readonly chosen: () => readonly string[];
  readonly loaded: (result: CatalogResult) => void;
  readonly failed: (error: ProviderError) => void;
}

/** The progress of the latest query. */
export type Progress =
  | { readonly status: 'loading'; readonly partial: boolean }
  | { readonly status: 'ready' }
  | { readonly status: 'error'; readonly error: ProviderError };

/** Runs the query whenever it changes. The latest query wins, in whatever order the answers arrive. */
export class QueryTask implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #chosen: QueryTaskOptions['chosen'];
  readonly #task: Task<readonly [...Arguments, round: number], CatalogResult>;
  #round = 0;
  #catalog: Catalog | undefined;
  #result: CatalogResult | undefined;
  #partial = false;
  /** Resolves in the turn of the event loop after an answer. */
  #nextTurn: Promise<void> | undefined;
  /** Aborted while the element is disconnected; another one for another catalogue. */
  #disconnection = new AbortController();
  /** The query that the result answers. */
  answered: KeyedQuery | undefined;
  /** Identifies the shown list: changes with the query, not with its result. */
  shown = '';

  constructor(host: ReactiveControllerHost, { args, chosen, loaded, failed }: QueryTaskOptions) {
    this.#host = host;
    this.#chosen = chosen;
    host.addController(this);
    this.#task = new Task(host, {
      args: () => [...args(), this.#round] as const,
      argsEqual: (before, now) =>
        before.every((value, index) => (index === 1 ? before[1].key === now[1].key : Object.is(value, now[index]))),
      task: ([catalog, keyed, walkLimit, error], { signal }) => {
        if (catalog !== this.#catalog && !this.#disconnection.signal.aborted) this.#release();
        if (error) throw error;
        return catalog ? this.#find(catalog, keyed, walkLimit, signal) : initialState;
      },
      // The task calls back before it updates its own status.
      onComplete: (result) => queueMicrotask(() => loaded(result)),
      onError: (error) => queueMicrotask(() => failed(asProviderError(error))),
    });
  }

  /** The catalogue of the latest query. */
  get catalog(): Catalog | undefined {
    return this.#catalog;
  }

  get progress(): Progress {
    const { status, error } = this.#task;
    if (status === TaskStatus.ERROR) return { status: 'error', error: asProviderError(error) };
    return status === TaskStatus.COMPLETE && this.#result
      ? { status: 'ready' }
      : { status: 'loading', partial: this.#partial };
  }

  /** Runs the query ahead of the host's first update. */
  start(): void {
    void this.#task.run();
  }

  /** A catalogue's latest result, which may be partial. */
  resultOf(catalog: Catalog): CatalogResult | undefined {
    return catalog === this.#catalog ? this.#result : undefined;
  }

  /**
   * Loads everything again.
   *
   * @param forget - also drops the result that is shown
   */
  reload(forget: boolean): void {
    this.#catalog?.reload(forget);
    if (forget) this.#clearResult();
    this.#rerun();
  }

  /** Loads only what is missing after an error, a stop or a limit. */
  resume(): void {
    this.#catalog?.resume();
    this.#rerun();
  }

  hostConnected(): void {
    if (!this.#disconnection.signal.aborted) return;
    this.#release();
    if (this.#task.status === TaskStatus.INITIAL || this.#task.status === TaskStatus.PENDING) this.#rerun();
  }

  /** The result is no longer needed. If the element is only being moved, `hostConnected` runs the query again at once. */
  hostDisconnected(): void {
    this.#disconnection.abort();
  }

  /** Now that a page may have contained the chosen images, looks up the others, so that they have names. */
  hostUpdated(): void {
    const { signal } = this.#disconnection;
    if (this.#task.status !== TaskStatus.COMPLETE || signal.aborted) return;
    this.#catalog?.lookUp(this.#chosen(), signal)?.then(
      () => this.#host.requestUpdate(),
      () => undefined,
    );
  }

  #release(): void {
    this.#disconnection.abort();
    this.#disconnection = new AbortController();
  }

  #rerun(): void {
    this.#round++;
    this.#host.requestUpdate();
  }

  #clearResult(): void {
    this.#result = undefined;
    this.answered = undefined;
  }

  async #find(
    catalog: Catalog,
    keyedQuery: KeyedQuery,
    walkLimit: number | null | undefined,
    superseded: AbortSignal,
  ): Promise<CatalogResult | typeof initialState> {
    const absent = this.#disconnection.signal;
    const signal = AbortSignal.any([superseded, absent]);
    if (catalog !== this.#catalog) this.#clearResult();
    this.#catalog = catalog;
    this.#partial = false;
    // When the same query runs again, the shown result stays until more has been found.
    const shownCount = keyedQuery.key === this.answered?.key ? (this.#result?.loaded ?? 0) : 0;
    try {
      // A page that runs a query on each answer must not block the event loop.
      await this.#nextTurn;
      const result = await catalog.find(keyedQuery.query, {
        signal,
        walkLimit,
        onProgress: (found) => {
          if (found.loaded < shownCount || signal.aborted) return;
          this.#setResult(keyedQuery, found, true);
          this.#host.requestUpdate();
        },
      });
      signal.throwIfAborted();
      this.#setResult(keyedQuery, result, false);
      return result;
    } catch (error) {
      if (absent.aborted) return initialState;
      throw error;
    } finally {
      // A query that replaces another one runs at once, to join its pending requests.
      if (!signal.aborted)
        this.#nextTurn ??= new Promise((resolve) => setTimeout(resolve)).then(() => (this.#nextTurn = undefined));
    }
  }

  #setResult(keyedQuery: KeyedQuery, result: CatalogResult, partial: boolean): void {
    this.#result = result;
    this.#partial = partial;
    this.answered = keyedQuery;
    this.shown = keyedQuery.shown;
  }
}
