import type { SharedEntry } from './shared-account.js';

/** A store that takes longer than this to read and write cannot say who came first; after the third time each goes on alone. */
const PROMPT = 400;
/** So long after writing an instance looks whether it was the last to do so. Longer than `PROMPT`, so that the others have written. */
const SETTLED = 500;
/** Between two looks at what another instance does. */
const LOOK = 100;
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
      if (this.#holder.isAway || slow > 2 || performance.now() > until) return act();
      const taken = await this.#take(timeout + SECOND);
      if (taken === 'yes') {
        try {
          return (await look()) ?? (await act());
        } finally {
          void this.#release();
        }
      }
      if (taken === 'slow') slow += 1;
      await after(LOOK);
    }
  }

  async #take(ttl: number): Promise<'yes' | 'no' | 'slow'> {
    const started = performance.now();
    const holder = await this.#holder.read();
    if (holder !== undefined && holder !== this.#self) return 'no';
    await this.#holder.write(this.#self, ttl);
    if (performance.now() - started > PROMPT) return 'slow';
    await after(SETTLED);
    return (await this.#holder.read()) === this.#self ? 'yes' : 'no';
  }

  async #release(): Promise<void> {
    if ((await this.#holder.read()) === this.#self) await this.#holder.delete();
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
