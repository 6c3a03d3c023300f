import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps the focus within an element when what had it is rendered away: a button that has done its work, a list that is empty now. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #heir: () => HTMLElement | null;
  #focused: Element | null = null;

  /** @param heir - what takes the focus over */
  constructor(host: ReactiveControllerHost & HTMLElement, heir: () => HTMLElement | null) {
    this.#host = host;
    this.#heir = heir;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.isConnected && this.#host.isConnected) this.#heir()?.focus();
  }
}
