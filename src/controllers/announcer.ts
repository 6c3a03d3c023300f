import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without a change before an announcement, so that not every keystroke causes one. */
const CALM = 700;
/** Milliseconds for which the region is empty before it repeats a text: screen readers ignore text that does not change. */
const PAUSE = 50;

/** The text of a polite live region: the latest news, once it has settled. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #news: () => string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The pending announcement: the outcome of an action, and news. */
  #outcome = '';
  #waiting = '';
  #latest: string | undefined = '';
  /** The announced text. */
  text = '';

  /** @param news - describes the state; `undefined` if there is nothing new */
  constructor(host: ReactiveControllerHost & HTMLElement, news: () => string | undefined) {
    this.#host = host;
    this.#news = news;
    host.addController(this);
  }

  /** Announces the outcome of an action. */
  say(text: string): void {
    this.#outcome = text;
    this.#settle();
  }

  /** The user has asked for the next news: announces them even if they have not changed. */
  listen(): void {
    this.#latest = undefined;
  }

  hostUpdated(): void {
    const news = this.#host.isConnected ? this.#news() : undefined;
    if (news === undefined || news === this.#latest) return;
    this.#latest = this.#waiting = news;
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
      this.#say(text);
    }, CALM);
  }

  #say(text: string): void {
    const repeated = text !== '' && text === this.text;
    this.text = repeated ? '' : text;
    this.#host.requestUpdate();
    if (repeated) this.#timer = setTimeout(() => this.#say(text), PAUSE);
  }
}
