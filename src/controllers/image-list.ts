import { initialState, Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Catalog, type CatalogResult, type Query } from '../catalog/index.js';
import { ProviderError } from '../providers/errors.js';

/** What a picker shows at the moment. */
export type PickerState =
  /** Nothing can be asked yet: these parameters, attributes or properties are missing. */
  | { readonly status: 'unconfigured'; readonly missing: readonly string[] }
  /** `result` is what was shown before, or what has been found so far (`partial`). */
  | { readonly status: 'loading'; readonly result?: CatalogResult | undefined; readonly partial: boolean }
  | { readonly status: 'ready'; readonly result: CatalogResult }
  /** `result` is what was shown before it failed. */
  | { readonly status: 'error'; readonly error: ProviderError; readonly result?: CatalogResult | undefined };

export interface ImageListInputs {
  /** The catalogue, or what is missing for one. */
  readonly catalog: Catalog | readonly string[];
  readonly query: Query;
  readonly walkLimit: number;
}

interface ImageListOptions {
  readonly inputs: () => ImageListInputs;
  readonly loaded: (result: CatalogResult) => void;
  readonly failed: (error: ProviderError) => void;
}

/** Asks the catalogue whenever the query changes. The latest question wins, whatever order the answers come in. */
export class ImageListController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ImageListOptions;
  readonly #task: Task<readonly [Catalog | undefined, string, number], CatalogResult>;
  #round = 0;
  #catalog: Catalog | undefined;
  #result: CatalogResult | undefined;
  /** The question that the result answers. */
  #answered = '';
  #shown = '';
  #partial = false;
  /** Aborted while the element is not in a document. */
  #absence = new AbortController();

  constructor(host: ReactiveControllerHost, options: ImageListOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    this.#task = new Task(host, {
      args: () => {
        const { catalog, query, walkLimit } = options.inputs();
        return [
          catalog instanceof Catalog ? catalog : undefined,
          JSON.stringify([query, walkLimit]),
          this.#round,
        ] as const;
      },
      task: ([catalog], { signal }) => (catalog ? this.#find(catalog, signal) : initialState),
      onComplete: (result) => options.loaded(result),
      onError: (error) => options.failed(asProviderError(error)),
    });
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

  get state(): PickerState {
    const { catalog } = this.#options.inputs();
    if (!(catalog instanceof Catalog)) return { status: 'unconfigured', missing: catalog };
    const result = catalog === this.#catalog ? this.#result : undefined;
    const { status, error } = this.#task;
    if (status === TaskStatus.ERROR) return { status: 'error', error: asProviderError(error), result };
    if (status === TaskStatus.COMPLETE && result) return { status: 'ready', result };
    return { status: 'loading', result, partial: this.#partial && result !== undefined };
  }

  /** What is shown answers an older question than the one that is being asked. */
  get stale(): boolean {
    const { status } = this.state;
    const waiting = status === 'loading' || status === 'error';
    return waiting && JSON.stringify(this.#options.inputs().query) !== this.#answered;
  }

  /** Tells one list from another: limits that change leave it what it is. */
  get shown(): string {
    return this.#shown;
  }

  /** The catalogue that the state speaks of. */
  get catalog(): Catalog | undefined {
    return this.#catalog;
  }

  /**
   * Asks the cloud anew for everything.
   *
   * @param forget - shows nothing of what it said before
   */
  reload(forget = false): void {
    this.#catalog?.reload(forget);
    if (forget) {
      this.#result = undefined;
      this.#answered = '';
    }
    this.#again();
  }

  /** Asks only for what is missing: after an error, a stop, a limit. */
  resume(): void {
    this.#catalog?.resume();
    this.#again();
  }

  stop(): void {
    this.#catalog?.stop();
  }

  #again(): void {
    this.#round++;
    this.#host.requestUpdate();
  }

  async #find(catalog: Catalog, superseded: AbortSignal): Promise<CatalogResult | typeof initialState> {
    const { query, walkLimit } = this.#options.inputs();
    const asked = JSON.stringify(query);
    const list = JSON.stringify({ ...query, only: query.only !== undefined });
    const absent = this.#absence.signal;
    const signal = AbortSignal.any([superseded, absent]);
    if (catalog !== this.#catalog) {
      this.#result = undefined;
      this.#answered = '';
    }
    this.#catalog = catalog;
    this.#partial = false;
    // The same question again: what is shown stays until there is more.
    const shown = asked === this.#answered ? (this.#result?.loaded ?? 0) : 0;
    try {
      const result = await catalog.find(query, {
        signal,
        walkLimit,
        onProgress: (found) => {
          if (found.loaded >= shown) this.#progress(found, asked, list, signal);
        },
      });
      signal.throwIfAborted();
      this.#partial = false;
      this.#answered = asked;
      this.#shown = list;
      return (this.#result = result);
    } catch (error) {
      if (absent.aborted) return initialState;
      throw error;
    }
  }

  #progress(found: CatalogResult, asked: string, list: string, { aborted }: AbortSignal): void {
    if (aborted) return;
    this.#result = found;
    this.#answered = asked;
    this.#shown = list;
    this.#partial = true;
    this.#host.requestUpdate();
  }
}

/** Whatever else went wrong is shown as an answer that could not be understood, and does not reach the page. */
function asProviderError(error: unknown): ProviderError {
  return error instanceof ProviderError ? error : new ProviderError('malformed', { detail: String(error) });
}
