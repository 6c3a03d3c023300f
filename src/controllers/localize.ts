import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { localeOf, watchMessages, type Locale } from '../locales/registry.js';

/** Follows the `lang` of an element and of what is around it, out of every shadow root, while it changes. */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: MutationObserver | undefined;
  #unwatch: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get locale(): Locale {
    for (let element: Element | null = this.#host; element; element = parentOf(element)) {
      const lang = element.getAttribute('lang');
      if (lang !== null && lang !== '') return localeOf(lang);
    }
    return localeOf(navigator.language);
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

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
