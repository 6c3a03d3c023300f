import { untilAborted } from '../providers/abort.js';
import { ProxyFailure, retryAfterHeader } from './failure.js';

export interface ConcurrencyLimits {
  /** Requests at a time. */
  readonly concurrency: number;
  /** The most requests that wait; further ones are rejected. */
  readonly queueLength: number;
  /** Milliseconds after which a waiting request is rejected. */
  readonly queueTimeout: number;
}

/** Limits the number of concurrent requests; the others wait in a queue. */
export class ConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
  }

  /** Whether no request is running or waiting. */
  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.size === 0;
  }

  /**
   * Waits for a free slot.
   *
   * @returns releases the slot; only the first call counts
   * @throws ProxyFailure if there are too many requests, or the signal's reason after an abort
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    if (this.#running < this.#limits.concurrency) return this.#begin();
    if (this.#waiting.size >= this.#limits.queueLength) throw busyFailure();
    let dequeue = (): void => undefined;
    const slot = new Promise<() => void>((resolve, reject) => {
      const timer = setTimeout(() => reject(busyFailure()), this.#limits.queueTimeout);
      const next = (): void => {
        dequeue();
        resolve(this.#begin());
      };
      dequeue = () => {
        clearTimeout(timer);
        this.#waiting.delete(next);
      };
      this.#waiting.add(next);
    });
    try {
      return await untilAborted(slot, signal);
    } catch (error) {
      dequeue();
      // The slot may have become free at the same moment.
      slot.then(
        (release) => release(),
        () => undefined,
      );
      throw error;
    }
  }

  #begin(): () => void {
    this.#running += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#running -= 1;
      const [next] = this.#waiting;
      next?.();
    };
  }
}

/** A limiter per key. Limiters that are idle are dropped. */
export class KeyedConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #limiters = new Map<string, ConcurrencyLimiter>();

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
  }

  /** Like `ConcurrencyLimiter.acquire`. */
  async acquire(key: string, signal: AbortSignal): Promise<() => void> {
    const limiter = this.#limiters.get(key) ?? new ConcurrencyLimiter(this.#limits);
    this.#limiters.set(key, limiter);
    const forget = (): void => {
      if (limiter.isIdle && this.#limiters.get(key) === limiter) this.#limiters.delete(key);
    };
    try {
      const release = await limiter.acquire(signal);
      return () => {
        release();
        forget();
      };
    } catch (error) {
      forget();
      throw error;
    }
  }
}

const busyFailure = (): ProxyFailure => new ProxyFailure('BUSY', 'Too many pending requests', retryAfterHeader(1000));
