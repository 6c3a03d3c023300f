import type { SharedEntry } from './shared-account.js';

/** A store that takes longer than this to read and write cannot say who came first; after the third time each goes on alone. */
const MAX_ROUND_TRIP = 400;
/** So long after writing an instance looks whether it was the last to do so. Longer than `PROMPT`, so that the others have written. */
const SETTLE_TIME = 500;
/** Between two looks at what another instance does. */
const POLL_INTERVAL = 100;
const SECOND = 1000;

/**
 * Lets one instance at a time do something. Keyv has no "set if absent", so it is Fischer's algorithm: find no holder, write oneself,
 * wait until every other that found none has written, too, and hold it if one's own name is still there.
 */
export class Lease {
  readonly #holder: SharedEntry<string>;
  readonly #self = crypto.randomUUID();

  constructor(holder: SharedEntry<string>) {
    this.#holder = holder;
  }

  async once<Value>(
    look: () => Promise<Value | undefined>,
    act: () => Promise<Value>,
    timeout: number,
  ): Promise<Value> {
    const until = performance.now() + timeout + SECOND;
    for (let slow = 0; ;) {
      const found = await look();
      if (found !== undefined) return found;
      if (this.#holder.isUnavailable || slow > 2 || performance.now() > until) return act();
      const taken = await this.#acquire(timeout + SECOND);
      if (taken === 'yes') {
        try {
          return (await look()) ?? (await act());
        } finally {
          void this.#release();
        }
      }
      if (taken === 'slow') slow += 1;
      await delay(POLL_INTERVAL);
    }
  }

  async #acquire(ttl: number): Promise<'yes' | 'no' | 'slow'> {
    const started = performance.now();
    const holder = await this.#holder.read();
    if (holder !== undefined && holder !== this.#self) return 'no';
    await this.#holder.write(this.#self, ttl);
    if (performance.now() - started > MAX_ROUND_TRIP) return 'slow';
    await delay(SETTLE_TIME);
    return (await this.#holder.read()) === this.#self ? 'yes' : 'no';
  }

  async #release(): Promise<void> {
    if ((await this.#holder.read()) === this.#self) await this.#holder.delete();
  }
}

const delay = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
