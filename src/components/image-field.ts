import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { CatalogResult, Filters } from '../catalog/index.js';
import type { Limits } from '../catalog/suitability.js';
import type { ImageSource } from '../controllers/catalog-pool.js';
import type { FormMessages, ValueProblem } from '../controllers/form-value.js';
import { ImageQuery } from '../controllers/image-query.js';
import type { PickerState } from '../controllers/picker-state.js';
import { LocalizeController } from '../controllers/localize.js';
import { onServer } from '../controllers/on-server.js';
import { isUnloaded, type UnloadedProvider } from '../providers/built-in.js';
import type { CredentialsOption } from '../providers/credentials.js';
import type { ProviderError } from '../providers/errors.js';
import type { CloudImage } from '../providers/image.js';
import type { Params, Provider } from '../providers/provider.js';
import { GIB, MIB } from '../providers/wire.js';
import { cards } from '../styles/cards.js';
import { controls } from '../styles/controls.js';
import { list } from '../styles/list.js';
import { marks } from '../styles/marks.js';
import { states } from '../styles/states.js';
import { tokens } from '../styles/tokens.js';
import { formatSort, parseSort } from '../catalog/sort.js';
import { jsonConverter, paramsOf, parseFilters, parseLabels, type FiltersInput } from './attributes.js';
import { FormControl } from './form-control.js';
import { dropdown, panels, withinTime } from './later.js';
import { Interaction } from '../interaction/interaction.js';
import { announcementOf } from './templates/announcement.js';
import { pickerTemplate } from './templates/picker.js';
import { viewOf } from './view-of.js';
import type { PickerView } from './templates/view.js';

const positive = (value: number | null | undefined): value is number => typeof value === 'number' && value > 0;

/**
 * The form field that every picker is. Its subclasses say which cloud it asks, and with which parameters.
 *
 * @attr {string} form - The id of the form that the field belongs to.
 *
 * @slot label - The label, instead of the attribute.
 * @slot hint - A hint below the label, instead of the attribute.
 * @slot toolbar - More controls, after the filters. Their `input` and `change` events pass through the picker: tell them from its own
 *   by `event.target`.
 * @slot empty - What to show where the cloud has no images.
 * @slot error - What to show instead of the built-in words for an error.
 *
 * @fires {Event} input - The person has changed the value.
 * @fires {Event} change - The person has changed the value.
 * @fires {CustomEvent<CatalogResult>} image-load - Images have been loaded, or found.
 * @fires {CustomEvent<ProviderError>} image-error - The cloud could not be asked; `detail` says why. It holds no credential.
 * @fires {CustomEvent<ProviderError>} image-sign-in - The person wants to sign in again. Prevent the default, sign in, and set new
 *   credentials or call `reload()`; otherwise the credentials function is asked again.
 *
 * @csspart label - The label.
 * @csspart hint - The hint.
 * @csspart frame - Everything below label and hint; in a dropdown, the popup.
 * @csspart field - The field of a dropdown.
 * @csspart toolbar - The line above the images.
 * @csspart search - The search field.
 * @csspart facet - The filter in the toolbar.
 * @csspart sort - What the images are sorted by, where there are no headings.
 * @csspart filter-button - The button that opens the filters.
 * @csspart chips - What is filtered by.
 * @csspart chip - One value that is filtered by.
 * @csspart notice - A line about what is missing, or has failed.
 * @csspart progress - How much has been read.
 * @csspart results - What the list scrolls in.
 * @csspart list - The headings and the listbox.
 * @csspart columns - The row of headings.
 * @csspart column - A heading, which sorts.
 * @csspart listbox - The options.
 * @csspart option - One image.
 * @csspart option-selected - An image that is chosen.
 * @csspart option-disabled - An image that cannot be chosen.
 * @csspart mark - The mark of an image, which tells its system; also `mark-ubuntu`, `mark-debian` and so on.
 * @csspart name - The name of an image.
 * @csspart match - What the search has found in it.
 * @csspart places - Where an image is, in the portal's words (`id-labels`).
 * @csspart meta - The facts of an image.
 * @csspart flag - The status of an image that is not ready.
 * @csspart cell - One fact of an image.
 * @csspart note - A line below the facts: the parts `reason`, `problem` and `id` tell which.
 * @csspart reason - Why an image cannot be chosen.
 * @csspart problem - Why an image failed.
 * @csspart id - The id of an image that was found by it.
 * @csspart peek - What opens the details of an image with a pointer.
 * @csspart check - The check of an image that is chosen.
 * @csspart panel - What lies beside the images or in their place: the parts `filters` and `details` tell which.
 * @csspart filters - The filters.
 * @csspart filter - One filter with its values.
 * @csspart details - The details of an image.
 * @csspart problem-details - The failure of an image, in full.
 * @csspart message - Why the value is not valid, once the person has been told.
 * @csspart state - What stands in the place of the images: nothing found, an error.
 * @csspart empty - The state where there is nothing to show.
 * @csspart error - A failure, in whichever place.
 * @csspart bar - The line below the images.
 * @csspart choice - What is chosen.
 * @csspart value - The name of the chosen image.
 * @csspart count - How many images there are.
 * @csspart pager - The buttons that turn pages.
 * @csspart token - One chosen image.
 * @csspart button - Any button.
 *
 * @cssprop [--image-picker-font=0.875rem / 1.4 system-ui, sans-serif] - Size, line height and family of the text.
 * @cssprop [--image-picker-font-mono=ui-monospace, 'Cascadia Code', Menlo, monospace] - Family of ids in the details, and of the raw response.
 * @cssprop [--image-picker-color-text=light-dark(#161b24, #e6e9ef)] - Text.
 * @cssprop [--image-picker-color-muted=light-dark(#566072, #a1aaba)] - Secondary text: facts, headings, images that cannot be selected.
 * @cssprop [--image-picker-color-surface=light-dark(#fff, #15191f)] - Background of the field, its controls and panels.
 * @cssprop [--image-picker-color-raised=light-dark(#f4f6f9, #1e232b)] - Background of the row under the pointer, chips, tokens and raw text.
 * @cssprop [--image-picker-color-border=light-dark(#dde1e8, #323a47)] - Lines that only divide.
 * @cssprop [--image-picker-color-control=light-dark(#858e9f, #717b8d)] - Borders of controls.
 * @cssprop [--image-picker-color-accent=light-dark(#1d5bd0, #85b2ff)] - Focus rings, checks, links and the primary button.
 * @cssprop [--image-picker-color-accent-text=light-dark(#fff, #0b1830)] - Text on the accent colour.
 * @cssprop [--image-picker-color-selected=light-dark(#eaf1fe, #1a2945)] - Background of a selected image.
 * @cssprop [--image-picker-color-match=light-dark(#ffe9a8, #594a15)] - Background of text that the search found.
 * @cssprop [--image-picker-color-warning=light-dark(#855300, #f0b955)] - Status of a pending image, and icons of notices.
 * @cssprop [--image-picker-color-warning-surface=light-dark(#fff6e3, #302510)] - Background of a notice that something is missing.
 * @cssprop [--image-picker-color-danger=light-dark(#b3232c, #ff9892)] - Failures, and values that are not valid.
 * @cssprop [--image-picker-color-danger-surface=light-dark(#fdefee, #381b1d)] - Background of a failure.
 * @cssprop [--image-picker-shadow=0 10px 30px rgb(0 0 0 / 18%)] - Shadow of popups.
 * @cssprop [--image-picker-radius=8px] - Radius of the corners of the frame; those within it are smaller.
 * @cssprop [--image-picker-space=0.5rem] - Space between and around what is in the frame.
 * @cssprop [--image-picker-control-height=2rem] - Minimum height of controls.
 * @cssprop [--image-picker-row-height=2.5rem] - Minimum height of a row.
 * @cssprop [--image-picker-list-height=26rem] - Maximum height of a list that scrolls.
 *
 * @cssstate loading - The cloud is being asked.
 * @cssstate error - The last question failed.
 * @cssstate open - The popup of a dropdown is open.
 * @cssstate user-invalid - The value is not valid, and the person has been told.
 */
export abstract class ImageField extends FormControl {
  static override styles = [tokens, controls, marks, list, cards, states];
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

  /** What the field asks for. By default the text of a `<label>` for it, or `Image`. @default '' */
  declare label: string | null;
  /** A sentence below the label. @default '' */
  declare hint: string | null;
  /**
   * `list` (default) shows the images in the page, one below the other; `cards` side by side, for up to some 60 images; `dropdown` in a
   * popup of a field.
   *
   * @default 'list'
   */
  declare appearance: 'list' | 'cards' | 'dropdown';
  /** `comfortable` (default) or `compact`. @default 'comfortable' */
  declare density: 'comfortable' | 'compact';
  /** The cloud's base address, without the path of the API: `https://workspace.eu-west-101.myhuaweicloud.eu`. */
  declare endpoint: string | null | undefined;
  /** The address of a proxy that adds the credentials; wins over `endpoint`. */
  declare proxy: string | null | undefined;
  /**
   * A token (for Hostway a user name and password), or a function that returns one or a promise of one. The function is
   * asked once for all requests, and once more, with `refresh`, when the cloud refuses what it gave.
   */
  declare credentials: CredentialsOption | undefined;
  /** Seconds until the cloud must have begun to answer; 15 by default. @default 15 */
  declare timeout: number | null | undefined;
  /**
   * `pages` (default of a list) turns pages, `scroll` (default of a dropdown) reads on when the list is scrolled near its end; after 500
   * images a button does.
   */
  declare paging: 'pages' | 'scroll' | null | undefined;
  /**
   * Images on a page, 10 by default; where the list is scrolled, images that are read at a time, 20 by default. At most 500.
   *
   * @default 10
   */
  declare pageSize: number | null | undefined;
  /**
   * Images that are read unasked at most, to answer what the cloud cannot; 20,000 by default. With 0 only the first page is: the
   * picker says what was searched, and offers to go on.
   *
   * @default 20000
   */
  declare walkLimit: number | null;
  /** Seconds after which to look again while an image is pending and the page is visible; never by default. @default 0 */
  declare poll: number | null | undefined;
  /**
   * What a person knows the ids of locations, projects and providers by: `{ '63f1c0de': 'Frankfurt' }`. They stand in the rows, the
   * filters and the details, and are searched. As an attribute in JSON.
   */
  declare idLabels: Readonly<Record<string, string>> | null | undefined;
  /** Memory that there is for a machine, in MiB. An image that needs more cannot be chosen. */
  declare availableMemory: number | null | undefined;
  /** Disk space that there is for a machine, in GiB. An image that needs more cannot be chosen. */
  declare availableDisk: number | null | undefined;
  /**
   * Whether an image can be chosen: `true`, or the reason why not. Without it, images that are pending, disabled, failed or deleted
   * cannot; with it, they can where it says `true`.
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
    loaded: (detail) => this.dispatchEvent(new CustomEvent('image-load', { detail, bubbles: true, composed: true })),
    failed: (detail) => this.dispatchEvent(new CustomEvent('image-error', { detail, bubbles: true, composed: true })),
  });
  readonly #interaction: Interaction = new Interaction(this, {
    query: this.#query,
    messages: () => this.#localize.locale.messages,
    change: (values) => this.changeValues(values),
    showValidity: () => this.showValidity(),
    news: () => this.#view && announcementOf(this.#view),
    panels,
  });
  #rows = 0;
  /** As it was rendered last. */
  #view: PickerView | undefined;

  constructor() {
    super();
    this.label = this.hint = '';
    this.appearance = 'list';
    this.density = 'comfortable';
    this.walkLimit = 20_000;
    // A label's click has gone to the first thing that takes the focus, which may be a token's button.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  /** The cloud that is asked. */
  protected abstract get cloud(): Provider | UnloadedProvider | undefined;

  /** The parameters of the cloud, each a property of its name. */
  protected get cloudParams(): Params {
    const { cloud } = this;
    return isUnloaded(cloud) ? {} : paramsOf(this, cloud);
  }

  /** Where the cloud is asked. */
  protected get address(): Pick<ImageSource, 'endpoint' | 'proxy'> {
    return this;
  }

  /** The words that are searched for. @default '' */
  get search(): string {
    return this.#query.asked.text;
  }

  set search(text: string | null | undefined) {
    this.#query.ask({ text: text ?? '' });
  }

  /** Chosen values by filter id: `{ os: 'windows', status: ['ready', 'pending'] }`. As an attribute in JSON. @default {} */
  get filters(): Filters {
    return this.#query.asked.filters;
  }

  set filters(filters: FiltersInput) {
    this.#query.ask({ filters: parseFilters(filters) });
  }

  /** Column and direction, `createdAt:desc`; empty for the cloud's own order. @default '' */
  get sort(): string {
    return formatSort(this.#query.asked.sort);
  }

  set sort(sort: string | null | undefined) {
    this.#query.ask({ sort: parseSort(sort) });
  }

  /** What is shown, as one of a closed set of states. */
  get state(): PickerState {
    return this.#query.state;
  }

  /** The images on the page that is shown. @default [] */
  get images(): readonly CloudImage[] {
    return this.#query.images;
  }

  /** How many images match, as far as that is known. @default 0 */
  get total(): number {
    return this.#query.result?.total ?? 0;
  }

  /**
   * What is known of the chosen images. One that no page has contained is asked for by its id, if the cloud can be asked so, once the
   * list is there; until then it is not among them.
   *
   * @default []
   */
  get selectedImages(): readonly CloudImage[] {
    return this.#query.chosenImages;
  }

  /**
   * Asks the cloud anew. The choice, the page and what is searched for stay; so do the images until the answer comes, unless the
   * credentials are others than those that they came with: then another person may be looking.
   */
  reload(): void {
    this.#query.reload();
  }

  /**
   * Goes to the search field. The shadow root does not delegate the focus to it: then every press on plain text would go there, select
   * nothing, scroll the page, and bring up the keyboard of a phone.
   */
  override focus(options?: FocusOptions): void {
    (this.#interaction.find('#search') ?? this.#interaction.heir)?.focus(options);
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
    // Firefox passes over what cannot have the focus.
    return picker.find('.field input') ?? picker.find('#listbox') ?? picker.find('#search');
  }

  protected override firstUpdated(): void {
    if (this.autofocus && document.activeElement === document.body) this.focus();
  }

  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- As Lit declares it.
  protected override scheduleUpdate(): void | Promise<unknown> {
    const waits: Promise<void>[] = [];
    // If it comes too late for this update, it has one of its own.
    if (this.appearance === 'dropdown' && !dropdown.part) waits.push(dropdown.load().then(() => this.requestUpdate()));
    // The first rendering takes its time, in which the cloud can answer.
    if (!this.hasUpdated) waits.push(this.#query.start(), this.#localize.loading ?? Promise.resolve());
    return waits.length > 0 ? withinTime(Promise.all(waits)).then(() => this.#update()) : this.#update();
  }

  #update(): void {
    // What a server has rendered stays until there is something in its place.
    if (!this.hasUpdated) this.shadowRoot?.replaceChildren();
    if (this.appearance === 'dropdown' && dropdown.part) {
      this.#interaction.useDropdown(dropdown.part);
      this.addStyles(dropdown.part.styles);
    }
    if (panels.part && this.#interaction.panels.kind) this.addStyles(panels.part.styles);
    void super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!onServer) this.#interaction.update(changed.has('appearance'));
  }

  protected override render(): TemplateResult {
    const view = (this.#view = viewOf(this, {
      query: this.#query,
      interaction: this.#interaction,
      locale: this.#localize.locale,
      invalid: this.userInvalid,
    }));
    const loaded = { combobox: dropdown.part?.combobox, panel: panels.part?.panel };
    return pickerTemplate(view, this.#interaction, loaded, {
      label: this.label || (this.labels.length > 0 ? '' : view.messages.label),
      hint: this.hint ?? '',
      message: view.invalid ? this.validationMessage : '',
      announcement: this.#interaction.announcement,
    });
  }

  protected override updated(): void {
    const { states } = this.internals;
    const { status } = this.state;
    const set = (name: string, on: boolean) => (on ? states.add(name) : states.delete(name));
    set('loading', status === 'loading');
    set('error', status === 'error');
    set('open', this.#interaction.open);
    if (panels.part && this.#view?.panel === undefined) this.#interaction.panels.forget();
    this.#keepHeight();
  }

  /** A page keeps its height while another one is looked for. */
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
