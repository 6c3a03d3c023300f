import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accounts } from '../../simulator/index.js';
import { record, sendJson } from '../proxy/serve.js';
import { startZstackCloud } from '../proxy/zstack-cloud.js';
import { startRedis, whyNoRedis } from '../servers/redis.js';
import { listening, start, type Started } from './started.js';

const VM = '/clouds/vms/zstack/v1/vm-instances/a/image-candidates';
const FLEX = '/clouds/flex/images/detail';
const secrets = { PASSWORD: accounts.zstack.password, STORE_KEY: 'hidden-key-of-the-configuration-and-of-40' };

interface Instance extends Started {
  readonly status: (path: string) => Promise<number>;
  /** What became of the store, by its log. */
  readonly outcomes: () => unknown[];
}

/** A server in front of a ZStack, and of a Hostway that refuses the password. */
async function instance(redis: string, zstack: string, hostway = zstack): Promise<Instance> {
  const password = { env: 'PASSWORD' };
  const server = start(
    {
      listen: { port: 0 },
      authorize: 'everyone',
      store: { url: { env: 'REDIS_URL' }, key: { env: 'STORE_KEY' } },
      upstreams: {
        vms: {
          provider: 'zstack',
          endpoint: zstack,
          credentials: { type: 'zstack-account', endpoint: zstack, account: accounts.zstack.account, password },
        },
        flex: {
          provider: 'hostway',
          endpoint: hostway,
          credentials: { type: 'hostway-basic', username: 'portal', password },
        },
      },
    },
    { ...secrets, REDIS_URL: redis },
  );
  const { url } = await listening(server);
  return {
    ...server,
    outcomes: () => server.lines.filter(({ type }) => type === 'store').map(({ outcome }) => outcome),
    status: async (path) => {
      const response = await fetch(url + path);
      await response.text();
      return response.status;
    },
  };
}

async function stop({ child, ended }: Instance): Promise<void> {
  child.kill('SIGTERM');
  assert.equal(await ended, 0);
}

void describe('servers with one store', { skip: whyNoRedis() ?? false }, () => {
  test('sign in once, and send a refused password once', async () => {
    const redis = await startRedis();
    const cloud = await startZstackCloud();
    const refusing = await record(({ response }) => sendJson(response, 401, {}));
    const both = await Promise.all([1, 2].map(() => instance(redis.url, cloud.url, refusing.url)));
    const askBoth = (path: string) => Promise.all(both.map(({ status }) => status(path)));
    assert.deepEqual(await askBoth(VM), [200, 200]);
    assert.equal(cloud.begun.length, 1);
    assert.deepEqual(
      [await askBoth(FLEX), await askBoth(FLEX)],
      [
        [503, 503],
        [503, 503],
      ],
    );
    assert.equal(refusing.requests.length, 1);
    await Promise.all(both.map(stop));
    // It stands in the store for whichever is started next.
    assert.deepEqual(cloud.ended, []);
    await redis.stop();
  });

  test('go on alone while it is away, at the start, too, say so once, and share again when it is back', async () => {
    const redis = await startRedis();
    const cloud = await startZstackCloud();
    const one = await instance(redis.url, cloud.url);
    assert.equal(await one.status(VM), 200);
    await redis.stop();

    const late = await instance(redis.url, cloud.url);
    const both = [one, late];
    const askBoth = () => Promise.all(both.map(({ status }) => status(VM)));
    cloud.ended.push(...cloud.begun);
    for (let count = 0; count < 3; count++) assert.deepEqual(await askBoth(), [200, 200]);
    assert.equal(cloud.begun.length, 3);
    assert.deepEqual([one.outcomes(), late.outcomes()], [['failed'], ['failed']]);

    const again = await startRedis(redis.port);
    while (both.some(({ outcomes }) => outcomes().length < 2)) {
      // What others have is looked up where a session is refused.
      cloud.ended.push(...cloud.open());
      await askBoth();
    }
    assert.deepEqual([one.outcomes(), late.outcomes()], Array(2).fill(['failed', 'recovered']));
    const begun = cloud.begun.length;
    const fresh = await Promise.all([1, 2].map(() => instance(again.url, cloud.url)));
    assert.deepEqual(await Promise.all(fresh.map(({ status }) => status(VM))), [200, 200]);
    assert.ok(cloud.begun.length <= begun + 1, `${cloud.begun.length - begun} sign-ins`);
    await Promise.all([...both, ...fresh].map(stop));
    for (const { lines, complaints } of both) {
      const told = JSON.stringify(lines) + complaints();
      for (const hidden of [...Object.values(secrets), redis.url]) assert.equal(told.includes(hidden), false);
    }
    await again.stop();
  });
});
