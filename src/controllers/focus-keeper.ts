import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps the focus within an element when the focused element is removed: a button that is no longer needed, a list that is empty now. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #fallback: () => HTMLElement | null;
  #focused: Element | null = null;

  /** @param fallback - the element that receives the focus */
  constructor(host: ReactiveControllerHost & HTMLElement, fallback: () => HTMLElement | null) {
    this.#host = host;
    this.#fallback = fallback;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.isConnected && this.#host.isConnected) this.#fallback()?.focus();
  }
}

/** What can receive the focus when the focused element is gone. What a panel covers cannot. */
export function focusFallbackIn(find: (selector: string) => HTMLElement | null): HTMLElement | null {
  const candidates = [
    '#listbox[tabindex="0"]',
    '#search',
    '.state button:enabled, .bar button:enabled',
    '.results',
    '#panel',
  ];
  const isVisible = (element: HTMLElement | null) => element?.checkVisibility({ visibilityProperty: true }) === true;
  return candidates.map(find).find(isVisible) ?? null;
}
