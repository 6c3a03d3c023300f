import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ListEndOptions {
  /** The element at the end of the list; none if everything is shown. */
  readonly end: () => HTMLElement | null;
  /** Its scroll container. */
  readonly scroller: () => HTMLElement | null;
  readonly reached: () => void;
}

/** Pixels before the end at which it counts as reached. */
const THRESHOLD = 200;

/** Reports when a list has been scrolled to near its end. */
export class ListEnd implements ReactiveController {
  readonly #options: ListEndOptions;
  #end: HTMLElement | null = null;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost, options: ListEndOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const end = this.#options.end();
    if (end === this.#end) return;
    this.hostDisconnected();
    this.#end = end;
    if (!end?.isConnected) return;
    this.#observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#options.reached();
      },
      { root: this.#options.scroller(), rootMargin: `0px 0px ${THRESHOLD}px` },
    );
    this.#observer.observe(end);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#end = null;
  }
}
