import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { accounts } from '../../simulator/index.js';
import type { ProxyEvent } from '../../src/proxy/index.js';
import { startRedis, whyNoRedis } from '../servers/redis.js';
import { makeProxy } from './serve.js';
import { closeRedis, connectStore, instances, KEY, openRedis, VM, zstack } from './shared-redis.js';
import { startZstackCloud } from './zstack-cloud.js';

const SECOND = 1000;

const typesOf = (events: readonly ProxyEvent[]) => events.map(({ type }) => type).filter((type) => type !== 'request');

void describe('what instances share in a Redis', { skip: whyNoRedis() ?? false }, () => {
  before(openRedis);
  after(closeRedis);

  test('tells nothing, and is there no longer than it holds', async () => {
    const cloud = await startZstackCloud();
    const { adapter } = connectStore();
    await adapter.clear();
    const [one] = instances(1, cloud.url, zstack(cloud.url));
    await one?.status(VM);
    const client = await adapter.getClient();
    let keys = await client.keys('*');
    // The lease on the sign-in goes a little later.
    while (keys.length !== 1) keys = await client.keys('*');
    const values = await Promise.all(keys.map((key) => client.get(key)));
    const said = JSON.stringify([keys, values]);
    for (const secret of [cloud.url, 'admin', accounts.zstack.password, ...cloud.begun, 'zstack', 'session']) {
      assert.equal(said.includes(secret), false, secret);
    }
    const lifetimes = await Promise.all(keys.map((key) => client.pTTL(key)));
    assert.ok(
      lifetimes.every((milliseconds) => milliseconds > 0 && milliseconds <= 7_200_000),
      String(lifetimes),
    );
  });

  test('is not taken where it was tampered with, put elsewhere or sealed with another key', async () => {
    const cloud = await startZstackCloud();
    const { adapter } = connectStore();
    const client = await adapter.getClient();
    const tamperings: readonly ((value: string, all: readonly string[]) => string)[] = [
      () => 'null',
      () => '{"value":{"credentials":"stolen"}}',
      (value) => value.slice(0, 60) + (value[60] === 'A' ? 'B' : 'A') + value.slice(61),
      (value) => value.slice(0, 40) + value.slice(41),
      (value, all) => all.find((other) => other !== value) ?? '',
    ];
    for (const [index, tamper] of tamperings.entries()) {
      await adapter.clear();
      const other = await startZstackCloud();
      const [one, elsewhere] = [
        ...instances(1, cloud.url, zstack(cloud.url)),
        ...instances(1, other.url, zstack(other.url)),
      ];
      assert.deepEqual(await Promise.all([one?.status(VM), elsewhere?.status(VM)]), [200, 200]);
      const keys = await client.keys('*');
      const values = await Promise.all(keys.map(async (key) => String(await client.get(key))));
      for (const [at, key] of keys.entries()) await client.set(key, tamper(values[at] ?? '', values));
      const [next] = instances(1, cloud.url, zstack(cloud.url));
      assert.equal(await next?.status(VM), 200);
      assert.equal(cloud.begun.length, (index + 1) * 2, `tampering ${index}`);
    }
    const [foreign] = instances(1, cloud.url, zstack(cloud.url), {
      storeKey: 'another key, of 32 characters and more',
    });
    assert.equal(await foreign?.status(VM), 200);
    assert.equal(cloud.begun.length, tamperings.length * 2 + 1);
  });

  test('is done without while Redis is away: each goes on alone, says so once, and shares again when it is back', async () => {
    const own = await startRedis();
    const cloud = await startZstackCloud();
    const all = instances(2, cloud.url, zstack(cloud.url), { at: own.url });
    const askAll = () => Promise.all(all.map(({ status }) => status(VM)));
    assert.deepEqual(await askAll(), [200, 200]);
    assert.equal(cloud.begun.length, 1);

    await own.stop();
    cloud.ended.push(...cloud.begun);
    for (let count = 0; count < 3; count++) assert.deepEqual(await askAll(), [200, 200]);
    assert.equal(cloud.begun.length, 3);
    for (const { events } of all) {
      assert.deepEqual(
        events.flatMap((event) => (event.type === 'store' ? [event.outcome] : [])),
        ['failed'],
      );
      assert.equal(JSON.stringify(events).includes(String(own.port)), false);
    }

    const again = await startRedis(own.port);
    try {
      // A refused session is looked up there.
      cloud.ended.push(...cloud.begun);
      const recovered = () =>
        all.every(({ events }) => typesOf(events).filter((type) => type === 'store').length === 2);
      while (!recovered()) await askAll();
      const begun = (): number => cloud.begun.length;
      const before = begun();
      const fresh = instances(2, cloud.url, zstack(cloud.url), { at: own.url });
      assert.deepEqual(await Promise.all(fresh.map(({ status }) => status(VM))), [200, 200]);
      assert.equal(begun(), before + 1);
    } finally {
      await again.stop();
    }
  });

  test('is waited for half a second at most', async () => {
    const cloud = await startZstackCloud();
    const never = (): Promise<never> => new Promise<never>(() => undefined);
    const store = { get: never, set: never, delete: never };
    const { ask, events } = makeProxy(cloud.url, { upstream: zstack(cloud.url), store, storeKey: KEY });
    const started = performance.now();
    assert.equal((await ask(VM)).status, 200);
    assert.ok(performance.now() - started < 2 * SECOND);
    assert.deepEqual(typesOf(events), ['store', 'sign-in']);
  });
});
