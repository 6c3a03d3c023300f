import { untilAborted } from '../providers/abort.js';

/**
 * Work that several callers wait for. It is aborted once the last of them has left, but not within the same turn of the event loop:
 * a caller that replaces its query leaves and joins again in one turn.
 */
export class SharedTask<T> {
  readonly #abort = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#abort.signal);
    // Callers handle the rejection; once they have left it must not count as unhandled.
    this.#result.catch(() => undefined);
  }

  /** Whether it was aborted because no caller waits for it any more. It cannot be joined then. */
  get abandoned(): boolean {
    return this.#abort.signal.aborted;
  }

  /** @throws the signal's reason as soon as it is aborted */
  async join(signal: AbortSignal): Promise<T> {
    this.#waiting++;
    try {
      return await untilAborted(this.#result, signal);
    } finally {
      this.#waiting--;
      if (signal.aborted) {
        setTimeout(() => {
          if (this.#waiting === 0) this.#abort.abort();
        });
      }
    }
  }
}
