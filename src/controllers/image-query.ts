import type { ReactiveController, ReactiveElement } from 'lit';
import { pageCount, type Catalog, type CatalogResult, type Filters, type Query, type Sort } from '../catalog/index.js';
import { validPageSize } from '../catalog/page-size.js';
import { nextSort } from '../catalog/sort.js';
import { unsuitability, type Limits } from '../catalog/suitability.js';
import { isUnloaded } from '../providers/built-in.js';
import { isSameOption, type CredentialsOption } from '../providers/credentials.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';
import type { ImageSource } from './catalog-pool.js';
import { FittingQuestion } from './fitting.js';
import { FreshnessController } from './freshness.js';
import { onServer } from './on-server.js';
import { ImageSourceController, type ResolvedSource } from './image-source.js';
import { stateOf, type PickerState } from './picker-state.js';
import { keyedQuery, QueryTask, type KeyedQuery } from './query-task.js';

export interface ImageQueryOptions {
  readonly source: () => ImageSource;
  readonly limits: () => Limits;
  /** The rest of the query, which the portal sets. */
  readonly inputs: () => {
    readonly pageSize: number | null | undefined;
    /** The list grows by a page at a time, instead of turning pages. */
    readonly grows: boolean;
    readonly walkLimit: number | null | undefined;
    readonly labels: Query['labels'];
    /** The language by whose rules names are sorted. */
    readonly language: string;
  };
  /** Seconds between two refreshes while an image is pending; 0 for none. */
  readonly poll: () => number;
  /** The ids of the chosen images. */
  readonly chosen: () => readonly string[];
  readonly loaded: (result: CatalogResult) => void;
  readonly failed: (error: ProviderError) => void;
}

/** The part of the query that the user controls. */
interface UserQuery {
  readonly text: string;
  readonly filters: Filters;
  /** Absent: the cloud's own order. */
  readonly sort: Sort | undefined;
  readonly page: number;
  /** Leaves out the images that cannot be chosen. */
  readonly onlyFitting: boolean;
  /** Only these images, whatever the rest of the query. */
  readonly onlyChosen: readonly string[] | undefined;
}

/** The query, its source and the state of its result, computed once for each update. */
interface Snapshot {
  readonly source: ResolvedSource;
  readonly query: Query;
  readonly state: PickerState;
  readonly stale: boolean;
  /** The shown result belongs to the requested list, though perhaps to another page of it. */
  readonly isSameList: boolean;
}

/** More microtasks than it takes from a query to an answer that is in memory. */
const MICROTASKS_TO_ANSWER = 120;

/** Holds the user's query (text, filters, sort and page) and the state of its result. */
export class ImageQuery implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: ImageQueryOptions;
  readonly #source: ImageSourceController;
  readonly #task: QueryTask;
  readonly #freshness: FreshnessController;
  readonly #fitting = new FittingQuestion((image) => this.unsuitability(image) === undefined);
  #asked: UserQuery = {
    text: '',
    filters: {},
    sort: undefined,
    page: 1,
    onlyFitting: false,
    onlyChosen: undefined,
  };
  #snapshot: Snapshot | undefined;
  /** The host is rendering the snapshot. */
  #updating = false;

  // As of the last update.
  #onlyFitting = false;
  #limits: Limits = {};
  #listKey = '';
  #catalog: Catalog | undefined;
  #credentials: CredentialsOption | undefined;
  /** The credentials with which the catalogue was first loaded. */
  #loadedWith: CredentialsOption | undefined;

  constructor(host: ReactiveElement, options: ImageQueryOptions) {
    this.#host = host;
    this.#options = options;
    this.#source = new ImageSourceController(host, options.source);
    this.#task = new QueryTask(host, { ...options, args: () => this.#arguments() });
    // After the task, because the snapshot includes its progress.
    host.addController(this);
    this.#freshness = new FreshnessController(host, {
      state: () => this.state,
      poll: options.poll,
      isPending: () => [...this.images, ...this.chosenImages].some(({ status }) => status === 'pending'),
      refresh: () => this.reload(),
      resume: () => this.resume(),
    });
  }

  /** The user's query. */
  get asked(): UserQuery {
    return this.#asked;
  }

  /** Changes the user's query. */
  ask(change: Partial<UserQuery>): void {
    const before = this.#asked;
    // A framework may set equal values with each rendering.
    const isAnother = (['text', 'filters', 'onlyFitting'] as const).some(
      (key) => key in change && JSON.stringify(change[key]) !== JSON.stringify(before[key]),
    );
    this.#asked = { ...before, ...(isAnother && { onlyChosen: undefined }), ...change };
    this.#host.requestUpdate();
  }

  /** The requested page, or the last one if that is beyond the end. */
  get page(): number {
    return Math.min(this.#asked.page, this.pages ?? Infinity);
  }

  /** The number of pages of the requested list; `undefined` if unknown. */
  get pages(): number | undefined {
    const { result, query } = this;
    return result && this.#current.isSameList ? pageCount(result, this.grows ? this.pageSize : query.pageSize) : 1;
  }

  /** The list grows by a page at a time, instead of turning pages. */
  get grows(): boolean {
    return this.#options.inputs().grows;
  }

  /** Images on a page, or that a list grows by. */
  get pageSize(): number {
    const { pageSize, grows } = this.#options.inputs();
    return validPageSize(pageSize, grows);
  }

  /** Goes to a page if it exists. */
  turnTo(page: number): boolean {
    if (page < 1 || page > (this.pages ?? Infinity)) return false;
    this.ask({ page });
    return true;
  }

  /** Sorts by a field, then in reverse, then in the cloud's own order again. */
  sortBy(field: SortField): void {
    this.ask({ sort: nextSort(this.#asked.sort, field) });
  }

  get state(): PickerState {
    return this.#current.state;
  }

  get result(): CatalogResult | undefined {
    const { state } = this;
    return 'result' in state ? state.result : undefined;
  }

  /** The images on the shown page. */
  get images(): readonly CloudImage[] {
    return this.result?.images ?? [];
  }

  /** The chosen images, as far as they are known. */
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

  /** The shown result answers an earlier query. */
  get stale(): boolean {
    return this.#current.stale;
  }

  /** The catalogue of the latest query. */
  get catalog(): Catalog | undefined {
    return this.#task.catalog;
  }

  /** Identifies the shown list: changes with the query, not with its result. */
  get shown(): string {
    return this.#task.shown;
  }

  /** Loading takes longer than users expect. */
  get slow(): boolean {
    return this.#freshness.slow;
  }

  /** Limits are set, so some images may not fit. */
  get limited(): boolean {
    return Object.values(this.#options.limits()).some((limit) => limit !== undefined);
  }

  /** Why an image cannot be chosen; `undefined` if it can. */
  unsuitability(image: CloudImage): ReturnType<typeof unsuitability> {
    return unsuitability(image, this.#options.limits());
  }

  /**
   * Sends the first request, unless it has to wait for credentials. Resolves once it is on its way, or with its answer if that is in
   * memory, so that no placeholders are rendered for it. Call it before the first update.
   *
   * @param later - leaves the request to the first update
   */
  async start(later: boolean): Promise<void> {
    const loading = this.#source.load();
    if (loading) await loading;
    if (later) return;
    if (!this.#host.hasUpdated) this.#task.start();
    // Microtasks, so that the browser does not paint in between.
    for (let turn = 0; turn < MICROTASKS_TO_ANSWER; turn++) await Promise.resolve();
  }

  /**
   * Loads everything again. The images stay until the answer comes, unless the credentials have changed since they were loaded:
   * another user may be looking then.
   */
  reload(): void {
    const { credentials } = this.#source.resolve();
    const credentialsChanged = !isSameOption(credentials, this.#loadedWith);
    this.#loadedWith = credentials;
    void this.#source.load();
    this.#task.reload(credentialsChanged);
  }

  /** Loads only what is missing after an error, a stop or a limit. */
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

  /** One snapshot serves a whole update; properties set since then are read afresh. */
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
      catalog || isUnloaded(source.provider) || onServer
        ? stateOf(progress, catalog && this.#task.resultOf(catalog))
        : { status: 'unconfigured', missing };
    const isSameList = listKey === answered?.listKey;
    const stale = catalog !== undefined && key !== answered?.key && !(this.grows && isSameList);
    return { source, query, state, stale, isSameList };
  }

  get #keyedQuery(): KeyedQuery {
    const { labels, language } = this.#options.inputs();
    const { page, sort, onlyChosen, ...asked } = this.#asked;
    const { text, filters } = onlyChosen ? { text: '', filters: {} } : asked;
    const { pageSize, grows } = this;
    const shown = grows ? { page: 1, pageSize: pageSize * page } : { page, pageSize };
    // Without a sort a change of language must not repeat the query.
    const locale = sort && language;
    const hideDeleted = !onlyChosen;
    return keyedQuery({ text, filters, sort, ...shown, labels, locale, only: this.#only, hideDeleted }, pageSize);
  }

  get #only(): Query['only'] {
    const { onlyFitting, onlyChosen } = this.#asked;
    if (!onlyChosen) return onlyFitting ? this.#fitting.only : undefined;
    const chosen = new Set(onlyChosen);
    return { key: JSON.stringify(onlyChosen), test: ({ id }) => chosen.has(id) };
  }

  /** The task's arguments. Runs once per update, when the portal has set all its properties. */
  #arguments() {
    this.#source.authorize();
    const { catalog, credentials, provider } = this.#source.resolve();
    const unloaded = isUnloaded(provider) ? provider : undefined;
    if (unloaded && !unloaded.error) void this.#source.load();
    const catalogChanged = catalog !== this.#catalog;
    this.#updateFitting(catalogChanged);
    this.#resetPage(catalogChanged && this.#catalog !== undefined);
    if (catalogChanged) this.#loadedWith = credentials;
    this.#catalog = catalog;
    if (!isSameOption(credentials, this.#credentials)) this.#freshness.renew();
    this.#credentials = credentials;
    return [catalog, this.#keyedQuery, this.#options.inputs().walkLimit, unloaded?.error] as const;
  }

  /** Changed limits may change the query. */
  #updateFitting(catalogChanged: boolean): void {
    const before = this.#limits;
    const { memoryBytes, diskBytes, selectable } = (this.#limits = this.#options.limits());
    const { onlyFitting } = this.#asked;
    if (catalogChanged || onlyFitting !== this.#onlyFitting) this.#fitting.renew();
    this.#onlyFitting = onlyFitting;
    if (memoryBytes !== before.memoryBytes || diskBytes !== before.diskBytes || selectable !== before.selectable)
      this.#fitting.review();
  }

  /** Another list, or another catalogue, starts at its first page. */
  #resetPage(catalogChanged: boolean): void {
    const { text, filters, sort, only } = this.#keyedQuery.query;
    const list = JSON.stringify([text, filters, sort, this.pageSize, this.grows, only !== undefined]);
    if (list !== this.#listKey || catalogChanged) this.#asked = { ...this.#asked, page: 1 };
    this.#listKey = list;
  }
}
