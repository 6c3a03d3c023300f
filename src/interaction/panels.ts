/** What can lie beside the images, or in their place. */
export type PanelKind = 'filters' | 'details';

export interface PanelOptions {
  readonly find: (selector: string) => HTMLElement | null;
  readonly focused: () => Element | null;
  readonly load: () => Promise<void>;
  readonly isLoaded: () => boolean;
  readonly update: () => void;
  readonly updated: () => Promise<unknown>;
  /** Where the focus goes if what has opened a panel is no longer there. */
  readonly heir: () => HTMLElement | null;
}

/** Filters and details: one of them at a time is open. Closing it returns the focus to what has opened it. */
export class Panels {
  readonly #options: PanelOptions;
  #kind: PanelKind | undefined;
  #opener: Element | null = null;
  failed = false;

  constructor(options: PanelOptions) {
    this.#options = options;
  }

  get kind(): PanelKind | undefined {
    return this.#kind;
  }

  async open(kind: PanelKind): Promise<void> {
    const { focused, load, isLoaded, update, updated } = this.#options;
    this.failed = false;
    if (this.#kind === undefined) this.#opener = focused();
    this.#kind = kind;
    update();
    if (!isLoaded()) {
      await load();
      if (this.#kind !== kind) return;
      this.failed = !isLoaded();
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
    this.#kind = undefined;
    this.#opener = null;
    update();
    if (within) void updated().then(() => this.#return(opener));
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
