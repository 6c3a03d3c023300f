import * as z from 'zod/mini';
import { must } from '../proxy/check.js';
import { storeKeySchema, type ProxyStore } from '../proxy/store/proxy-store.js';

const PROTOCOLS = ['redis:', 'rediss:'];

function isRedis(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return PROTOCOLS.includes(protocol) && hostname !== '';
}

/** What the configuration says of the store, once it is known what its references lead to. */
export const storeSettings = z.object({
  url: must<string>(isRedis, 'must be the address of a Redis, such as redis://host:6379 or rediss://host:6379'),
  key: storeKeySchema,
});

/** Whether an address holds a secret, and must not stand in the file. */
export const holdsPassword = (url: unknown): boolean =>
  typeof url === 'string' && URL.canParse(url) && new URL(url).password !== '';

/**
 * Opens a Redis by `@keyv/redis`, an optional peer dependency.
 *
 * @returns what makes the store of an address
 * @throws where the package is not installed
 */
export async function openRedis(): Promise<(url: string) => ProxyStore> {
  const { default: KeyvRedis } = await import('@keyv/redis');
  return (url) => {
    // What was to be written while Redis was away must not be written later.
    const adapter = new KeyvRedis<string>({ url, disableOfflineQueue: true, socket: { reconnectStrategy } }, OPTIONS);
    adapter.namespace = 'clouds';
    // The proxy tells of it.
    adapter.on('error', () => undefined);
    return adapter;
  };
}

const OPTIONS = { throwOnErrors: true };

const reconnectStrategy = (attempts: number): number => Math.min(100 * 2 ** attempts, 2_000);
