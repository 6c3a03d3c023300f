import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { accounts } from '../../simulator/index.js';
import { zstackAccount } from '../../src/proxy/index.js';
import { makeProxy, until, type Made } from './serve.js';
import { startZstackCloud, type ZstackCloud } from './zstack-cloud.js';

afterEach(() => mock.timers.reset());

const MINUTE = 60_000;
const path = (uuid: string) => `/desktops/zstack/v1/vm-instances/${uuid}/image-candidates`;
const GOOD = path('good');
const EVIL = path('evil');

/** A proxy in front of a cloud that takes every session for expired where a page says one value. */
async function setUp(): Promise<Made & { cloud: ZstackCloud; status: (path: string) => Promise<number> }> {
  const cloud = await startZstackCloud();
  cloud.refuses = (url) => url.includes('evil');
  const credentials = zstackAccount({ endpoint: cloud.url, ...accounts.zstack });
  const made = makeProxy(cloud.url, { upstream: { provider: 'zstack', params: {}, credentials } });
  const status = async (path: string) => {
    const response = await made.ask(path);
    await response.text();
    return response.status;
  };
  return { ...made, cloud, status };
}

test('100 requests with a value that the cloud refuses cost one sign-in more, and all others are answered', async () => {
  const { cloud, status, ask } = await setUp();
  assert.equal(await status(GOOD), 200);
  const both = async () => [await status(EVIL), await status(GOOD)];
  // One after the other, and all at once.
  for (let count = 0; count < 20; count++) assert.deepEqual(await both(), [503, 200]);
  assert.deepEqual(await Promise.all(Array.from({ length: 80 }, both)), Array(80).fill([503, 200]));
  assert.equal(cloud.begun.length, 2);
  // In the cloud's own words.
  assert.match(await (await ask(EVIL)).text(), /Session expired/);
});

test('requests with a refused value sign in again once in half a minute at most, and every replaced session is ended', async () => {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  const { cloud, status, proxy } = await setUp();
  await status(GOOD);
  for (let seconds = 0; seconds < 300; seconds += 5) {
    await status(EVIL);
    assert.equal(await status(GOOD), 200);
    await until(() => cloud.open().length <= 2);
    mock.timers.tick(5000);
  }
  assert.ok(cloud.begun.length <= 11, `${cloud.begun.length} sign-ins in five minutes`);
  await proxy.close();
  assert.deepEqual(cloud.open(), []);
  assert.equal(new Set(cloud.ended).size, cloud.ended.length);
});

test('a session that works is kept while no new one can be had', async () => {
  const { cloud, status } = await setUp();
  await status(GOOD);
  for (const signIn of ['fails', 'hangs'] as const) {
    cloud.signIn = signIn;
    const evil = status(EVIL);
    assert.equal(await status(GOOD), 200);
    if (signIn === 'fails') assert.equal(await evil, 503);
  }
  assert.equal(cloud.begun.length, 1);
});

test('a session that is replaced is ended when the last request with it is over', async () => {
  const { cloud, status, ask, events } = await setUp();
  await status(GOOD);
  const [first = ''] = cloud.begun;
  let seen = false;
  let answer = (): void => undefined;
  cloud.slow = new Promise((resolve) => (answer = resolve));
  // It has expired for all but a request that is under way.
  cloud.refuses = (url, session) => {
    seen ||= url.includes('slow');
    return session === first && !url.includes('slow');
  };
  const running = ask(path('slow'));
  await until(() => seen);
  assert.equal(await status(GOOD), 200);
  assert.equal(cloud.begun.length, 2);
  assert.deepEqual(cloud.ended, []);
  answer();
  assert.equal((await running).status, 200);
  await until(() => cloud.ended.length === 1);
  assert.deepEqual(cloud.ended, [first]);
  await until(() => events.some((event) => event.type === 'sign-out' && event.outcome === 'succeeded'));
});

test('a session is renewed behind the requests: a token service that hangs holds up none', async () => {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  const { cloud, status } = await setUp();
  await status(GOOD);
  cloud.signIn = 'hangs';
  mock.timers.tick(119.5 * MINUTE);
  const started = performance.now();
  assert.equal(await status(GOOD), 200);
  assert.equal(await status(GOOD), 200);
  assert.ok(performance.now() - started < 1000);
});
