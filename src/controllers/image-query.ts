import type { ReactiveController, ReactiveElement } from 'lit';
import { pageCount, type Catalog, type CatalogResult, type Filters, type Query, type Sort } from '../catalog/index.js';
import { unsuitability, type Limits } from '../catalog/suitability.js';
import { isUnloaded } from '../providers/built-in.js';
import { isSameOption, type CredentialsOption } from '../providers/credentials.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';
import type { ImageSource } from './catalog-pool.js';
import { FittingQuestion } from './fitting.js';
import { FreshnessController } from './freshness.js';
import { ImageSourceController, type ResolvedSource } from './image-source.js';
import { stateOf, type PickerState } from './picker-state.js';
import { QueryTask, type KeyedQuery } from './query-task.js';

export interface ImageQueryOptions {
  readonly source: () => ImageSource;
  readonly limits: () => Limits;
  /** What else the portal says of the question. */
  readonly inputs: () => {
    readonly pageSize: number;
    readonly walkLimit: number | null | undefined;
    readonly labels: Query['labels'];
    /** The language that names are ordered in. */
    readonly language: string;
  };
  /** Seconds between two refreshes while an image is pending; none where it is zero. */
  readonly poll: () => number;
  /** The ids of the chosen images. */
  readonly chosen: () => readonly string[];
  readonly loaded: (result: CatalogResult) => void;
  readonly failed: (error: ProviderError) => void;
}

/** What a person asks for. */
interface UserQuery {
  readonly text: string;
  readonly filters: Filters;
  /** Absent: the cloud's own order. */
  readonly sort: Sort | undefined;
  readonly page: number;
  /** Without the images that cannot be chosen. */
  readonly onlyFitting: boolean;
}

/** What is asked of whom, and what has come of it. */
interface Snapshot {
  readonly source: ResolvedSource;
  readonly query: Query;
  readonly state: PickerState;
  readonly stale: boolean;
  /** What is shown is of the list that is asked for, if not the page. */
  readonly isSameList: boolean;
}

/** All images of a page are in the document: more would make each keystroke wait. */
const MAX_PAGE_SIZE = 500;
const DEFAULT_PAGE_SIZE = 20;

/** Microtasks between a question and its request, and some more. */
const MICROTASKS_TO_REQUEST = 20;

/** What a person asks for, and the answer: text, filters, sort and page, and the state of the list. */
export class ImageQuery implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: ImageQueryOptions;
  readonly #source: ImageSourceController;
  readonly #task: QueryTask;
  readonly #freshness: FreshnessController;
  readonly #fitting = new FittingQuestion((image) => this.unsuitability(image) === undefined);
  #asked: UserQuery = { text: '', filters: {}, sort: undefined, page: 1, onlyFitting: false };
  #snapshot: Snapshot | undefined;
  /** The host is being updated, by the snapshot. */
  #updating = false;

  // As of the last update.
  #onlyFitting = false;
  #limits: Limits = {};
  #listKey = '';
  #catalog: Catalog | undefined;
  #credentials: CredentialsOption | undefined;
  /** Those with which the catalogue began to be filled. */
  #loadedWith: CredentialsOption | undefined;

  constructor(host: ReactiveElement, options: ImageQueryOptions) {
    this.#host = host;
    this.#options = options;
    this.#source = new ImageSourceController(host, options.source);
    const { loaded, failed } = options;
    this.#task = new QueryTask(host, { args: () => this.#arguments(), loaded, failed });
    // After the task, whose progress is part of the state.
    host.addController(this);
    this.#freshness = new FreshnessController(host, {
      state: () => this.state,
      poll: options.poll,
      isPending: () => [...this.images, ...this.chosenImages].some(({ status }) => status === 'pending'),
      refresh: () => this.reload(),
      resume: () => this.resume(),
    });
  }

  /** What the person asks for. */
  get asked(): UserQuery {
    return this.#asked;
  }

  /** Asks for something else. */
  ask(change: Partial<UserQuery>): void {
    this.#asked = { ...this.#asked, ...change };
    this.#host.requestUpdate();
  }

  /** The page that was asked for last. Beyond the end, it is the last one. */
  get page(): number {
    return Math.min(this.#asked.page, this.pages ?? Infinity);
  }

  /** How many pages there are of the list that is asked for; `undefined` where that is not known. */
  get pages(): number | undefined {
    const { result, query } = this;
    return result && this.#current.isSameList ? pageCount(result, query.pageSize) : 1;
  }

  /** Turns to a page, if there is one. */
  turnTo(page: number): boolean {
    if (page < 1 || page > (this.pages ?? Infinity)) return false;
    this.ask({ page });
    return true;
  }

  /** Sorts by a field, then turns the order round, then gives the cloud's own order back. */
  sortBy(field: SortField): void {
    const { sort } = this.#asked;
    const natural = field.endsWith('At') || field === 'sizeBytes' ? 'desc' : 'asc';
    const reverse = natural === 'asc' ? 'desc' : 'asc';
    const current = sort?.field === field ? sort.direction : undefined;
    const direction = current === natural ? reverse : natural;
    this.ask({ sort: current === reverse ? undefined : { field, direction } });
  }

  get state(): PickerState {
    return this.#current.state;
  }

  get result(): CatalogResult | undefined {
    const { state } = this;
    return 'result' in state ? state.result : undefined;
  }

  /** The images on the page that is shown. */
  get images(): readonly CloudImage[] {
    return this.result?.images ?? [];
  }

  /** What is known of the chosen images. */
  get chosenImages(): readonly CloudImage[] {
    return this.#options.chosen().flatMap((id) => this.catalog?.get(id) ?? []);
  }

  get query(): Query {
    return this.#current.query;
  }

  /** Where the images come from. */
  get source(): ResolvedSource {
    return this.#current.source;
  }

  /** What is shown answers an older question than the one that is being asked. */
  get stale(): boolean {
    return this.#current.stale;
  }

  /** The catalogue that was asked last. */
  get catalog(): Catalog | undefined {
    return this.#task.catalog;
  }

  /** Tells one list from another: it changes with what is asked for, not with what has become of it. */
  get shown(): string {
    return this.#task.shown;
  }

  /** Loading takes longer than a person expects. */
  get slow(): boolean {
    return this.#freshness.slow;
  }

  /** There are limits, so some images may not fit. */
  get limited(): boolean {
    return Object.values(this.#options.limits()).some((limit) => limit !== undefined);
  }

  /** Why an image cannot be chosen; `undefined` where it can. */
  unsuitability(image: CloudImage): ReturnType<typeof unsuitability> {
    return unsuitability(image, this.#options.limits());
  }

  /** Asks, and resolves when the request is on its way, unless it has to wait for credentials. To be called before the first update. */
  async start(): Promise<void> {
    const loading = this.#source.load();
    if (loading) await loading;
    if (!this.#host.hasUpdated) this.#task.start();
    // In microtasks, so that nothing is painted in between.
    for (let turn = 0; turn < MICROTASKS_TO_REQUEST; turn++) await Promise.resolve();
  }

  /**
   * Asks the cloud anew for everything. The images stay until the answer comes, unless the credentials are others than those that
   * they came with: then another person may be looking.
   */
  reload(): void {
    const { credentials } = this.#source.resolve();
    const others = !isSameOption(credentials, this.#loadedWith);
    this.#loadedWith = credentials;
    void this.#source.load();
    this.#task.reload(others);
  }

  /** Asks only for what is missing: after an error, a stop, a limit. */
  resume(): void {
    void this.#source.load();
    this.#task.resume();
  }

  stop(): void {
    this.catalog?.stop();
  }

  hostUpdate(): void {
    this.#updating = true;
    this.#snapshot = this.#takeSnapshot();
  }

  hostUpdated(): void {
    this.#updating = false;
  }

  /** One snapshot serves a whole update. What the page has set since the last one is part of the next. */
  get #current(): Snapshot {
    if (!this.#snapshot || (this.#host.isUpdatePending && !this.#updating)) this.#snapshot = this.#takeSnapshot();
    return this.#snapshot;
  }

  #takeSnapshot(): Snapshot {
    const source = this.#source.resolve();
    const { catalog, missing } = source;
    const { query, listKey, key } = this.#keyedQuery;
    const { progress, answered } = this.#task;
    const state: PickerState =
      catalog || isUnloaded(source.provider)
        ? stateOf(progress, catalog && this.#task.resultOf(catalog))
        : { status: 'unconfigured', missing };
    const stale = catalog !== undefined && key !== answered?.key;
    return { source, query, state, stale, isSameList: listKey === answered?.listKey };
  }

  get #keyedQuery(): KeyedQuery {
    const { pageSize, labels, language } = this.#options.inputs();
    const { text, filters, sort, page, onlyFitting } = this.#asked;
    const query: Query = {
      text,
      filters,
      sort,
      page,
      pageSize: Number.isInteger(pageSize) && pageSize > 0 ? Math.min(pageSize, MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE,
      labels,
      // Otherwise another language would be another question.
      locale: sort && language,
      only: onlyFitting ? this.#fitting.only : undefined,
    };
    const listKey = JSON.stringify({ ...query, page: 0 });
    return { query, listKey, key: `${page} ${listKey}` };
  }

  /** What to ask, now that the portal has set all that it wanted to set in one go. */
  #arguments() {
    this.#source.authorize();
    const { catalog, credentials, provider } = this.#source.resolve();
    const unloaded = isUnloaded(provider) ? provider : undefined;
    if (unloaded && !unloaded.error) void this.#source.load();
    this.#updateFitting(catalog !== this.#catalog);
    this.#resetPage(catalog !== this.#catalog && this.#catalog !== undefined);
    if (catalog !== this.#catalog) this.#loadedWith = credentials;
    this.#catalog = catalog;
    const others = !isSameOption(credentials, this.#credentials);
    this.#credentials = credentials;
    if (others) this.#freshness.renew();
    return [catalog, this.#keyedQuery, this.#options.inputs().walkLimit, unloaded?.error] as const;
  }

  /** Other limits may be another question. */
  #updateFitting(elsewhere: boolean): void {
    const before = this.#limits;
    const limits = (this.#limits = this.#options.limits());
    const { onlyFitting } = this.#asked;
    if (elsewhere || onlyFitting !== this.#onlyFitting) this.#fitting.renew();
    this.#onlyFitting = onlyFitting;
    const { memoryBytes, diskBytes, selectable } = limits;
    if (memoryBytes !== before.memoryBytes || diskBytes !== before.diskBytes || selectable !== before.selectable)
      this.#fitting.review();
  }

  /** Another question, or another cloud, is looked at from its beginning; not another way to write the same one. */
  #resetPage(elsewhere: boolean): void {
    const { text, filters, sort, pageSize, only } = this.#keyedQuery.query;
    const list = JSON.stringify([text, filters, sort, pageSize, only !== undefined]);
    if (list !== this.#listKey || elsewhere) this.#asked = { ...this.#asked, page: 1 };
    this.#listKey = list;
  }
}
