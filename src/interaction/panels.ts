import type { CloudImage } from '../providers/image.js';
import type { Subject } from './subject.js';

/** What can lie beside the images, or in their place. */
export type PanelKind = 'filters' | 'details';

/** What a person can do with panels, as the templates ask for it. */
export interface PanelActions {
  readonly toggle: (kind: PanelKind, open?: boolean) => void;
  /** Tries once more to load what a panel needs. */
  readonly retry: () => void;
  readonly showDetails: (image: CloudImage) => void;
}

export interface PanelOptions {
  readonly subject: Subject;
  readonly find: (selector: string) => HTMLElement | null;
  readonly focused: () => Element | null;
  /** What a panel needs is loaded with the first one. */
  readonly part: { readonly load: () => Promise<void>; readonly part: unknown };
  readonly update: () => void;
  readonly updated: () => Promise<unknown>;
  /** Where the focus goes if what has opened a panel is no longer there. */
  readonly heir: () => HTMLElement | null;
}

/** Filters and details: one of them at a time is open. Closing it returns the focus to what has opened it. */
export class Panels implements PanelActions {
  readonly #options: PanelOptions;
  #kind: PanelKind | undefined;
  #opener: Element | null = null;
  #wanted: PanelKind = 'filters';
  /** What was asked for could not be loaded. */
  failed = false;

  constructor(options: PanelOptions) {
    this.#options = options;
  }

  get kind(): PanelKind | undefined {
    return this.#kind;
  }

  /** The image that details are about. */
  get subject(): CloudImage | undefined {
    return this.#options.subject.image(this.#kind === 'details');
  }

  readonly toggle: PanelActions['toggle'] = (kind, open = this.#kind !== kind) => {
    if (!open) {
      this.close();
      return;
    }
    // From a row or the field of a dropdown, details are those of the row that the keyboard is on.
    const id = this.#options.focused()?.id;
    if (kind === 'details' && id !== 'listbox' && id !== 'search') this.#options.subject.aim();
    void this.#open(kind);
  };

  readonly retry = (): void => {
    void this.#open(this.#wanted);
  };

  readonly showDetails: PanelActions['showDetails'] = (image) => {
    this.#options.subject.follow(image);
    void this.#open('details');
  };

  async #open(kind: PanelKind): Promise<void> {
    const { focused, part, update, updated } = this.#options;
    this.failed = false;
    this.#wanted = kind;
    if (this.#kind === undefined) this.#opener = focused();
    this.#kind = kind;
    update();
    const isMissing = () => part.part === undefined;
    if (isMissing()) {
      await part.load();
      if (this.#kind !== kind) return;
      this.failed = isMissing();
      if (this.failed) this.#kind = undefined;
      update();
      if (this.failed) return;
    }
    await updated();
    this.#enter();
  }

  close(): void {
    if (this.#kind === undefined) return;
    const { find, focused, update, updated } = this.#options;
    // Where it lay beside the list, the focus may be elsewhere, and stays there.
    const within = find('#panel')?.contains(focused()) ?? false;
    const opener = this.#opener;
    this.forget();
    update();
    if (within) void updated().then(() => this.#return(opener));
  }

  /** It has been rendered away with what it was about, and does not come back by itself. */
  forget(): void {
    this.#kind = undefined;
    this.#opener = null;
  }

  /** What lies over the images has the focus; what lies beside them leaves it where it is. */
  #enter(): void {
    const panel = this.#options.find('#panel');
    if (!panel || (this.#kind === 'details' && getComputedStyle(panel).position !== 'absolute')) return;
    panel.focus({ preventScroll: true });
  }

  #return(opener: Element | null): void {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    else this.#options.heir()?.focus();
  }
}
