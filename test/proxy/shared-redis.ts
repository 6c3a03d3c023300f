import assert from 'node:assert/strict';
import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { accounts } from '../../simulator/index.js';
import { zstackAccount, type ProxyStore } from '../../src/proxy/index.js';
import { startRedis, type Redis } from '../servers/redis.js';
import { makeProxy, type Made } from './serve.js';

/** The secret that seals what the instances store. */
export const KEY = 'a key of the configuration, of 32 characters and more';

let redis: Redis | undefined;
const adapters: KeyvRedis<string>[] = [];

/** The Redis of this test file. */
export function running(): Redis {
  assert.ok(redis);
  return redis;
}

/** A connection of its own, as each instance has one. */
export function connectStore(url = running().url): { store: ProxyStore; adapter: KeyvRedis<string> } {
  const adapter = new KeyvRedis<string>(url, { connectionTimeout: 500 });
  adapters.push(adapter);
  const store = new Keyv<string>({ store: adapter });
  for (const source of [store, adapter]) source.on('error', () => undefined);
  return { store, adapter };
}

interface Instance extends Made {
  readonly status: (path: string) => Promise<number>;
}

/** So many instances of one portal, each with a connection of its own. */
export function instances(
  count: number,
  url: string,
  upstream: Record<string, unknown>,
  { storeKey = KEY, at = running().url } = {},
): Instance[] {
  return Array.from({ length: count }, () => {
    const made = makeProxy(url, { upstream, store: connectStore(at).store, storeKey });
    const status = async (path: string) => {
      const response = await made.ask(path);
      await response.text();
      return response.status;
    };
    return { ...made, status };
  });
}

export const VM = '/desktops/zstack/v1/vm-instances/a/image-candidates';

/** An upstream of ZStack. */
export const zstack = (url: string) => ({
  provider: 'zstack',
  params: {},
  credentials: zstackAccount({ endpoint: url, ...accounts.zstack }),
});

export async function openRedis(): Promise<void> {
  redis = await startRedis();
}

export async function closeRedis(): Promise<void> {
  await Promise.all(adapters.map((adapter) => adapter.disconnect(true).catch(() => undefined)));
  await redis?.stop();
}
