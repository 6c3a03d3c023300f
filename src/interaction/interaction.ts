import type { LitElement } from 'lit';
import { Announcer } from '../controllers/announcer.js';
import { copyText } from './clipboard.js';
import type { pressInCombobox, submitImplicitly } from './combobox.js';
import type { Dropdown } from '../controllers/dropdown.js';
import { FocusKeeper, focusFallbackIn } from '../controllers/focus-keeper.js';
import type { ImageQuery } from '../controllers/image-query.js';
import { ListEnd } from '../controllers/list-end.js';
import { ListboxController, type ChooseMode } from '../controllers/listbox.js';
import { isFocusElsewhere } from '../controllers/tree.js';
import { Panels, type PanelOptions } from './panels.js';
import { Selection } from './selection.js';
import { Subject } from './subject.js';
import { TextDrag } from './text-drag.js';
import type { Messages } from '../locales/messages.js';
import type { CloudImage } from '../providers/image.js';
import { parseSort } from '../catalog/sort.js';
import type { PickerActions } from './actions.js';

/** The field that the user operates. */
export type InteractiveField = LitElement & {
  readonly values: readonly string[];
  readonly multiple: boolean;
  readonly appearance: string;
  readonly form: HTMLFormElement | null;
};

export interface InteractionOptions {
  readonly query: ImageQuery;
  readonly messages: () => Messages;
  /** The user has changed the selection: changes the value, and notifies the page. */
  readonly change: (values: readonly string[]) => void;
  /** Shows the error if the value is invalid. */
  readonly showValidity: () => void;
  /** The announcement of the state; `undefined` if there is nothing new. */
  readonly describe: () => string | undefined;
  /** Filters and details, which load when they are needed. */
  readonly panels: PanelOptions['part'];
}

/** What a dropdown needs in addition. */
export interface DropdownParts {
  readonly Dropdown: typeof Dropdown;
  readonly pressInCombobox: typeof pressInCombobox;
  readonly submitImplicitly: typeof submitImplicitly;
}

/** Handles the user's keyboard and pointer input. */
export class Interaction implements PickerActions {
  readonly listbox: ListboxController;
  readonly panels: Panels;
  readonly #field: InteractiveField;
  readonly #options: InteractionOptions;
  readonly #query: ImageQuery;
  #dropdown: Dropdown | undefined;
  #parts: DropdownParts | undefined;
  readonly #selection: Selection;
  readonly #announcer: Announcer;
  readonly #drag = new TextDrag();
  readonly #subject: Subject;
  /** The text that was copied last. */
  copied = '';
  /** The field in which a word is being composed. */
  #composing: Element | null | undefined;
  /** The list that was shown last. */
  #shown = '';

  constructor(field: InteractiveField, options: InteractionOptions) {
    const { query } = options;
    this.#field = field;
    this.#options = options;
    this.#query = query;
    // Before the listbox, which scrolls to its active option.
    field.addController({
      hostUpdated: () => this.#dropdown?.update(),
      hostDisconnected: () => this.#dropdown?.hide(),
    });
    this.#selection = new Selection({
      values: () => field.values,
      change: (values) => this.#change(values),
      multiple: () => field.multiple,
      images: () => query.images,
      selectable: (image) => query.unsuitability(image) === undefined,
    });
    this.listbox = new ListboxController(field, {
      images: () => query.images,
      list: () => query.shown,
      isChosen: ({ id }) => field.values.includes(id),
      choose: (image, mode) => this.#chooseByKey(image, mode),
      chooseAll: () => this.chooseAll(),
      isStale: () => query.stale,
      turn: (by) => query.turnTo(query.page + by),
      grows: () => query.grows,
      isGrid: () => field.appearance === 'cards',
      showDetails: () => this.panels.toggle('details', true),
      option: () => this.find('.option.active'),
      scroller: () => this.find('.results'),
    });
    this.#announcer = new Announcer(field, options.describe);
    new FocusKeeper(field, () => this.focusFallback);
    new ListEnd(field, {
      end: () => this.find('.sentinel'),
      scroller: () => this.find('.results'),
      reached: () => this.more(),
    });
    const chosen = () => (field.multiple ? undefined : field.values[0]);
    this.#subject = new Subject({ query, listbox: this.listbox, chosen });
    this.panels = new Panels({
      subject: this.#subject,
      find: (selector) => this.find(selector),
      focused: () => this.#focused,
      isFocusElsewhere: () => isFocusElsewhere(field),
      part: options.panels,
      update: () => field.requestUpdate(),
      updated: () => field.updateComplete,
      focusFallback: () => this.focusFallback,
    });
  }

  /** Receives the focus when the focused element is gone. */
  get focusFallback(): HTMLElement | null {
    return focusFallbackIn((selector) => this.find(selector));
  }

  /**
   * Adds support for dropdowns.
   *
   * @param continues - the field was a list until its parts had loaded: a search in that list continues in the popup
   */
  useDropdown(parts: DropdownParts, continues: boolean): void {
    // A word that is being composed would be lost with its field.
    if (this.#parts || this.composing) return;
    this.#parts = parts;
    this.#dropdown = new parts.Dropdown(this.#field, {
      anchor: () => this.find('#field'),
      popup: () => this.find('#popup'),
      closed: () => {
        this.panels.close();
        this.#query.ask({ text: '' });
        void this.#field.updateComplete.then(() => this.#selectName());
      },
    });
    if (continues && this.isSearching) this.toggle(true);
  }

  /** Until its parts have been loaded, a dropdown is a list. */
  get isDropdown(): boolean {
    return this.#parts !== undefined && this.#field.appearance === 'dropdown';
  }

  /** The popup of a dropdown is open. */
  get open(): boolean {
    return this.#dropdown?.open === true;
  }

  /** The announced text. */
  get announcement(): string {
    return this.#announcer.text;
  }

  /** The search field has the focus. */
  get isSearching(): boolean {
    return this.#focused?.id === 'search';
  }

  get #focused(): Element | null {
    return this.#field.shadowRoot?.activeElement ?? null;
  }

  /** A word is being composed in the search field. If the focus has been lost, the word has been too. */
  get composing(): boolean {
    return !!this.#composing && this.#composing === this.#focused;
  }

  /** What "select all" selects: every match, or those on this page if not every match is known. */
  get selectable(): readonly CloudImage[] {
    const query = this.#query;
    const images = (query.result && query.catalog?.matches(query.query)) ?? query.images;
    return images.filter((image) => query.unsuitability(image) === undefined);
  }

  /** Call this before each rendering. */
  update(appearanceChanged: boolean): void {
    if (this.#isDisabled || appearanceChanged) this.#dropdown?.hide();
    if (this.#query.shown === this.#shown) return;
    this.#shown = this.#query.shown;
    // Another query, another list.
    this.#selection.restart();
  }

  /** There is no shadow root before the element is in a document. */
  find(selector: string): HTMLElement | null {
    return this.#field.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  readonly search: PickerActions['search'] = (text) => {
    this.#composing = undefined;
    if (this.isDropdown) {
      // They would cover the results.
      this.panels.close();
      this.toggle(true);
    }
    this.#query.ask({ text });
  };

  readonly compose = (): void => {
    this.#composing = this.#focused;
  };

  readonly filter: PickerActions['filter'] = (id, values) => {
    this.#query.ask({ filters: { ...this.#query.asked.filters, [id]: values } });
  };

  readonly fit: PickerActions['fit'] = (onlyFitting) => {
    this.#query.ask({ onlyFitting });
  };

  readonly clear = (): void => {
    this.#query.ask({ text: '', filters: {}, onlyFitting: false, onlyChosen: undefined });
    if (!this.panels.kind) this.focus();
  };

  readonly sort: PickerActions['sort'] = (field) => {
    this.#query.sortBy(field);
  };

  readonly turnTo: PickerActions['turnTo'] = (page) => {
    this.#query.turnTo(page);
  };

  readonly sortBy: PickerActions['sortBy'] = (sort) => {
    this.#query.ask({ sort: parseSort(sort) });
  };

  readonly more = (): void => {
    if (this.#query.state.status === 'ready') this.#query.turnTo(this.#query.page + 1);
  };

  readonly mouseDown: PickerActions['mouseDown'] = (event) => {
    if (this.panels.kind === 'filters') this.panels.close();
    this.#drag.begin(event);
  };

  readonly click: PickerActions['click'] = (image, event) => {
    if (!this.#drag.hasSelected(event)) this.#choose(image, event.shiftKey ? 'range' : 'toggle');
  };

  readonly chooseAll = (): boolean => {
    if (!this.#field.multiple || this.#isDisabled) return false;
    if (!this.#query.stale) this.#selection.addAll(this.selectable);
    return true;
  };

  readonly remove: PickerActions['remove'] = (id) => {
    this.#selection.remove(id);
  };

  readonly removeAll = (): void => {
    this.#change([]);
  };

  readonly press: PickerActions['press'] = (event) => {
    const { multiple, values } = this.#field;
    const parts = this.#parts;
    if (event.key === 'Escape' && this.panels.kind) {
      event.preventDefault();
      event.stopPropagation();
      this.panels.close();
      return;
    }
    if (!parts || !this.isDropdown) {
      this.listbox.press(event, false);
      return;
    }
    parts.pressInCombobox(event, {
      open: this.open,
      toggle: this.toggle,
      submit: () => {
        parts.submitImplicitly(this.#field.form);
        this.#options.showValidity();
      },
      removeLast: () => {
        if (multiple && !this.#query.asked.text && values.length > 0) this.#change(values.slice(0, -1));
      },
      press: (pressed) => this.listbox.press(pressed, true),
    });
  };

  readonly toggle = (open = !this.open): void => {
    this.focus();
    if (!open || this.#isDisabled) {
      this.#dropdown?.hide();
    } else if (!this.open) {
      this.listbox.activate();
      this.#dropdown?.show();
    }
  };

  readonly reload = (): void => {
    this.#announcer.announceNext();
    this.#query.reload();
  };

  readonly resume = (): void => {
    this.#announcer.announceNext();
    this.#query.resume();
  };

  readonly signIn = (): void => {
    const { state } = this.#query;
    if (state.status !== 'error') return;
    const init = { detail: state.error, bubbles: true, composed: true, cancelable: true };
    if (this.#field.dispatchEvent(new CustomEvent('image-sign-in', init))) this.resume();
  };

  readonly stop = (): void => {
    this.#query.stop();
  };

  readonly copy: PickerActions['copy'] = (text, shownBy) => {
    void copyText(text, this.find(shownBy)).then((copied) => {
      if (!copied) return;
      this.copied = text;
      this.#announcer.announce(this.#options.messages().copied);
      this.#field.requestUpdate();
    });
  };

  readonly goToSelected = (): void => {
    if (this.#subject.goToSelected()) this.enter();
    else this.showChosen(true);
  };

  readonly showChosen: PickerActions['showChosen'] = (only) => {
    this.#query.ask({ onlyChosen: only ? this.#field.values : undefined });
  };

  readonly focus = (): void => {
    this.#field.focus();
  };

  readonly enter = (): void => {
    this.find('#listbox')?.focus();
  };

  get #isDisabled(): boolean {
    return this.#field.matches(':disabled');
  }

  #change(values: readonly string[]): void {
    this.#options.change(values);
    // In a single selection, screen readers announce the selected option or the field.
    if (this.#field.multiple) this.#announcer.announce(this.#options.messages().chosen(values.length));
  }

  #choose(image: CloudImage, mode: ChooseMode): void {
    if (this.#isDisabled) return;
    const from = this.#query.images[this.listbox.active];
    this.listbox.activate(image);
    this.#selection.choose(image, mode, from);
    if (!this.#field.multiple && this.#field.values[0] === image.id) this.#dropdown?.hide();
  }

  /** Enter after the last letter of a search applies to its results, not to those of the previous search. */
  #chooseByKey(image: CloudImage, mode: ChooseMode): void {
    if (!this.#query.stale) this.#choose(image, mode);
  }

  /** A letter then starts a search, instead of being added to the name in the field. */
  #selectName(): void {
    const field = this.#focused;
    if (field instanceof HTMLInputElement && field.id === 'search') field.select();
  }
}
