import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without a change after which something is said: nobody wants to hear every keystroke's answer. */
const CALM = 700;
/** Milliseconds for which the region is empty before it repeats itself: what does not change is not said. */
const PAUSE = 50;

/** What a polite live region says: the latest news, once it has settled. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #news: () => string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What waits to be said: what came of an action, and news. */
  #outcome = '';
  #waiting = '';
  #latest: string | undefined = '';
  /** What is said. */
  text = '';

  /** @param news - what there is to say of the state; `undefined` where there is nothing new */
  constructor(host: ReactiveControllerHost & HTMLElement, news: () => string | undefined) {
    this.#host = host;
    this.#news = news;
    host.addController(this);
  }

  /** Says what came of an action. */
  say(text: string): void {
    this.#outcome = text;
    this.#settle();
  }

  /** The person has asked for the next news: they are said even if they are the old ones. */
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
    // An element that is only being moved is back by then, and says what it has to say.
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
