import type { PropertyDeclarations, PropertyValues } from 'lit';
import { Catalog, type CatalogResult, type Presence, type Query, type Sort } from '../catalog/index.js';
import { unsuitability, type Limits, type Unsuitable } from '../catalog/suitability.js';
import { FreshnessController } from '../controllers/freshness.js';
import { ImageListController, type PickerState } from '../controllers/image-list.js';
import { ImageSourceController, type ImageSource } from '../controllers/image-source.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { Params, Provider } from '../providers/provider.js';
import { GIB, MIB } from '../providers/wire.js';
import { filtersConverter, formatSort, parseFilters, parseSort, type FiltersInput } from './attributes.js';
import { FormControl } from './form-control.js';

/** All images of a page are in the document: more would make each keystroke wait. */
const MOST_ON_A_PAGE = 500;

const positive = (value: number | null | undefined): value is number => typeof value === 'number' && value > 0;

/** A form control that asks a cloud for images: from where, which ones, and what came of it. */
export abstract class ImageQueryControl extends FormControl {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    proxy: {},
    credentials: { attribute: false },
    timeout: { type: Number },
    pageSize: { attribute: 'page-size', type: Number },
    search: {},
    filters: { converter: filtersConverter, noAccessor: true },
    sort: { noAccessor: true },
    walkLimit: { attribute: 'walk-limit', type: Number },
    poll: { type: Number },
    availableMemory: { attribute: 'available-memory', type: Number },
    availableDisk: { attribute: 'available-disk', type: Number },
    selectable: { attribute: false },
    onlyFitting: { state: true },
  };

  /** The cloud's base address, without the path of the API: `https://workspace.eu-west-101.myhuaweicloud.eu`. */
  declare endpoint: string | null | undefined;
  /** The address of a proxy that adds the credentials; wins over `endpoint`. */
  declare proxy: string | null | undefined;
  /**
   * A token (for Hostway a user name and password), or a function that returns one or a promise of one. The function is
   * asked once for all requests, and once more, with `refresh`, when the cloud refuses what it gave.
   */
  declare credentials: CredentialsOption | undefined;
  /** Seconds until the cloud must have begun to answer; 15 by default. */
  declare timeout: number | null | undefined;
  /** Images on a page; 20 by default, 500 at most. */
  declare pageSize: number;
  /** The words that are searched for. */
  declare search: string | null;
  /** Images that are read unasked at most, to answer what the cloud cannot; 20,000 by default. */
  declare walkLimit: number;
  /** Seconds after which to look again while an image is pending and the page is visible; never by default. */
  declare poll: number | null | undefined;
  /** Memory that there is for a machine, in MiB. An image that needs more cannot be chosen. */
  declare availableMemory: number | null | undefined;
  /** Disk space that there is for a machine, in GiB. An image that needs more cannot be chosen. */
  declare availableDisk: number | null | undefined;
  /** Whether an image can be chosen: `true`, or the reason why not. */
  declare selectable: ((image: CloudImage) => boolean | string) | undefined;
  declare protected onlyFitting: boolean;

  readonly #source = new ImageSourceController(this, () => this.source);
  readonly #list = new ImageListController(this, {
    inputs: () => ({ catalog: this.#source.resolve(), query: this.query, walkLimit: this.walkLimit }),
    loaded: (detail) => this.dispatchEvent(new CustomEvent('image-load', { detail, bubbles: true, composed: true })),
    failed: (detail) => this.dispatchEvent(new CustomEvent('image-error', { detail, bubbles: true, composed: true })),
  });
  protected readonly freshness = new FreshnessController(this, {
    state: () => this.state,
    poll: () => this.poll ?? 0,
    isPending: () => [...this.images, ...this.selectedImages].some(({ status }) => status === 'pending'),
    refresh: () => this.#list.reload(),
    resume: () => this.resume(),
  });
  #filters: Query['filters'] = {};
  #sort: Sort | undefined;
  #page = 1;
  #credentials: CredentialsOption | undefined;
  /** The credentials with which the catalogue began to be filled. */
  #askedWith: CredentialsOption | undefined;
  #resolved: Catalog | readonly string[] = [];
  /** Counts how often the limits have changed. */
  #limitsVersion = 0;

  constructor() {
    super();
    this.search = '';
    this.pageSize = 20;
    this.walkLimit = 20_000;
    this.onlyFitting = false;
  }

  /** The cloud that is asked. */
  protected abstract get cloud(): Provider | undefined;
  protected abstract get cloudParams(): Params;

  /** Chosen values by filter id: `{ os: 'windows', status: ['ready', 'pending'] }`. As an attribute in JSON. */
  get filters(): Query['filters'] {
    return this.#filters;
  }

  set filters(filters: FiltersInput) {
    const old = this.#filters;
    this.#filters = parseFilters(filters);
    this.requestUpdate('filters', old);
  }

  /** Column and direction, `createdAt:desc`; empty for the cloud's own order. */
  get sort(): string {
    return formatSort(this.#sort);
  }

  set sort(sort: string | null | undefined) {
    const old = this.sort;
    this.#sort = parseSort(sort);
    this.requestUpdate('sort', old);
  }

  /** What is shown, as one of a closed set of states. */
  get state(): PickerState {
    return this.#list.state;
  }

  /** The images on the page that is shown. */
  get images(): readonly CloudImage[] {
    return this.result?.images ?? [];
  }

  /** How many images match, as far as that is known. */
  get total(): number {
    return this.result?.total ?? 0;
  }

  /** What is known of the chosen images. One that has not been met on any page yet is not among them. */
  get selectedImages(): readonly CloudImage[] {
    return this.values.map((id) => this.catalog?.get(id)).filter((image) => image !== undefined);
  }

  /**
   * Asks the cloud anew. The choice, the page and what is searched for stay; so do the images until the answer comes, unless the
   * credentials are others than those that they came with: then another person may be looking.
   */
  reload(): void {
    const { credentials } = this.#source;
    const others = credentials !== this.#askedWith;
    this.#askedWith = credentials;
    this.#list.reload(others);
  }

  /** Asks only for what is missing: after an error, a stop, a limit. */
  protected resume(): void {
    this.#list.resume();
  }

  protected stop(): void {
    this.#list.stop();
  }

  protected override presence(id: string): Presence {
    return this.catalog?.presence(id) ?? 'unknown';
  }

  protected get catalog(): Catalog | undefined {
    return this.#list.catalog;
  }

  protected get result(): CatalogResult | undefined {
    const { state } = this;
    return 'result' in state ? state.result : undefined;
  }

  /** What is shown answers an older question than the one that is being asked. */
  protected get stale(): boolean {
    return this.#list.stale;
  }

  /** Tells one list from another: it changes with what is asked for, not with what has become of it. */
  protected get shownList(): string {
    return this.#list.shown;
  }

  protected get source(): ImageSource {
    const { cloud: provider, cloudParams: params, endpoint, proxy, credentials, timeout } = this;
    return { provider, params, endpoint, proxy, credentials, timeout };
  }

  /** The language that names are ordered in. */
  protected abstract get language(): string;

  protected get query(): Query {
    const { search, filters, pageSize } = this;
    return {
      text: search ?? '',
      filters,
      sort: this.#sort,
      page: this.#page,
      pageSize: Number.isInteger(pageSize) && pageSize > 0 ? Math.min(pageSize, MOST_ON_A_PAGE) : 20,
      // Otherwise another language would be another question.
      locale: this.#sort && this.language,
      only: this.onlyFitting
        ? { key: String(this.#limitsVersion), test: (image) => this.unsuitability(image) === undefined }
        : undefined,
    };
  }

  protected get limited(): boolean {
    return positive(this.availableMemory) || positive(this.availableDisk) || this.selectable !== undefined;
  }

  /** Why an image cannot be chosen; `undefined` where it can. */
  protected unsuitability(image: CloudImage): Unsuitable | string | false | undefined {
    const { availableMemory, availableDisk, selectable } = this;
    const limits: Limits = {
      memoryBytes: positive(availableMemory) ? availableMemory * MIB : undefined,
      diskBytes: positive(availableDisk) ? availableDisk * GIB : undefined,
      selectable,
    };
    return unsuitability(image, limits);
  }

  protected turnTo(page: number, pages: number | undefined): boolean {
    if (page < 1 || page > (pages ?? Infinity)) return false;
    this.#page = page;
    this.requestUpdate();
    return true;
  }

  /** A heading sorts, then turns the order round, then gives the cloud's own order back. */
  protected sortBy(field: string): void {
    const natural = field.endsWith('At') || field === 'sizeBytes' ? 'desc' : 'asc';
    const reverse = natural === 'asc' ? 'desc' : 'asc';
    const current = this.#sort?.field === field ? this.#sort.direction : undefined;
    if (current === reverse) this.sort = '';
    else this.sort = `${field}:${current === natural ? reverse : natural}`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['availableMemory', 'availableDisk', 'selectable'].some((limit) => changed.has(limit))) this.#limitsVersion++;
    if (['search', 'filters', 'sort', 'pageSize', 'onlyFitting'].some((asked) => changed.has(asked))) this.#page = 1;
    const { credentials } = this.#source;
    const catalog = this.#source.resolve();
    // Another cloud, another list: it is looked at from its beginning.
    if (this.#resolved instanceof Catalog && catalog !== this.#resolved) this.#page = 1;
    if (catalog !== this.#resolved) this.#askedWith = credentials;
    this.#resolved = catalog;
    // New credentials are the answer to an error about the old ones.
    if (credentials !== this.#credentials && this.state.status === 'error') this.resume();
    this.#credentials = credentials;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'image-load': CustomEvent<CatalogResult>;
    'image-error': CustomEvent<ProviderError>;
    'image-sign-in': CustomEvent<ProviderError>;
  }
}
