import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without a change before an announcement, so that not every keystroke causes one. */
const SETTLE_DELAY = 700;
/** Milliseconds for which the region is empty before it repeats a text: screen readers ignore text that does not change. */
const REPEAT_DELAY = 50;

/** The text of a polite live region: the latest description of the state, once it has settled. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #describe: () => string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The pending announcement: the outcome of an action, and the state. */
  #outcome = '';
  #waiting = '';
  #latest: string | undefined = '';
  /** The announced text. */
  text = '';

  /** @param describe - describes the state; `undefined` if there is nothing new */
  constructor(host: ReactiveControllerHost & HTMLElement, describe: () => string | undefined) {
    this.#host = host;
    this.#describe = describe;
    host.addController(this);
  }

  /** Announces the outcome of an action. */
  announce(text: string): void {
    this.#outcome = text;
    this.#settle();
  }

  /** The user has requested the next state: announces it even if it has not changed. */
  announceNext(): void {
    this.#latest = undefined;
  }

  hostUpdated(): void {
    const description = this.#host.isConnected ? this.#describe() : undefined;
    if (description === undefined || description === this.#latest) return;
    this.#latest = this.#waiting = description;
    this.#settle();
  }

  hostDisconnected(): void {
    // An element that is only being moved is connected again by then, and keeps its announcement.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      clearTimeout(this.#timer);
      this.#outcome = this.#waiting = '';
      this.#latest = this.text;
    });
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const text = [this.#outcome, this.#waiting].filter(Boolean).join(' ');
      this.#outcome = this.#waiting = '';
      this.#show(text);
    }, SETTLE_DELAY);
  }

  #show(text: string): void {
    const repeated = text !== '' && text === this.text;
    this.text = repeated ? '' : text;
    this.#host.requestUpdate();
    if (repeated) this.#timer = setTimeout(() => this.#show(text), REPEAT_DELAY);
  }
}
