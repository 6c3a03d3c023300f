import type { CloudImage } from '../providers/image.js';
import type { Subject } from './subject.js';

/** What can be shown beside the images, or in place of them. */
export type PanelKind = 'filters' | 'details';

/** What the user can do with panels, as the templates call it. */
export interface PanelActions {
  readonly toggle: (kind: PanelKind, open?: boolean) => void;
  /** Tries again to load what a panel needs. */
  readonly retry: () => void;
  readonly showDetails: (image: CloudImage) => void;
}

export interface PanelOptions {
  readonly subject: Subject;
  readonly find: (selector: string) => HTMLElement | null;
  readonly focused: () => Element | null;
  /** The focus has left the field for another control. */
  readonly isFocusElsewhere: () => boolean;
  /** What panels need loads with the first one. */
  readonly part: { readonly load: () => Promise<void>; readonly part: unknown };
  readonly update: () => void;
  readonly updated: () => Promise<unknown>;
  /** Receives the focus if the control that opened a panel is gone. */
  readonly focusFallback: () => HTMLElement | null;
}

/** Filters and details: only one of them is open at a time. Closing it returns the focus to the control that opened it. */
export class Panels implements PanelActions {
  readonly #options: PanelOptions;
  #kind: PanelKind | undefined;
  #opener: Element | null = null;
  #wanted: PanelKind = 'filters';
  /** The requested panel could not be loaded. */
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
    // From a row or the field of a dropdown, details are those of the active row.
    const id = this.#options.focused()?.id;
    if (kind === 'details' && id !== 'listbox' && id !== 'search') this.#options.subject.followSelected();
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
    const { focused, isFocusElsewhere, part, update, updated } = this.#options;
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
      // What the user types in another field meanwhile belongs there.
      const now = focused();
      if (this.failed || isFocusElsewhere() || (now?.id === 'search' && now !== this.#opener)) return;
    }
    await updated();
    this.#enter();
  }

  close(): void {
    if (this.#kind === undefined) return;
    const { find, focused, update, updated } = this.#options;
    // If it was beside the list, the focus may be elsewhere, and stays there.
    const within = find('#panel')?.contains(focused()) ?? false;
    const opener = this.#opener;
    this.forget();
    update();
    if (within) void updated().then(() => this.#return(opener));
  }

  /** The panel was removed together with its image, and does not open again automatically. */
  forget(): void {
    this.#kind = undefined;
    this.#opener = null;
  }

  /** A panel that covers the images takes the focus; one beside them does not. */
  #enter(): void {
    const panel = this.#options.find('#panel');
    if (!panel || (this.#kind === 'details' && getComputedStyle(panel).position !== 'absolute')) return;
    panel.focus({ preventScroll: true });
  }

  #return(opener: Element | null): void {
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    else this.#options.focusFallback()?.focus();
  }
}
