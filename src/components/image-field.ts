import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { CloudImage } from '../providers/image.js';
import { Announcer } from '../controllers/announcer.js';
import { copyText } from '../controllers/clipboard.js';
import { pressInCombobox, submitImplicitly } from '../controllers/combobox.js';
import { DropdownController } from '../controllers/dropdown.js';
import { FocusKeeper } from '../controllers/focus-keeper.js';
import { ListboxController, type ChooseMode } from '../controllers/listbox.js';
import { LocalizeController } from '../controllers/localize.js';
import { Selection } from '../controllers/selection.js';
import type { Messages } from '../locales/en.js';
import { controls } from '../styles/controls.js';
import { details } from '../styles/details.js';
import { list } from '../styles/list.js';
import { states } from '../styles/states.js';
import { tokens } from '../styles/tokens.js';
import { ImageQueryControl } from './image-query-control.js';
import { newsOf } from './templates/news.js';
import { pageCount } from './templates/footer.js';
import { pickerTemplate } from './templates/picker.js';
import type { PickerActions, PickerView } from './templates/view.js';

/**
 * The form field that every picker is. Its subclasses say which cloud it asks, and with which parameters.
 *
 * @slot label - The label, instead of the attribute.
 * @slot hint - A hint below the label, instead of the attribute.
 * @slot toolbar - More controls, after the filters.
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
 * @csspart combobox - The field of a dropdown.
 * @csspart toolbar - Search and filters.
 * @csspart search - The search field.
 * @csspart filter - A filter with its label.
 * @csspart select - A native select.
 * @csspart chips - What is filtered by.
 * @csspart chip - One value that is filtered by.
 * @csspart list - The headings and the listbox.
 * @csspart columns - The row of headings.
 * @csspart column - A heading, which sorts.
 * @csspart listbox - The options.
 * @csspart option - One image.
 * @csspart option-selected - An image that is chosen.
 * @csspart option-disabled - An image that cannot be chosen.
 * @csspart mark - The mark of an option that shows whether it is chosen.
 * @csspart name - The name of an image.
 * @csspart id - The id below a name.
 * @csspart cell - A further column of an image.
 * @csspart status - The status of an image.
 * @csspart reason - Why an image cannot be chosen.
 * @csspart problem - Why an image failed.
 * @csspart details - The details of the active image.
 * @csspart details-summary - What opens them.
 * @csspart problem-details - The failure of an image, in full.
 * @csspart message - Why the value is not valid, once the person has been told.
 * @csspart notice - A line about progress, or about what is missing.
 * @csspart state - What stands in the place of the list: nothing found, an error.
 * @csspart empty - The state where there is nothing to show.
 * @csspart error - A failure, in whichever place.
 * @csspart footer - Position, page size and pager.
 * @csspart pager - The buttons that turn pages.
 * @csspart choice - What is chosen.
 * @csspart token - One chosen image.
 * @csspart button - Any button.
 *
 * @cssstate loading - The cloud is being asked.
 * @cssstate error - The last question failed.
 * @cssstate open - The popup of a dropdown is open.
 * @cssstate user-invalid - The value is not valid, and the person has been told.
 */
export abstract class ImageField extends ImageQueryControl {
  static override styles = [tokens, controls, list, details, states];
  static override properties: PropertyDeclarations = {
    label: {},
    hint: {},
    appearance: { reflect: true },
    density: { reflect: true },
  };

  /** What the field asks for. By default the text of a `<label>` for it, or `Image`. */
  declare label: string | null;
  /** A sentence below the label. */
  declare hint: string | null;
  /** `list` (default) shows the images in the page, `dropdown` in a popup of a field. */
  declare appearance: 'list' | 'dropdown';
  /** `comfortable` (default) or `compact`. */
  declare density: 'comfortable' | 'compact';

  readonly #localize = new LocalizeController(this);
  readonly #dropdown = new DropdownController(this, {
    anchor: () => this.#find('#combobox'),
    popup: () => this.#find('#popup'),
    closed: () => (this.search = ''),
  });
  readonly #selection = new Selection({
    values: () => this.values,
    change: (values) => this.#change(values),
    multiple: () => this.multiple,
    images: () => this.images,
    selectable: (image) => this.unsuitability(image) === undefined,
  });
  readonly #listbox = new ListboxController(this, {
    images: () => this.images,
    isChosen: ({ id }) => this.values.includes(id),
    choose: (image, mode) => this.#chooseByKey(image, mode),
    chooseAll: () => this.#actions.chooseAll(),
    turn: (by) => this.#turnTo((this.result?.page ?? 1) + by),
    option: () => this.#find('.option.active'),
  });
  readonly #announcer = new Announcer(this, () => newsOf(this.#view));
  readonly #actions: PickerActions = {
    search: (text) => (this.search = text),
    filter: (id, values) => (this.filters = { ...this.filters, [id]: values }),
    fit: (only) => (this.onlyFitting = only),
    clear: () => this.#clear(),
    sort: (field) => this.sortBy(field),
    turnTo: (page) => this.#turnTo(page),
    resize: (size) => (this.pageSize = size),
    choose: (image, mode) => this.#choose(image, mode),
    chooseAll: () => this.#chooseAll(),
    remove: (id) => this.#selection.remove(id),
    removeAll: () => this.#change([]),
    press: (event) => this.#press(event),
    toggle: (open = !this.#dropdown.open) => this.#toggle(open),
    reload: () => {
      this.#announcer.listen();
      this.reload();
    },
    resume: () => this.#tryAgain(),
    signIn: () => this.#signIn(),
    stop: () => this.stop(),
    copy: (id) => void this.#copy(id),
    enter: () => this.#find('#listbox')?.focus(),
  };
  #copied = '';
  /** The list that was shown last. */
  #shown = '';

  constructor() {
    super();
    new FocusKeeper(this, () => this.#find('#listbox[tabindex="0"]') ?? this.#find('#search'));
    this.label = this.hint = '';
    this.appearance = 'list';
    this.density = 'comfortable';
    // A label's click has gone to the first thing that takes the focus, which may be a token's button.
    this.addEventListener('click', (event) => {
      if (event.composedPath()[0] === this) this.focus();
    });
  }

  override focus(options?: FocusOptions): void {
    const field = this.#find('#search');
    if (field) field.focus(options);
    else super.focus(options);
  }

  protected override get language(): string {
    return this.#localize.locale.language;
  }

  protected override get validityMessages(): Messages {
    return this.#localize.locale.messages;
  }

  protected override get validityAnchor(): HTMLElement | null {
    // Firefox passes over what cannot have the focus.
    return this.#find('.combobox input') ?? this.#find('#listbox') ?? this.#find('#search');
  }

  protected override render(): TemplateResult {
    return pickerTemplate(this.#view, this.#actions, {
      label: this.label || (this.labels.length > 0 ? '' : this.#localize.locale.messages.label),
      hint: this.hint ?? '',
      message: this.internals.states.has('user-invalid') ? this.validationMessage : '',
      announcement: this.#announcer.text,
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.isDisabled) this.#dropdown.hide();
    super.willUpdate(changed);
    // Another question, another list: it is read from its top, unless the keyboard is on its way to another end of it.
    if (this.shownList !== this.#shown) this.#find('.list')?.scrollTo({ top: 0 });
    this.#shown = this.shownList;
  }

  protected override updated(): void {
    const { states } = this.internals;
    const { status } = this.state;
    const set = (name: string, on: boolean) => (on ? states.add(name) : states.delete(name));
    set('loading', status === 'loading');
    set('error', status === 'error');
    set('open', this.#dropdown.open);
  }

  /** There is no shadow root before the element is in a document. */
  #find(selector: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  get #view(): PickerView {
    const { catalog, query, multiple, images } = this;
    const { locale } = this.#localize;
    const listbox = this.#listbox;
    const labels = Array.from(this.labels, ({ textContent }) => textContent.trim()).filter(Boolean);
    const slotted = this.querySelector(':scope > [slot=label]')?.textContent.trim();
    return {
      ...locale,
      provider: this.source.provider ?? catalog?.source.provider,
      state: this.state,
      result: this.result,
      query,
      choices: this.values.map((id) => ({ id, image: catalog?.get(id), presence: this.presence(id) })),
      name: this.label || slotted || labels.join(' ') || locale.messages.label,
      dropdown: this.appearance === 'dropdown',
      open: this.#dropdown.open,
      multiple,
      disabled: this.isDisabled,
      required: this.required,
      invalid: this.internals.states.has('user-invalid'),
      active: listbox.active,
      slow: this.freshness.slow,
      stale: this.stale,
      offline: !navigator.onLine,
      limited: this.limited,
      selectableCount: multiple ? this.#selectable.length : 0,
      reason: (image) => this.#reason(image),
      copied: this.#copied !== '' && images[listbox.active]?.id === this.#copied,
    };
  }

  /** What "select all" chooses: every match, or those on this page where not every match is known. */
  get #selectable(): readonly CloudImage[] {
    const images = this.catalog?.matches(this.query) ?? this.images;
    return this.limited ? images.filter((image) => this.unsuitability(image) === undefined) : images;
  }

  #reason(image: CloudImage): string | undefined {
    const { messages } = this.#localize.locale;
    const reason = this.unsuitability(image);
    if (reason === undefined) return undefined;
    return typeof reason === 'object' ? messages.unsuitable(reason) : reason || messages.notSelectable;
  }

  #turnTo(page: number): boolean {
    const { result } = this;
    return this.turnTo(page, result ? pageCount(result, this.query.pageSize) : 1);
  }

  #change(values: readonly string[]): void {
    this.changeValues(values);
    // Of a single one the option, or the field, says itself that it is chosen.
    if (this.multiple) this.#announcer.say(this.#localize.locale.messages.chosen(values.length));
  }

  #choose(image: CloudImage, mode: ChooseMode): void {
    if (this.isDisabled) return;
    const from = this.images[this.#listbox.active];
    this.#listbox.activate(image);
    this.#selection.choose(image, mode, from);
    if (!this.multiple && this.value === image.id) this.#dropdown.hide();
  }

  /** Enter after the last letter of a search means what will be found, not what is still shown of the search before. */
  #chooseByKey(image: CloudImage, mode: ChooseMode): void {
    if (!(this.#dropdown.open && this.stale)) this.#choose(image, mode);
  }

  #chooseAll(): boolean {
    if (!this.multiple || this.isDisabled || this.stale) return false;
    this.#selection.add(this.#selectable);
    return true;
  }

  #press(event: KeyboardEvent): void {
    if (this.appearance !== 'dropdown') {
      this.#listbox.press(event, false);
      return;
    }
    pressInCombobox(event, {
      open: this.#dropdown.open,
      toggle: (open) => this.#toggle(open),
      submit: () => {
        submitImplicitly(this.form);
        this.tell();
      },
      takeBack: () => {
        if (this.multiple && !this.search && this.values.length > 0) this.#change(this.values.slice(0, -1));
      },
      press: (pressed) => this.#listbox.press(pressed, true),
    });
  }

  #toggle(open: boolean): void {
    this.#find('#search')?.focus();
    if (open && !this.isDisabled) this.#dropdown.show();
    else this.#dropdown.hide();
  }

  #clear(): void {
    this.search = '';
    this.filters = {};
    this.onlyFitting = false;
    this.#find('#search')?.focus();
  }

  #signIn(): void {
    const { state } = this;
    if (state.status !== 'error') return;
    const init = { detail: state.error, bubbles: true, composed: true, cancelable: true };
    if (this.dispatchEvent(new CustomEvent('image-sign-in', init))) this.#tryAgain();
  }

  #tryAgain(): void {
    this.#announcer.listen();
    this.resume();
  }

  async #copy(id: string): Promise<void> {
    if (!(await copyText(id, this.#find('.details code')))) return;
    this.#copied = id;
    this.#announcer.say(this.#localize.locale.messages.copied);
    this.requestUpdate();
  }
}
