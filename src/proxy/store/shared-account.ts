import * as z from 'zod/mini';
import type { Log } from '../events.js';
import { Lease } from './lease.js';
import { ResilientStore } from './resilient-store.js';
import type { ProxyStore } from './proxy-store.js';
import { Sealing } from './sealing.js';
import { SharedEntry } from './shared-entry.js';

/** The encrypted store that instances share. */
export class SharedStore {
  readonly #store: ResilientStore;
  readonly #sealing: Sealing;

  constructor(store: ProxyStore, key: string, log: Log | undefined) {
    this.#store = new ResilientStore(store, log);
    this.#sealing = new Sealing(key);
  }

  /** @param identity - identifies the account, including its password: with another password it is another account */
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

/** What instances share about one account. */
export class SharedAccount {
  readonly session: SharedEntry<SharedSession>;
  readonly refusals: SharedEntry<SharedRefusals>;
  /** When the cloud last accepted fixed credentials. */
  readonly acceptance: SharedEntry<z.infer<typeof moment>>;
  /** Passed to the next sign-in. */
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
   * Runs an action in one instance at a time.
   *
   * @param find - looks for the result of another instance
   * @param act - the action; if the store is unavailable, or another instance takes longer than `timeout`, each instance runs it
   */
  once<Value>(find: () => Promise<Value | undefined>, act: () => Promise<Value>, timeout: number): Promise<Value> {
    return this.#lease.once(find, act, timeout);
  }
}
