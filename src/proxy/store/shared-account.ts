import * as z from 'zod/mini';
import type { Log } from '../events.js';
import { Lease } from './lease.js';
import { ResilientStore } from './resilient-store.js';
import type { ProxyStore } from './proxy-store.js';
import { Sealing } from './sealing.js';

/** What instances share. */
export class SharedStore {
  readonly #store: ResilientStore;
  readonly #sealing: Sealing;

  constructor(store: ProxyStore, key: string, log: Log | undefined) {
    this.#store = new ResilientStore(store, log);
    this.#sealing = new Sealing(key);
  }

  /** @param identity - what makes it this account, its password included: with another one nothing is known of it */
  account(identity: readonly string[]): SharedAccount {
    const entry = <Value>(kind: string, schema: z.ZodMiniType<Value>): SharedEntry<Value> =>
      new SharedEntry(this.#store, this.#sealing, [kind, ...identity], schema);
    return new SharedAccount(entry);
  }
}

const credentials = z.union([z.string(), z.strictObject({ username: z.string(), password: z.string() })]);
const session = z.strictObject({
  credentials,
  issuedAt: z.number(),
  expiresAt: z.optional(z.number()),
  /** When a refusal last led to a sign-in. */
  refreshedAt: z.number(),
});
const refusals = z.strictObject({ count: z.number(), until: z.number() });
const moment = z.strictObject({ at: z.number() });
const carried = z.strictObject({ value: z.string(), at: z.number() });

export type SharedSession = z.infer<typeof session>;
export type SharedRefusals = z.infer<typeof refusals>;
export type Carried = z.infer<typeof carried>;

/** What instances know of one account. */
export class SharedAccount {
  readonly session: SharedEntry<SharedSession>;
  readonly refusals: SharedEntry<SharedRefusals>;
  /** When the cloud last accepted credentials that do not change. */
  readonly acceptance: SharedEntry<z.infer<typeof moment>>;
  /** What the next sign-in needs. */
  readonly carried: SharedEntry<Carried>;
  readonly #lease: Lease;

  constructor(entry: <Value>(kind: string, schema: z.ZodMiniType<Value>) => SharedEntry<Value>) {
    this.session = entry('session', session);
    this.refusals = entry('refusals', refusals);
    this.acceptance = entry('acceptance', moment);
    this.carried = entry('carried', carried);
    this.#lease = new Lease(entry('lease', z.string()));
  }

  /**
   * Does something in one instance at a time.
   *
   * @param look - whether another one has brought what is wanted
   * @param act - brings it; without a store, or where another one takes longer than `timeout` for it, each does so for itself
   */
  once<Value>(look: () => Promise<Value | undefined>, act: () => Promise<Value>, timeout: number): Promise<Value> {
    return this.#lease.once(look, act, timeout);
  }
}

/** A sealed value in a store that may be away. */
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
