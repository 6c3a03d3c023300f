import { causeOf } from '../cause.js';
import { safeLog, type Log } from '../events.js';
import type { ProxyStore } from './proxy-store.js';

/** Milliseconds that a store may take: requests wait for it. */
const TIMEOUT = 500;
/** So long it is left alone after a failure. */
const RETRY_DELAY = 2_000;

/** A store that may fail, be slow or be away: then it holds nothing, and the log is told once. */
export class ResilientStore {
  readonly #store: ProxyStore;
  readonly #log: Log;
  #unavailableUntil = -Infinity;
  #failing = false;

  constructor(store: ProxyStore, log: Log | undefined) {
    this.#store = store;
    this.#log = safeLog(log);
  }

  get isUnavailable(): boolean {
    return performance.now() < this.#unavailableUntil;
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
    if (this.isUnavailable) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Error('the store did not answer in time');
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(tooLate), TIMEOUT);
    });
    try {
      const value = await Promise.race([Promise.resolve().then(act), late]);
      if (this.#failing) this.#log({ type: 'store', outcome: 'recovered' });
      this.#failing = false;
      return value;
    } catch (error) {
      this.#unavailableUntil = performance.now() + RETRY_DELAY;
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
