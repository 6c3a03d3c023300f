import { initialState, Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Catalog, CatalogResult, Query } from '../catalog/index.js';
import { asProviderError, type ProviderError } from '../providers/errors.js';

/** A query, and what it has in common with others. */
export interface KeyedQuery {
  readonly query: Query;
  /** The same for the pages of one list. */
  readonly listKey: string;
  /** The same for all that ask the same. */
  readonly key: string;
}

/** What there is to ask, and of which catalogue; without one nothing is asked, which may be because of an error. */
type Arguments = readonly [
  catalog: Catalog | undefined,
  keyedQuery: KeyedQuery,
  walkLimit: number | null | undefined,
  error: ProviderError | undefined,
];

interface QueryTaskOptions {
  /** Called once for each update of the host. */
  readonly args: () => Arguments;
  readonly loaded: (result: CatalogResult) => void;
  readonly failed: (error: ProviderError) => void;
}

/** How the question that was asked last stands. */
export type Progress =
  | { readonly status: 'loading'; readonly partial: boolean }
  | { readonly status: 'ready' }
  | { readonly status: 'error'; readonly error: ProviderError };

/** Asks a catalogue whenever the question changes. The latest question wins, whatever order the answers come in. */
export class QueryTask implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #task: Task<readonly [...Arguments, round: number], CatalogResult>;
  #round = 0;
  #catalog: Catalog | undefined;
  #result: CatalogResult | undefined;
  #partial = false;
  /** Over in the next turn of the event loop after an answer. */
  #nextTurn: Promise<void> | undefined;
  /** Aborted while the element is not in a document. */
  #disconnection = new AbortController();
  /** The question that the result answers. */
  answered: KeyedQuery | undefined;
  /** Tells one list from another: it changes with what is asked for, not with what has become of it. */
  shown = '';

  constructor(host: ReactiveControllerHost, { args, loaded, failed }: QueryTaskOptions) {
    this.#host = host;
    host.addController(this);
    this.#task = new Task(host, {
      args: () => [...args(), this.#round] as const,
      argsEqual: (before, now) =>
        before.every((value, index) => (index === 1 ? before[1].key === now[1].key : Object.is(value, now[index]))),
      task: ([catalog, keyedQuery, walkLimit, error], { signal }) => {
        if (error) throw error;
        return catalog ? this.#find(catalog, keyedQuery, walkLimit, signal) : initialState;
      },
      // The task says so before its own status does.
      onComplete: (result) => queueMicrotask(() => loaded(result)),
      onError: (error) => queueMicrotask(() => failed(asProviderError(error))),
    });
  }

  /** The catalogue that was asked last. */
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

  /** Asks before the first update of the host would. */
  start(): void {
    void this.#task.run();
  }

  /** What a catalogue has answered, or found so far. */
  resultOf(catalog: Catalog): CatalogResult | undefined {
    return catalog === this.#catalog ? this.#result : undefined;
  }

  /**
   * Asks the cloud anew for everything.
   *
   * @param forget - shows nothing of what it said before
   */
  reload(forget: boolean): void {
    this.#catalog?.reload(forget);
    if (forget) this.#clearResult();
    this.#rerun();
  }

  /** Asks only for what is missing: after an error, a stop, a limit. */
  resume(): void {
    this.#catalog?.resume();
    this.#rerun();
  }

  hostConnected(): void {
    if (!this.#disconnection.signal.aborted) return;
    this.#disconnection = new AbortController();
    if (this.#task.status === TaskStatus.INITIAL || this.#task.status === TaskStatus.PENDING) this.#rerun();
  }

  /** Nobody looks any more. Where the element is only being moved, the question is asked again in the same breath. */
  hostDisconnected(): void {
    this.#disconnection.abort();
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
    // The same question again: what is shown stays until there is more.
    const shownCount = keyedQuery.key === this.answered?.key ? (this.#result?.loaded ?? 0) : 0;
    try {
      // A page that asks anew with each answer must not keep the browser from everything else.
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
      // A question that was replaced is followed at once, so that the next one joins the requests that are under way.
      if (!signal.aborted)
        this.#nextTurn ??= new Promise((resolve) => setTimeout(resolve)).then(() => (this.#nextTurn = undefined));
    }
  }

  #setResult(keyedQuery: KeyedQuery, result: CatalogResult, partial: boolean): void {
    const { query } = keyedQuery;
    this.#result = result;
    this.#partial = partial;
    this.answered = keyedQuery;
    // Limits that change leave a list what it is.
    this.shown = JSON.stringify({ ...query, only: query.only !== undefined });
  }
}
