import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { CatalogResult, Filters } from '../catalog/index.js';
import type { Limits } from '../catalog/suitability.js';
import type { ImageSource } from '../controllers/catalog-pool.js';
import type { FormMessages, ValueProblem } from '../controllers/form-value.js';
import { ImageQuery } from '../controllers/image-query.js';
import type { PickerState } from '../controllers/picker-state.js';
import { LocalizeController } from '../controllers/localize.js';
import { onServer } from '../controllers/on-server.js';
import { RenderedRows } from '../controllers/rendered-rows.js';
import { isUnloaded, type UnloadedProvider } from '../providers/built-in.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { Params, Provider } from '../providers/provider.js';
import { GIB, MIB } from '../providers/wire.js';
import { cards } from '../styles/cards.js';
import { columns } from '../styles/columns.js';
import { controls } from '../styles/controls.js';
import { list } from '../styles/list.js';
import { marks } from '../styles/marks.js';
import { skeleton } from '../styles/skeleton.js';
import { tokens } from '../styles/tokens.js';
import { formatSort, parseSort } from '../catalog/sort.js';
import type { Later } from '../later.js';
import { jsonConverter, paramsOf, parseFilters, parseLabels, type FiltersInput } from './attributes.js';
import { FormControl } from './form-control.js';
import { dropdown, panels, prefetch, prefetchStates, states, withinTime } from './later.js';
import { Interaction } from '../interaction/interaction.js';
import { announcementOf } from './templates/announcement.js';
import { tracksOf } from './templates/list.js';
import { pickerTemplate } from './templates/picker.js';
import { needsStates } from './templates/stand-in.js';
import { viewOf } from './view-of.js';
import type { PickerView } from './templates/view.js';

const positive = (value: number | null | undefined): value is number => typeof value === 'number' && value > 0;

/**
 * The base class of all pickers. Subclasses provide the cloud and its parameters.
 *
 * @attr {string} form - The ID of the form that the field belongs to.
 *
 * @slot label - The label. Use instead of the `label` attribute for HTML.
 * @slot hint - A hint below the label. Use instead of the `hint` attribute for HTML.
 * @slot toolbar - Additional controls after the filters. Their `input` and `change` events bubble through the picker: check
 *   `event.target` to distinguish them.
 * @slot empty - Shown if the cloud has no images.
 * @slot error - Replaces the built-in error message.
 *
 * @fires {Event} input - Fired when a user changes the value.
 * @fires {Event} change - Fired when a user changes the value.
 * @fires {CustomEvent<CatalogResult>} image-load - Fired when images have been loaded or found. `detail` is the result.
 * @fires {CustomEvent<ProviderError>} image-error - Fired when loading images has failed. `detail` is the error, without credentials.
 * @fires {CustomEvent<ProviderError>} image-sign-in - Fired when a user asks to sign in again. Call `preventDefault()`, sign in, and set
 *   new credentials or call `reload()`. Otherwise the credentials function is called again.
 *
 * @csspart label - The label.
 * @csspart hint - The hint.
 * @csspart frame - The container of everything below the label and hint. In a dropdown, the popup.
 * @csspart field - The combobox of a dropdown.
 * @csspart toolbar - The toolbar above the images.
 * @csspart search - The search field.
 * @csspart facet - The filter in the toolbar.
 * @csspart sort - The sort control. Shown if there are no column headings.
 * @csspart filter-button - The button that opens the filters panel.
 * @csspart chips - The list of active filters.
 * @csspart chip - One active filter value.
 * @csspart notice - A notice that images are missing or could not be loaded.
 * @csspart progress - The loading progress.
 * @csspart results - The scroll container of the list.
 * @csspart list - The column headings and the listbox.
 * @csspart columns - The row of column headings.
 * @csspart column - A column heading, which sorts the list.
 * @csspart listbox - The listbox that contains the options.
 * @csspart option - One image.
 * @csspart option-selected - A selected image.
 * @csspart option-disabled - An image that cannot be selected.
 * @csspart mark - The icon for the operating system of an image. Also has a part for the system, such as `mark-ubuntu`.
 * @csspart name - The name of an image.
 * @csspart match - Text that matches the search.
 * @csspart places - The locations of an image, as named in `id-labels`.
 * @csspart meta - The facts of an image.
 * @csspart flag - The status of an image that is not ready.
 * @csspart cell - One fact of an image, in its column.
 * @csspart note - A line below the facts. Also has the part `reason`, `problem` or `id`.
 * @csspart reason - The reason why an image cannot be selected.
 * @csspart problem - The reason why an image failed.
 * @csspart id - The ID of an image, shown if the search matches it.
 * @csspart peek - The control that opens the details of an image with a pointer.
 * @csspart check - The check mark of a selected image.
 * @csspart panel - The panel next to the images or in place of them. Also has the part `filters` or `details`.
 * @csspart filters - The filters panel.
 * @csspart filter - One filter and its values.
 * @csspart details - The panel with the details of an image.
 * @csspart problem-details - The full error of a failed image.
 * @csspart message - The validation message.
 * @csspart state - A message in place of the images: no matches, or an error.
 * @csspart empty - The message shown if there are no images.
 * @csspart error - An error message, in any place.
 * @csspart bar - The bar below the images.
 * @csspart choice - The current selection.
 * @csspart value - The name of the selected image.
 * @csspart count - The number of images.
 * @csspart pager - The pagination buttons.
 * @csspart token - One selected image in a multiple selection.
 * @csspart button - Any button.
 *
 * @cssprop [--image-picker-font=0.875rem / 1.4 system-ui, sans-serif] - Font size, line height and family.
 * @cssprop [--image-picker-font-mono=ui-monospace, 'Cascadia Code', Menlo, monospace] - Font family of IDs in the details, and of the raw response.
 * @cssprop [--image-picker-color-text=light-dark(#161b24, #e6e9ef)] - Text colour.
 * @cssprop [--image-picker-color-muted=light-dark(#566072, #a1aaba)] - Colour of secondary text: facts, headings, images that cannot be selected.
 * @cssprop [--image-picker-color-surface=light-dark(#fff, #15191f)] - Background of the field, its controls and panels.
 * @cssprop [--image-picker-color-raised=light-dark(#f4f6f9, #1e232b)] - Background of the row under the pointer, chips, tokens and raw text.
 * @cssprop [--image-picker-color-border=light-dark(#dde1e8, #323a47)] - Colour of dividers.
 * @cssprop [--image-picker-color-control=light-dark(#858e9f, #717b8d)] - Border colour of controls.
 * @cssprop [--image-picker-color-accent=light-dark(#1d5bd0, #85b2ff)] - Colour of focus rings, check marks, links and the primary button.
 * @cssprop [--image-picker-color-accent-text=light-dark(#fff, #0b1830)] - Colour of text on the accent colour.
 * @cssprop [--image-picker-color-selected=light-dark(#eaf1fe, #1a2945)] - Background of a selected image.
 * @cssprop [--image-picker-color-match=light-dark(#ffe9a8, #594a15)] - Background of text that matches the search.
 * @cssprop [--image-picker-color-warning=light-dark(#855300, #f0b955)] - Colour of the status of a pending image, and of icons in notices.
 * @cssprop [--image-picker-color-warning-surface=light-dark(#fff6e3, #302510)] - Background of a notice that images are missing.
 * @cssprop [--image-picker-color-danger=light-dark(#b3232c, #ff9892)] - Colour of errors and validation messages.
 * @cssprop [--image-picker-color-danger-surface=light-dark(#fdefee, #381b1d)] - Background of an error.
 * @cssprop [--image-picker-shadow=0 10px 30px rgb(0 0 0 / 18%)] - Shadow of popups.
 * @cssprop [--image-picker-radius=8px] - Corner radius of the frame. Corners within it are smaller.
 * @cssprop [--image-picker-space=0.5rem] - Spacing between and around the contents of the frame.
 * @cssprop [--image-picker-control-height=2rem] - Minimum height of controls.
 * @cssprop [--image-picker-row-height=2.5rem] - Minimum height of a row.
 * @cssprop [--image-picker-list-height=26rem] - Maximum height of a scrolling list.
 *
 * @cssstate loading - Images are being loaded.
 * @cssstate error - The last request failed.
 * @cssstate open - The popup of a dropdown is open.
 * @cssstate user-invalid - The value is invalid, and the error is shown.
 */
export abstract class ImageField extends FormControl {
  static override styles = [tokens, controls, marks, list, skeleton, columns, cards];
  static override properties: PropertyDeclarations = {
    label: {},
    hint: {},
    appearance: { reflect: true, useDefault: true },
    density: { reflect: true, useDefault: true },
    endpoint: {},
    proxy: {},
    credentials: { attribute: false },
    timeout: { type: Number },
    paging: {},
    pageSize: { attribute: 'page-size', type: Number },
    search: { noAccessor: true },
    filters: { converter: jsonConverter, noAccessor: true },
    sort: { noAccessor: true },
    walkLimit: { attribute: 'walk-limit', type: Number },
    poll: { type: Number },
    idLabels: { attribute: 'id-labels', converter: jsonConverter },
    availableMemory: { attribute: 'available-memory', type: Number },
    availableDisk: { attribute: 'available-disk', type: Number },
    selectable: { attribute: false },
  };

  /** The label. Defaults to the text of the field's `<label>`, or `Image` if there is none. @default '' */
  declare label: string | null;
  /** A hint below the label. @default '' */
  declare hint: string | null;
  /**
   * How images are shown: `list` (default) as rows in the page; `cards` as a grid, for up to about 60 images; `dropdown` in the popup of
   * a combobox.
   *
   * @default 'list'
   */
  declare appearance: 'list' | 'cards' | 'dropdown';
  /** The density of rows: `comfortable` (default) or `compact`. @default 'comfortable' */
  declare density: 'comfortable' | 'compact';
  /** The base URL of the cloud, without the API path: `https://workspace.eu-west-101.myhuaweicloud.eu`. */
  declare endpoint: string | null | undefined;
  /** The URL of a proxy that adds the credentials. Takes precedence over `endpoint`. */
  declare proxy: string | null | undefined;
  /**
   * A token (for Hostway, a user name and password), or a function that returns one, or a promise for one. The function is called
   * once for all requests, and once more with `refresh: true` if the cloud rejects the credentials.
   */
  declare credentials: CredentialsOption | undefined;
  /** Seconds to wait for the cloud to start responding. Defaults to 15. @default 15 */
  declare timeout: number | null | undefined;
  /**
   * How further images are loaded: `pages` (default except in a dropdown) shows pagination buttons; `scroll` (default in a dropdown)
   * loads more when users scroll near the end of the list, and with a button after 500 images.
   */
  declare paging: 'pages' | 'scroll' | null | undefined;
  /**
   * Number of images per page. Defaults to 10. With `scroll` paging, the number of images to load at a time, which defaults to 20. The
   * maximum is 500.
   *
   * @default 10
   */
  declare pageSize: number | null | undefined;
  /**
   * Maximum number of images to load automatically for a search, filter or sort that the cloud does not support. Defaults to 20,000.
   * With 0, only the first page is loaded. Beyond the limit, the picker says how many images it has searched and offers to continue.
   *
   * @default 20000
   */
  declare walkLimit: number | null;
  /** Seconds between reloads while an image is pending and the page is visible. Disabled by default. @default 0 */
  declare poll: number | null | undefined;
  /**
   * Display names for the IDs of locations, projects and providers: `{ '63f1c0de': 'Frankfurt' }`. They are shown in rows, filters and
   * details, and are included in searches. As an attribute, a JSON object.
   */
  declare idLabels: Readonly<Record<string, string>> | null | undefined;
  /** Memory available for a machine, in MiB. Images that need more cannot be selected. */
  declare availableMemory: number | null | undefined;
  /** Disk space available for a machine, in GiB. Images that need more cannot be selected. */
  declare availableDisk: number | null | undefined;
  /**
   * A function that returns `true` if an image can be selected, or `false` or a reason if it cannot. By default, images that are pending,
   * disabled, failed or deleted cannot be selected. With this function, they can if it returns `true`.
   */
  declare selectable: ((image: CloudImage) => boolean | string) | undefined;

  readonly #localize = new LocalizeController(this);
  readonly #query: ImageQuery = new ImageQuery(this, {
    source: () => this.#source,
    limits: () => this.#limits,
    inputs: () => ({
      pageSize: this.pageSize,
      grows: this.paging ? this.paging === 'scroll' : this.#interaction.isDropdown,
      walkLimit: this.walkLimit,
      labels: parseLabels(this.idLabels),
      language: this.#localize.locale.language,
    }),
    poll: () => this.poll ?? 0,
    chosen: () => this.values,
    loaded: (detail) => {
      prefetchStates();
      this.dispatchEvent(new CustomEvent('image-load', { detail, bubbles: true, composed: true }));
    },
    failed: (detail) => this.dispatchEvent(new CustomEvent('image-error', { detail, bubbles: true, composed: true })),
  });
  readonly #interaction: Interaction = new Interaction(this, {
    query: this.#query,
    messages: () => this.#localize.locale.messages,
    change: (values) => this.changeValues(values),
    showValidity: () => this.showValidity(),
    describe: () => this.#view && announcementOf(this.#view, states),
    panels,
  });
  readonly #rendered: RenderedRows = new RenderedRows(this, {
    rows: () => this.#query.images,
    list: () => this.#query.shown,
    // Several cards are side by side.
    height: () => (this.appearance === 'cards' ? 25 : this.density === 'compact' ? 30 : 40),
    isTyping: () => this.#interaction.isSearching,
  });
  #rows = 0;
  /** Why the part with the other states is needed. */
  #need = '';
  /** The attempt to load the part of a dropdown that a rendering has waited for. */
  #loading: Promise<void> | undefined;
  /** The latest rendered view. */
  #view: PickerView | undefined;

  constructor() {
    super();
    this.label = this.hint = '';
    this.appearance = 'list';
    this.density = 'comfortable';
    this.walkLimit = 20_000;
    // Load what a user may need next, in case the connection is lost later.
    for (const type of ['focusin', 'pointerenter']) this.addEventListener(type, prefetch, { once: true });
    // Without this, clicking a label would focus the first focusable element, which may be the button of a token.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  /** The provider to request images from. */
  protected abstract get cloud(): Provider | UnloadedProvider | undefined;

  /** The parameters of the provider, read from the properties of the same names. */
  protected get cloudParams(): Params {
    const { cloud } = this;
    return isUnloaded(cloud) ? {} : paramsOf(this, cloud);
  }

  /** The addresses to request images from. */
  protected get address(): Pick<ImageSource, 'endpoint' | 'proxy'> {
    return this;
  }

  /** The search text. @default '' */
  get search(): string {
    return this.#query.asked.text;
  }

  set search(text: string | null | undefined) {
    this.#query.ask({ text: text ?? '' });
  }

  /** Active filter values by filter ID: `{ os: 'windows', status: ['ready', 'pending'] }`. As an attribute, a JSON object. @default {} */
  get filters(): Filters {
    return this.#query.asked.filters;
  }

  set filters(filters: FiltersInput) {
    this.#query.ask({ filters: parseFilters(filters) });
  }

  /** The sort field and direction, such as `createdAt:desc`. Empty for the cloud's default order. @default '' */
  get sort(): string {
    return formatSort(this.#query.asked.sort);
  }

  set sort(sort: string | null | undefined) {
    this.#query.ask({ sort: parseSort(sort) });
  }

  /** The current state of the picker: `unconfigured`, `loading`, `ready` or `error`. */
  get state(): PickerState {
    return this.#query.state;
  }

  /** The images on the current page. @default [] */
  get images(): readonly CloudImage[] {
    return this.#query.images;
  }

  /** The number of matching images known so far. @default 0 */
  get total(): number {
    return this.#query.result?.total ?? 0;
  }

  /**
   * The selected images that have been loaded. An image that is on no loaded page is requested by its ID after the list has been
   * loaded, if the cloud supports that, and is missing from the array until then.
   *
   * @default []
   */
  get selectedImages(): readonly CloudImage[] {
    return this.#query.chosenImages;
  }

  /**
   * Reloads the images. The selection, the page, the search and the filters are kept. The images stay visible until the response
   * arrives, unless the credentials have changed since they were loaded, because the user may have changed, too.
   */
  reload(): void {
    this.#query.reload();
  }

  /** Moves focus to the search field, or to another control if there is none. */
  override focus(options?: FocusOptions): void {
    // Not with `delegatesFocus`: each press on plain text would focus the field, scroll the page and open the keyboard of a phone.
    (this.#interaction.find('#search') ?? this.#interaction.focusFallback)?.focus(options);
  }

  /** Removes the focus from the field. */
  override blur(): void {
    const { activeElement } = this.shadowRoot ?? {};
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }

  protected override problemOf(id: string): ValueProblem | undefined {
    const { catalog } = this.#query;
    if (catalog?.presence(id) === 'absent') return 'gone';
    const image = catalog?.get(id);
    return image && this.#query.unsuitability(image) !== undefined ? 'unusable' : undefined;
  }

  protected override get validityMessages(): FormMessages {
    return this.#localize.locale.messages;
  }

  protected override get validityAnchor(): HTMLElement | null {
    const picker = this.#interaction;
    // Firefox skips anchors that cannot be focused.
    return picker.find('.field input') ?? picker.find('#listbox') ?? picker.find('#search');
  }

  protected override firstUpdated(): void {
    if (this.autofocus && document.activeElement === document.body) this.focus();
  }

  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- As Lit declares it.
  protected override scheduleUpdate(): void | Promise<unknown> {
    const waits: Promise<void>[] = [];
    if (this.appearance === 'dropdown' && !dropdown.part) {
      // Only one rendering waits for each attempt.
      const loading = dropdown.load();
      if (loading !== this.#loading) waits.push(this.#load(dropdown));
      this.#loading = loading;
    }
    const { isServed } = this;
    // The first rendering waits a moment, so that the cloud can respond before it. Server-rendered content has no images yet.
    if (!this.hasUpdated) waits.push(this.#query.start(isServed), this.#localize.loading ?? Promise.resolve());
    if (waits.length === 0) return this.#updateWithStates();
    const loaded = Promise.all(waits);
    // Server-rendered content stays until then, and can be hydrated only if everything has loaded.
    return (isServed ? loaded : withinTime(loaded)).then(() => this.#updateWithStates());
  }

  /** If the part loads too late for the current update, it requests another one. */
  #load(part: Later<unknown>): Promise<void> {
    return part.load().then(() => this.requestUpdate());
  }

  /** While the other states load, the previous content stays. There is one attempt for each response. */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- As Lit declares it.
  #updateWithStates(): void | Promise<unknown> {
    const { failed } = this.#interaction.panels;
    const need =
      failed || needsStates(this.state, this.#query.result, this.#query.query) ? `${this.state.status} ${failed}` : '';
    const isNew = need !== this.#need;
    this.#need = need;
    if (!need || !isNew || states.part) return super.scheduleUpdate();
    return withinTime(this.#load(states)).then(() => void super.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.appearance === 'dropdown' && dropdown.part) {
      this.#interaction.useDropdown(dropdown.part, !changed.has('appearance'));
      this.addStyles(dropdown.part.styles);
    }
    if (panels.part && this.#interaction.panels.kind) this.addStyles(panels.part.styles);
    if (states.part) this.addStyles(states.part.styles);
    if (!onServer) this.#interaction.update(changed.has('appearance'));
  }

  protected override render(): TemplateResult {
    const view = (this.#view = viewOf(this, {
      query: this.#query,
      interaction: this.#interaction,
      locale: this.#localize.locale,
      invalid: this.userInvalid,
      rendered: this.#rendered.count,
    }));
    const loaded = { combobox: dropdown.part?.combobox, panel: panels.part?.panel, states };
    return pickerTemplate(view, this.#interaction, loaded, {
      label: this.label || (this.labels.length > 0 ? '' : view.messages.label),
      hint: this.hint ?? '',
      message: view.invalid ? this.validationMessage : '',
      announcement: this.#interaction.announcement,
    });
  }

  protected override updated(): void {
    const { states: flags } = this.internals;
    const { status } = this.state;
    const set = (name: string, on: boolean) => (on ? flags.add(name) : flags.delete(name));
    set('loading', status === 'loading');
    set('error', status === 'error');
    set('open', this.#interaction.open);
    if (panels.part && this.#view?.panel === undefined) this.#interaction.panels.forget();
    if (this.#view?.long) this.#interaction.find('.frame')?.style.setProperty('--_cells', tracksOf(this.#view.columns));
    this.#keepHeight();
  }

  /** Keeps the height of the page while another one is loading. */
  #keepHeight(): void {
    const { result, pageSize, query } = this.#query;
    if (!result || this.#view?.narrowed) return;
    const rows = Math.min(query.page > 1 ? pageSize : result.images.length, pageSize);
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#interaction.find('.frame')?.style.setProperty('--_rows', String(rows));
  }

  get #source(): ImageSource {
    const { cloud: provider, cloudParams: params, credentials, timeout } = this;
    const { endpoint, proxy } = this.address;
    return { provider, params, endpoint, proxy, credentials, timeout };
  }

  get #limits(): Limits {
    const { availableMemory, availableDisk, selectable } = this;
    return {
      memoryBytes: positive(availableMemory) ? availableMemory * MIB : undefined,
      diskBytes: positive(availableDisk) ? availableDisk * GIB : undefined,
      selectable,
    };
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'image-load': CustomEvent<CatalogResult>;
    'image-error': CustomEvent<ProviderError>;
    'image-sign-in': CustomEvent<ProviderError>;
  }
}
