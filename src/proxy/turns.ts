import { untilAborted } from '../providers/abort.js';
import { ProxyFailure, retryAfter } from './failure.js';

export interface TurnLimits {
  /** So many at a time. */
  readonly most: number;
  /** So many wait; the next ones are refused. */
  readonly queueLength: number;
  /** Milliseconds that one waits before it is refused. */
  readonly queueTimeout: number;
}

/** Lets so many requests go on at a time, in the order in which they came. */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Whether no request goes on or waits. */
  get idle(): boolean {
    return this.#running === 0 && this.#waiting.size === 0;
  }

  /**
   * Waits for a turn.
   *
   * @returns what ends it; only the first call counts
   * @throws ProxyFailure where there are too many requests, or the signal's reason after an abort
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    if (this.#running < this.#limits.most) return this.#begin();
    if (this.#waiting.size >= this.#limits.queueLength) throw busy();
    let leave = (): void => undefined;
    const turn = new Promise<() => void>((resolve, reject) => {
      const timer = setTimeout(() => reject(busy()), this.#limits.queueTimeout);
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
export class TurnsByKey {
  readonly #limits: TurnLimits;
  readonly #turns = new Map<string, Turns>();

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** As `Turns.enter`. */
  async enter(key: string, signal: AbortSignal): Promise<() => void> {
    const turns = this.#turns.get(key) ?? new Turns(this.#limits);
    this.#turns.set(key, turns);
    const forget = (): void => {
      if (turns.idle && this.#turns.get(key) === turns) this.#turns.delete(key);
    };
    try {
      const end = await turns.enter(signal);
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

const busy = (): ProxyFailure => new ProxyFailure('BUSY', 'Too many requests are under way here', retryAfter(1000));
