import { causeOf } from '../cause.js';
import { safeLog, type Log } from '../events.js';
import type { ProxyStore } from './proxy-store.js';

/** Milliseconds to wait for the store, which delays requests. */
const TIMEOUT = 500;
/** Milliseconds for which it is not used after a failure. */
const RETRY_DELAY = 2_000;

/** Wraps a store that may fail or be slow: it counts as empty then, which is logged once. */
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
      // Keyv returns false if its adapter has failed.
      if ((await this.#store.set(key, value, Math.ceil(ttl))) === false)
        throw new Error('the store did not save the value');
    });
  }

  async delete(key: string): Promise<void> {
    await this.#try(() => this.#store.delete(key));
  }

  async #try(act: () => unknown): Promise<unknown> {
    if (this.isUnavailable) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeoutError = new Error('the store did not respond in time');
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(timeoutError), TIMEOUT);
    });
    try {
      const value = await Promise.race([Promise.resolve().then(act), timeout]);
      if (this.#failing) this.#log({ type: 'store', outcome: 'recovered' });
      this.#failing = false;
      return value;
    } catch (error) {
      this.#unavailableUntil = performance.now() + RETRY_DELAY;
      // The message could quote the store's address, and with it a password.
      const { code } = causeOf(error, []);
      const reason =
        error === timeoutError ? timeoutError.message : `the store failed${code === undefined ? '' : ` (${code})`}`;
      if (!this.#failing) this.#log({ type: 'store', outcome: 'failed', reason });
      this.#failing = true;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
