import type { SharedEntry } from './shared-entry.js';

/** If a read and a write take longer than this, the lease is unreliable; after the third time each instance acts on its own. */
const MAX_ROUND_TRIP = 400;
/** How long after writing an instance checks whether its write was the last. Longer than `MAX_ROUND_TRIP`, so that all others are done. */
const SETTLE_TIME = 500;
/** Between two checks for the result of another instance. */
const POLL_INTERVAL = 100;
const SECOND = 1000;

/**
 * A lock for one instance at a time. Keyv has no "set if absent", so this is Fischer's algorithm: if there is no holder, write the own id,
 * wait until all other contenders must have written theirs, and hold the lock if the own id is still there.
 */
export class Lease {
  readonly #holder: SharedEntry<string>;
  readonly #self = crypto.randomUUID();

  constructor(holder: SharedEntry<string>) {
    this.#holder = holder;
  }

  async once<Value>(
    find: () => Promise<Value | undefined>,
    act: () => Promise<Value>,
    timeout: number,
  ): Promise<Value> {
    const until = performance.now() + timeout + SECOND;
    for (let slow = 0; ;) {
      const found = await find();
      if (found !== undefined) return found;
      if (this.#holder.isUnavailable || slow > 2 || performance.now() > until) return act();
      const taken = await this.#acquire(timeout + SECOND);
      if (taken === 'yes') {
        try {
          return (await find()) ?? (await act());
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
