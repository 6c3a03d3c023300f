import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadMessages, localeOf, watchMessages, type Locale } from '../locales/registry.js';
import { onServer } from './on-server.js';
import { hostOf } from './tree.js';

/** Follows changes of `lang` on an element and its ancestors, across shadow roots. */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: MutationObserver | undefined;
  #unwatch: (() => void) | undefined;
  #last: Locale | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The previous language while another one is being loaded. */
  get locale(): Locale {
    const language = this.#language;
    if (!this.#last || !loadMessages(language)) this.#last = localeOf(language);
    return this.#last;
  }

  /** Resolves when the language has loaded, or loading has failed; `undefined` if nothing is being loaded. */
  get loading(): Promise<void> | undefined {
    return loadMessages(this.#language);
  }

  get #language(): string {
    for (let element: Element | null = this.#host; element; element = parentOf(element)) {
      const lang = element.getAttribute('lang');
      if (lang !== null && lang !== '') return lang;
    }
    return onServer ? 'en' : navigator.language;
  }

  hostConnected(): void {
    const update = () => this.#host.requestUpdate();
    this.#observer = new MutationObserver(update);
    for (let element: Element | null = this.#host; element; element = parentOf(element)) {
      this.#observer.observe(element, { attributes: true, attributeFilter: ['lang'] });
    }
    this.#unwatch = watchMessages(update);
    update();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#unwatch?.();
  }
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? hostOf(element) ?? null;
