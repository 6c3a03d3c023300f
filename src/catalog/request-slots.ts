/** How many requests one catalogue has under way at most, whoever waits for them. */
export const MAX_REQUESTS = 4;

/** Lets only so many pieces of work run at once; the others wait for their turn. */
export class RequestSlots {
  #free = MAX_REQUESTS;
  readonly #waiting: (() => void)[] = [];

  /** @throws the signal's reason where it is aborted before the work begins */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
