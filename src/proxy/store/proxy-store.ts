import * as z from 'zod/mini';
import { functionSchema, must } from '../check.js';

/** The store that instances of a proxy share. It has Keyv's interface, so a `Keyv` with any adapter can be used. */
export interface ProxyStore {
  /** Returns the value, or `undefined` or `null` if there is none. */
  get(key: string): unknown;
  /** @param ttl - milliseconds after which the value expires */
  set(key: string, value: string, ttl: number): unknown;
  delete(key: string): unknown;
}

export const storeSchema = z.looseObject(
  { get: functionSchema, set: functionSchema, delete: functionSchema },
  'must be a store with get, set and delete, such as a Keyv',
);

/** 256 bits written as base64 have 44 characters, as hexadecimals 64. */
export const storeKeySchema = must<string>(
  (value) => typeof value === 'string' && value.length >= 32,
  'must be a secret of at least 32 characters, for example of `openssl rand -base64 32`',
);
