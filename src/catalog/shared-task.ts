import { untilAborted } from '../providers/abort.js';

/**
 * Work that several callers wait for. It is aborted when the last of them has given up, but not within the same turn of the
 * event loop: a caller that replaces its question by a newer one leaves and joins in one go.
 */
export class SharedTask<T> {
  readonly #abort = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#abort.signal);
    // Whoever waits is told of a failure; after the last one has left nobody is.
    this.#result.catch(() => undefined);
  }

  /** Nobody waits for it any more: it has been aborted, and cannot be joined. */
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
