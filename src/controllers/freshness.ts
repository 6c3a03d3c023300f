import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PickerState } from './image-list.js';

export interface FreshnessOptions {
  readonly state: () => PickerState;
  /** Seconds between two refreshes; none where it is zero. */
  readonly poll: () => number;
  /** Ids of the chosen images. */
  readonly isPending: () => boolean;
  /** Asks anew without a word about it. */
  readonly refresh: () => void;
  /** Asks for what failed. */
  readonly resume: () => void;
}

/** Milliseconds after which loading is called slow. */
const SLOW = 4000;

/**
 * Keeps a list up to date, and says how loading goes: refreshes while an image is pending and the page is visible, notices
 * when loading takes long, and comes back by itself when the connection does.
 */
export class FreshnessController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: FreshnessOptions;
  #slow = false;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, options: FreshnessOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Loading takes longer than a person expects. */
  get slow(): boolean {
    return this.#slow;
  }

  hostConnected(): void {
    const { signal } = (this.#listening = new AbortController());
    addEventListener('online', () => this.#online(), { signal });
    addEventListener('offline', () => this.#host.requestUpdate(), { signal });
    document.addEventListener('visibilitychange', () => this.#schedule(), { signal });
  }

  hostDisconnected(): void {
    this.#listening.abort();
    this.#stop();
  }

  hostUpdated(): void {
    const loading = this.#options.state().status === 'loading';
    if (loading) {
      this.#slowTimer ??= setTimeout(() => this.#setSlow(true), SLOW);
    } else {
      clearTimeout(this.#slowTimer);
      this.#slowTimer = undefined;
      if (this.#slow) this.#setSlow(false);
    }
    this.#schedule();
  }

  #setSlow(slow: boolean): void {
    this.#slow = slow;
    this.#host.requestUpdate();
  }

  #online(): void {
    const state = this.#options.state();
    if (state.status === 'error' && state.error.kind === 'network') this.#options.resume();
    else this.#host.requestUpdate();
  }

  #schedule(): void {
    const seconds = this.#options.poll();
    const due =
      seconds > 0 && this.#options.state().status === 'ready' && this.#options.isPending() && !document.hidden;
    if (!due) {
      clearTimeout(this.#pollTimer);
      this.#pollTimer = undefined;
      return;
    }
    this.#pollTimer ??= setTimeout(() => {
      this.#pollTimer = undefined;
      this.#options.refresh();
    }, seconds * 1000);
  }

  #stop(): void {
    clearTimeout(this.#slowTimer);
    clearTimeout(this.#pollTimer);
    this.#slowTimer = this.#pollTimer = undefined;
  }
}
