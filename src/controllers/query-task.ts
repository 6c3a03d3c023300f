import { initialState, Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Catalog, CatalogResult, Query } from '../catalog/index.js';
import { asProviderError, type ProviderError } from '../providers/errors.js';

/** A query, and what it has in common with others. */
export interface Question {
  readonly query: Query;
  /** The same for the pages of one list. */
  readonly list: string;
  /** The same while what is shown is the same list, whatever its images have become. */
  readonly shown: string;
  /** The same for all that ask the same. */
  readonly key: string;
}

/** What there is to ask, and of which catalogue; without one nothing is asked, which may be because of an error. */
type Arguments = readonly [
  catalog: Catalog | undefined,
  question: Question,
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
  #pause: Promise<void> | undefined;
  /** Aborted while the element is not in a document. */
  #absence = new AbortController();
  /** The question that the result answers. */
  answered: Question | undefined;
  /** Tells one list from another: it changes with what is asked for, not with what has become of it. */
  shown = '';

  constructor(host: ReactiveControllerHost, { args, loaded, failed }: QueryTaskOptions) {
    this.#host = host;
    host.addController(this);
    this.#task = new Task(host, {
      args: () => [...args(), this.#round] as const,
      argsEqual: (before, now) =>
        before.every((value, index) => (index === 1 ? before[1].key === now[1].key : Object.is(value, now[index]))),
      task: ([catalog, question, walkLimit, error], { signal }) => {
        if (error) throw error;
        return catalog ? this.#find(catalog, question, walkLimit, signal) : initialState;
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
    if (forget) this.#forget();
    this.#again();
  }

  /** Asks only for what is missing: after an error, a stop, a limit. */
  resume(): void {
    this.#catalog?.resume();
    this.#again();
  }

  hostConnected(): void {
    if (!this.#absence.signal.aborted) return;
    this.#absence = new AbortController();
    if (this.#task.status === TaskStatus.INITIAL || this.#task.status === TaskStatus.PENDING) this.#again();
  }

  /** Nobody looks any more. Where the element is only being moved, the question is asked again in the same breath. */
  hostDisconnected(): void {
    this.#absence.abort();
  }

  #again(): void {
    this.#round++;
    this.#host.requestUpdate();
  }

  #forget(): void {
    this.#result = undefined;
    this.answered = undefined;
  }

  async #find(
    catalog: Catalog,
    question: Question,
    walkLimit: number | null | undefined,
    superseded: AbortSignal,
  ): Promise<CatalogResult | typeof initialState> {
    const absent = this.#absence.signal;
    const signal = AbortSignal.any([superseded, absent]);
    if (catalog !== this.#catalog) this.#forget();
    this.#catalog = catalog;
    this.#partial = false;
    // The same question again: what is shown stays until there is more.
    const shown = question.key === this.answered?.key ? (this.#result?.loaded ?? 0) : 0;
    try {
      // A page that asks anew with each answer must not keep the browser from everything else.
      await this.#pause;
      const result = await catalog.find(question.query, {
        signal,
        walkLimit,
        onProgress: (found) => {
          if (found.loaded < shown || signal.aborted) return;
          this.#answer(question, found, true);
          this.#host.requestUpdate();
        },
      });
      signal.throwIfAborted();
      this.#answer(question, result, false);
      return result;
    } catch (error) {
      if (absent.aborted) return initialState;
      throw error;
    } finally {
      // A question that was replaced is followed at once, so that the next one joins the requests that are under way.
      if (!signal.aborted)
        this.#pause ??= new Promise((resolve) => setTimeout(resolve)).then(() => (this.#pause = undefined));
    }
  }

  #answer(question: Question, result: CatalogResult, partial: boolean): void {
    this.#result = result;
    this.#partial = partial;
    this.answered = question;
    this.shown = question.shown;
  }
}
