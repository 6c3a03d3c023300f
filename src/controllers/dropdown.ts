import type { ReactiveControllerHost } from 'lit';
import { hostOf, isFocusElsewhere } from './tree.js';

export interface DropdownOptions {
  /** The field that the popup belongs to, and the popup. */
  readonly anchor: () => HTMLElement | null;
  readonly popup: () => HTMLElement | null;
  readonly closed: () => void;
}

/** Pixels between the popup and the field, and at least to the edge of the window. */
const GAP = 4;
const MARGIN = 8;
/** The minimum height of a usable popup, in pixels. */
const MIN_HEIGHT = 120;

/** A popup in the top layer: it is never clipped, and stays beside its field while the page scrolls. */
export class Dropdown {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DropdownOptions;
  #open = false;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DropdownOptions) {
    this.#host = host;
    this.#options = options;
  }

  get open(): boolean {
    return this.#open;
  }

  show(): void {
    if (this.#open) return;
    this.#open = true;
    this.#host.requestUpdate();
    const { signal } = (this.#listening = new AbortController());
    const { ownerDocument: page } = this.#host;
    const view = page.defaultView ?? window;
    const place = () => this.#place();
    view.addEventListener('scroll', place, { capture: true, passive: true, signal });
    view.addEventListener('resize', place, { signal });
    this.#leaveOnPress(signal);
    // The focus can move to another field or a frame. If it is nowhere, the user has closed the keyboard, or switched to another window.
    const check = () => {
      if (page.hasFocus() && isFocusElsewhere(this.#host)) this.hide();
    };
    this.#host.addEventListener('focusout', () => setTimeout(check), { signal });
    view.addEventListener('pagehide', () => this.hide(), { signal });
  }

  /** Listens in each tree around the field, because a press within a closed shadow root is not visible from outside. */
  #leaveOnPress(signal: AbortSignal): void {
    for (let inside: Element | undefined = this.#host; inside;) {
      const part: Element = inside;
      const leave = (event: Event) => {
        if (!event.composedPath().includes(part)) this.hide();
      };
      part.getRootNode().addEventListener('pointerdown', leave, { capture: true, signal });
      inside = hostOf(part);
    }
  }

  hide(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#listening?.abort();
    this.#host.requestUpdate();
    this.#options.closed();
  }

  /** Shows or hides the popup as it has been rendered. */
  update(): void {
    const popup = this.#options.popup();
    // A document without a window has no top layer.
    if (!popup?.isConnected || !popup.ownerDocument.defaultView) return;
    if (this.#open) this.#place();
    else popup.togglePopover(false);
  }

  /** Shows the popup at its field, or moves it there. */
  #place(): void {
    const field = this.#options.anchor()?.getBoundingClientRect();
    const popup = this.#options.popup();
    if (!this.#open || !field || !popup) return;
    const { clientWidth, clientHeight } = this.#host.ownerDocument.documentElement;
    const below = clientHeight - field.bottom - GAP - MARGIN;
    const above = field.top - GAP - MARGIN;
    const width = Math.min(Math.max(field.width, 560), clientWidth - 2 * MARGIN);
    const start = getComputedStyle(popup).direction === 'rtl' ? field.right - width : field.left;
    const left = Math.min(Math.max(MARGIN, start), clientWidth - width - MARGIN);
    // Through the object model, because a strict policy forbids it in markup. The width comes first, so that the contents are laid out once.
    Object.assign(popup.style, { width: `${width}px`, left: `${left}px` });
    popup.togglePopover(true);
    const wanted = popup.scrollHeight;
    const up = below < Math.min(wanted, 320) && above > below;
    const room = up ? above : below;
    // If the window is too low for both, the popup covers its field.
    const height = room < MIN_HEIGHT ? Math.min(200, clientHeight - 2 * MARGIN) : room;
    const lowest = clientHeight - MARGIN - Math.min(wanted, height);
    Object.assign(popup.style, {
      maxHeight: `${height}px`,
      top: up ? 'auto' : `${Math.min(field.bottom + GAP, lowest)}px`,
      bottom: up ? `${Math.min(clientHeight - field.top + GAP, lowest)}px` : 'auto',
    });
  }
}
