import * as z from 'zod/mini';
import { must } from '../proxy/check.js';
import { storeKeySchema, type ProxyStore } from '../proxy/store/proxy-store.js';

const PROTOCOLS = ['redis:', 'rediss:'];

function isRedis(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return PROTOCOLS.includes(protocol) && hostname !== '';
}

/** The store's settings after its references have been resolved. */
export const storeSettings = z.object({
  url: must<string>(isRedis, 'must be a Redis URL, such as redis://host:6379 or rediss://host:6379'),
  key: storeKeySchema,
});

/** Whether an address contains a password, which must not be in the file. */
export const holdsPassword = (url: unknown): boolean =>
  typeof url === 'string' && URL.canParse(url) && new URL(url).password !== '';

/**
 * Loads `@keyv/redis`, an optional peer dependency.
 *
 * @returns opens the store at an address
 * @throws if the package is not installed
 */
export async function openRedis(): Promise<(url: string) => ProxyStore> {
  const { default: KeyvRedis } = await import('@keyv/redis');
  return (url) => {
    // Writes must not be queued while Redis is unavailable, to be sent later.
    const adapter = new KeyvRedis<string>({ url, disableOfflineQueue: true, socket: { reconnectStrategy } }, OPTIONS);
    adapter.namespace = 'clouds';
    // The proxy logs it.
    adapter.on('error', () => undefined);
    return adapter;
  };
}

const OPTIONS = { throwOnErrors: true };

const reconnectStrategy = (attempts: number): number => Math.min(100 * 2 ** attempts, 2_000);
