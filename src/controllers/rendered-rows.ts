import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Row {
  readonly id: string;
}

export interface RenderedRowsOptions {
  /** The rows of the page. */
  readonly rows: () => readonly Row[];
  /** The list that they belong to. */
  readonly list: () => string;
  /** Pixels of the screen that a row takes, at least. */
  readonly height: () => number;
  /** Another key may follow at once. */
  readonly isTyping: () => boolean;
}

/** Milliseconds before a page is completed while someone is typing: longer than between two keys of a word. */
const TYPING_DELAY = 150;

/**
 * How many rows of a page to render. The rows of a page that are out of sight follow a moment later, so that neither the first ones nor
 * the next key waits for hundreds of rows.
 */
export class RenderedRows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: RenderedRowsOptions;
  #rows: readonly Row[] = [];
  #list = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = 0;
  #count = 0;

  constructor(host: ReactiveControllerHost, options: RenderedRowsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get count(): number {
    return this.#count;
  }

  /** As many rows as fit on the screen. */
  get #atOnce(): number {
    return Math.max(20, Math.ceil(innerHeight / this.#options.height()));
  }

  hostUpdate(): void {
    const rows = this.#options.rows();
    if (rows === this.#rows) return;
    const list = this.#options.list();
    // Rows that stay as they are cost little. A list that is loaded again must not lose those to which a user has scrolled.
    const changed = rows.findIndex(({ id }, index) => index >= this.#count || this.#rows[index]?.id !== id);
    const kept = list === this.#list ? this.#count : 0;
    this.#count = changed < 0 ? rows.length : Math.max(changed + this.#atOnce, kept);
    this.#rows = rows;
    this.#list = list;
    this.#stop();
    this.#wait = this.#options.isTyping() ? TYPING_DELAY : 0;
  }

  hostUpdated(): void {
    if (this.#count >= this.#rows.length) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#wait = 0;
      this.#count += this.#atOnce;
      this.#host.requestUpdate();
    }, this.#wait);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
