/** The most requests that one catalogue sends at a time. */
export const MAX_REQUESTS = 4;

/** Runs a limited number of tasks at a time; the others wait in a queue. */
export class RequestSlots {
  #free = MAX_REQUESTS;
  readonly #waiting: (() => void)[] = [];

  /** @throws the signal's reason if it is aborted before the task starts */
  async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
