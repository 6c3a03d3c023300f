import type * as z from 'zod/mini';
import type { ResilientStore } from './resilient-store.js';
import type { Sealing } from './sealing.js';

/** An encrypted value in a store that may be unavailable. */
export class SharedEntry<Value> {
  readonly #store: ResilientStore;
  readonly #sealing: Sealing;
  readonly #schema: z.ZodMiniType<Value>;
  readonly #name: Promise<string>;

  constructor(store: ResilientStore, sealing: Sealing, parts: readonly string[], schema: z.ZodMiniType<Value>) {
    this.#store = store;
    this.#sealing = sealing;
    this.#schema = schema;
    this.#name = sealing.name(parts);
    this.#name.catch(() => undefined);
  }

  get isUnavailable(): boolean {
    return this.#store.isUnavailable;
  }

  async read(): Promise<Value | undefined> {
    const name = await this.#name;
    const opened = await this.#sealing.open(await this.#store.get(name), name);
    return this.#schema.safeParse(opened).data;
  }

  /** @param ttl - milliseconds */
  async write(value: Value, ttl: number): Promise<void> {
    const name = await this.#name;
    if (ttl > 0) await this.#store.set(name, await this.#sealing.seal(value, name), ttl);
  }

  async delete(): Promise<void> {
    await this.#store.delete(await this.#name);
  }
}
