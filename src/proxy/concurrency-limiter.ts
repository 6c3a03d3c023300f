import { untilAborted } from '../providers/abort.js';
import { ProxyFailure, retryAfterHeader } from './failure.js';

export interface ConcurrencyLimits {
  /** So many at a time. */
  readonly concurrency: number;
  /** So many wait; the next ones are refused. */
  readonly queueLength: number;
  /** Milliseconds that one waits before it is refused. */
  readonly queueTimeout: number;
}

/** Lets so many requests go on at a time, in the order in which they came. */
export class ConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
  }

  /** Whether no request goes on or waits. */
  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.size === 0;
  }

  /**
   * Waits for a turn.
   *
   * @returns what ends it; only the first call counts
   * @throws ProxyFailure where there are too many requests, or the signal's reason after an abort
   */
  async acquire(signal: AbortSignal): Promise<() => void> {
    if (this.#running < this.#limits.concurrency) return this.#begin();
    if (this.#waiting.size >= this.#limits.queueLength) throw busyFailure();
    let leave = (): void => undefined;
    const turn = new Promise<() => void>((resolve, reject) => {
      const timer = setTimeout(() => reject(busyFailure()), this.#limits.queueTimeout);
      const next = (): void => {
        leave();
        resolve(this.#begin());
      };
      leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(next);
      };
      this.#waiting.add(next);
    });
    try {
      return await untilAborted(turn, signal);
    } catch (error) {
      leave();
      // It may have come in the same moment.
      turn.then(
        (end) => end(),
        () => undefined,
      );
      throw error;
    }
  }

  #begin(): () => void {
    this.#running += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#running -= 1;
      const [next] = this.#waiting;
      next?.();
    };
  }
}

/** The turns of many, each by a key; those of a key that is idle are forgotten. */
export class KeyedConcurrencyLimiter {
  readonly #limits: ConcurrencyLimits;
  readonly #limiters = new Map<string, ConcurrencyLimiter>();

  constructor(limits: ConcurrencyLimits) {
    this.#limits = limits;
  }

  /** As `Turns.enter`. */
  async acquire(key: string, signal: AbortSignal): Promise<() => void> {
    const limiter = this.#limiters.get(key) ?? new ConcurrencyLimiter(this.#limits);
    this.#limiters.set(key, limiter);
    const forget = (): void => {
      if (limiter.isIdle && this.#limiters.get(key) === limiter) this.#limiters.delete(key);
    };
    try {
      const end = await limiter.acquire(signal);
      return () => {
        end();
        forget();
      };
    } catch (error) {
      forget();
      throw error;
    }
  }
}

const busyFailure = (): ProxyFailure =>
  new ProxyFailure('BUSY', 'Too many requests are under way here', retryAfterHeader(1000));
