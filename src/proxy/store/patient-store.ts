import { causeOf } from '../cause.js';
import { quietly, type Log } from '../events.js';
import type { ProxyStore } from './proxy-store.js';

/** Milliseconds that a store may take: requests wait for it. */
const LIMIT = 500;
/** So long it is left alone after a failure. */
const AWAY = 2_000;

/** A store that may fail, be slow or be away: then it holds nothing, and the log is told once. */
export class PatientStore {
  readonly #store: ProxyStore;
  readonly #log: Log;
  #awayUntil = -Infinity;
  #failing = false;

  constructor(store: ProxyStore, log: Log | undefined) {
    this.#store = store;
    this.#log = quietly(log);
  }

  get isAway(): boolean {
    return performance.now() < this.#awayUntil;
  }

  get(key: string): Promise<unknown> {
    return this.#try(() => this.#store.get(key));
  }

  async set(key: string, value: string, ttl: number): Promise<void> {
    await this.#try(async () => {
      // Keyv says so where its adapter has failed.
      if ((await this.#store.set(key, value, Math.ceil(ttl))) === false) throw new Error('the store did not take it');
    });
  }

  async delete(key: string): Promise<void> {
    await this.#try(() => this.#store.delete(key));
  }

  async #try(act: () => unknown): Promise<unknown> {
    if (this.isAway) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Error('the store did not answer in time');
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooLate), LIMIT);
    });
    try {
      const value = await Promise.race([Promise.resolve().then(act), late]);
      if (this.#failing) this.#log({ type: 'store', outcome: 'recovered' });
      this.#failing = false;
      return value;
    } catch (error) {
      this.#awayUntil = performance.now() + AWAY;
      // Its message could quote the address of the store, and the password in that.
      const { code } = causeOf(error, []);
      const reason = error === tooLate ? tooLate.message : `the store failed${code === undefined ? '' : ` (${code})`}`;
      if (!this.#failing) this.#log({ type: 'store', outcome: 'failed', reason });
      this.#failing = true;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
