import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SIGN_IN_TIMEOUT } from '../providers/credentials.js';
import type { ErrorKind } from '../providers/errors.js';
import type { PickerState } from './picker-state.js';

export interface FreshnessOptions {
  readonly state: () => PickerState;
  /** Seconds between two refreshes; zero disables them. */
  readonly poll: () => number;
  /** An image that is shown or selected is not ready yet. */
  readonly isPending: () => boolean;
  /** Reloads silently. */
  readonly refresh: () => void;
  /** Requests what failed. */
  readonly resume: () => void;
}

/** Milliseconds after which loading counts as slow. */
const SLOW_AFTER = 4000;
/** Seconds between two refreshes: a cloud needs a pause between requests, and timers are limited to 31 bits. */
const MIN_INTERVAL = 0.1;
const MAX_INTERVAL = 1_000_000;
/** After a refresh that failed, the next one waits this many times as long. */
const BACKOFF_FACTOR = 5;
/** Milliseconds between two attempts with new credentials: the first time, and at most, if they are rejected repeatedly. */
const FIRST_RENEWAL = 1000;
const LAST_RENEWAL = 60_000;
/** Temporary errors, after which the next refresh may succeed. */
const passing: readonly ErrorKind[] = ['network', 'timeout', 'unavailable', 'rate-limited'];

/**
 * Keeps a list up to date: refreshes while an image is pending and the page is visible, detects slow loading, and recovers
 * automatically when the connection returns.
 */
export class FreshnessController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: FreshnessOptions;
  #slow = false;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  /** Seconds that the timer was set to. */
  #pollWait = 0;
  /** New credentials are waiting to be tried. */
  #renewing = false;
  #renewTimer: ReturnType<typeof setTimeout> | undefined;
  #renewWait = FIRST_RENEWAL;
  /** When new credentials may be tried again. */
  #renewFrom = 0;
  #listening = new AbortController();

  constructor(host: ReactiveControllerHost, options: FreshnessOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Loading takes longer than users expect. */
  get slow(): boolean {
    return this.#slow;
  }

  /**
   * The portal has set new credentials. They are tried only after an error about the old ones. A framework may set a new function
   * with each rendering, and render after each error; so every further attempt has to wait.
   */
  renew(): void {
    this.#renewing = this.#refused;
    if (performance.now() >= this.#renewFrom) this.#tryRenewal();
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

  /** Before the rendering, which shows it. */
  hostUpdate(): void {
    if (this.#options.state().status === 'loading') return;
    clearTimeout(this.#slowTimer);
    this.#slowTimer = undefined;
    this.#slow = false;
  }

  hostUpdated(): void {
    // A removed element may be rendered once more, but needs no refresh.
    if (this.#listening.signal.aborted) return;
    const { status } = this.#options.state();
    if (status === 'ready') {
      this.#renewFrom = 0;
      this.#renewWait = FIRST_RENEWAL;
    }
    this.#scheduleRenewal();
    if (status === 'loading')
      this.#slowTimer ??= setTimeout(() => {
        this.#slow = true;
        this.#host.requestUpdate();
      }, SLOW_AFTER);
    this.#schedule();
  }

  get #refused(): boolean {
    const state = this.#options.state();
    return state.status === 'error' && (state.error.kind === 'credentials' || state.error.code === SIGN_IN_TIMEOUT);
  }

  #tryRenewal(): void {
    const due = this.#renewing && this.#refused;
    this.#renewing = false;
    if (!due) return;
    this.#renewFrom = performance.now() + this.#renewWait;
    this.#renewWait = Math.min(2 * this.#renewWait, LAST_RENEWAL);
    this.#options.resume();
  }

  #scheduleRenewal(): void {
    if (!this.#renewing) return;
    this.#renewTimer ??= setTimeout(() => {
      this.#renewTimer = undefined;
      this.#tryRenewal();
    }, this.#renewFrom - performance.now());
  }

  #online(): void {
    const state = this.#options.state();
    if (state.status === 'error' && state.error.kind === 'network') this.#options.resume();
    else this.#host.requestUpdate();
  }

  #schedule(): void {
    const wait = document.hidden || !this.#options.isPending() ? 0 : this.#wait();
    if (wait !== this.#pollWait) {
      clearTimeout(this.#pollTimer);
      this.#pollTimer = undefined;
    }
    this.#pollWait = wait;
    if (!(wait > 0)) return;
    this.#pollTimer ??= setTimeout(() => {
      this.#pollTimer = undefined;
      this.#options.refresh();
    }, wait * 1000);
  }

  /** Seconds until the next refresh; zero if there is none. */
  #wait(): number {
    const state = this.#options.state();
    const poll = this.#options.poll();
    const seconds = poll > 0 ? Math.min(Math.max(poll, MIN_INTERVAL), MAX_INTERVAL) : 0;
    if (state.status === 'ready') return seconds;
    if (state.status !== 'error' || !passing.includes(state.error.kind)) return 0;
    return seconds && Math.min(Math.max(seconds * BACKOFF_FACTOR, state.error.retryAfter ?? 0), MAX_INTERVAL);
  }

  #stop(): void {
    clearTimeout(this.#slowTimer);
    clearTimeout(this.#pollTimer);
    clearTimeout(this.#renewTimer);
    this.#slowTimer = this.#pollTimer = this.#renewTimer = undefined;
    this.#slow = false;
  }
}
