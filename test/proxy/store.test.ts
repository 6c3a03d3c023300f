import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { accounts } from '../../simulator/index.js';
import { horizonToken, huaweiIam, type CredentialsSetting } from '../../src/proxy/index.js';
import { whyNoRedis } from '../servers/redis.js';
import { errorOf, record, sendJson, serve, until } from './serve.js';
import { closeRedis, instances, openRedis, running, VM, zstack } from './shared-redis.js';
import { startZstackCloud } from './zstack-cloud.js';

const SECOND = 1000;
const LIST = '/desktops/v2/-/images';
const { domain, user, password, projectId } = accounts.huawei;

const iam = (endpoint: string, changes: object = {}): { credentials: CredentialsSetting } => ({
  credentials: huaweiIam({ endpoint, domain, user, password, project: { id: projectId }, ...changes }),
});

void describe('instances that share a Redis', { skip: whyNoRedis() ?? false }, () => {
  before(openRedis);
  after(closeRedis);

  test('sign in once, however many requests come at once', async () => {
    const cloud = await startZstackCloud();
    const all = instances(5, cloud.url, zstack(cloud.url));
    const statuses = await Promise.all(all.flatMap(({ status }) => Array.from({ length: 10 }, () => status(VM))));
    assert.deepEqual(statuses, Array(50).fill(200));
    assert.equal(cloud.begun.length, 1);
    const [late] = instances(1, cloud.url, zstack(cloud.url));
    assert.equal(await late?.status(VM), 200);
    assert.equal(cloud.begun.length, 1);
  });

  test('sign in once more where the cloud has ended their session', async () => {
    const cloud = await startZstackCloud();
    const all = instances(4, cloud.url, zstack(cloud.url));
    const ask = () => Promise.all(all.map(({ status }) => status(VM)));
    await ask();
    cloud.ended.push(...cloud.begun);
    assert.deepEqual(await ask(), [200, 200, 200, 200]);
    assert.deepEqual(await ask(), [200, 200, 200, 200]);
    assert.equal(cloud.begun.length, 2);
  });

  test('are no more of an occasion for sign-ins than one, whatever a page makes the cloud refuse', async () => {
    const cloud = await startZstackCloud();
    const all = instances(4, cloud.url, zstack(cloud.url));
    cloud.refuses = (url) => url.includes('evil');
    await Promise.all(all.map(({ status }) => status(VM)));
    for (let count = 0; count < 5; count++) {
      for (const { status } of all)
        assert.deepEqual([await status(VM.replace('/a/', '/evil/')), await status(VM)], [503, 200]);
    }
    assert.equal(cloud.begun.length, 2);
  });

  test('leave a session to the others when they close, and end those that were replaced', async () => {
    const cloud = await startZstackCloud();
    const [one, other] = instances(2, cloud.url, zstack(cloud.url));
    assert.ok(one && other);
    await one.status(VM);
    await other.status(VM);
    await one.proxy.close();
    assert.equal(cloud.ended.length, 0);
    assert.equal(await other.status(VM), 200);
    const [first = ''] = cloud.begun;
    cloud.refuses = (_, session) => session === first;
    assert.equal(await other.status(VM), 200);
    await until(() => cloud.ended.length === 1);
    assert.deepEqual([cloud.begun.length, cloud.ended], [2, [first]]);
    await other.proxy.close();
    assert.equal(cloud.ended.length, 1);
  });

  test('sign in once from two processes, too', async () => {
    const cloud = await startZstackCloud();
    const script = fileURLToPath(new URL('store-instance.ts', import.meta.url));
    const line = ['--import', 'tsx', script, running().url, cloud.url];
    const ended = await Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, line)));
    assert.deepEqual(
      ended.map(({ stdout }) => stdout),
      ['200', '200'],
    );
    assert.deepEqual([cloud.begun.length, cloud.ended.length], [1, 0]);
  });

  test('try a refused password twice in all, and another one at once', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { url, requests } = await record(({ response }) => sendJson(response, 401, {}));
    const all = instances(5, url, iam(url));
    const askAll = async () =>
      new Set(await Promise.all(all.map(async ({ ask }) => (await errorOf(await ask(LIST))).code)));
    assert.deepEqual(await askAll(), new Set(['PROXY.SIGN-IN-REFUSED']));
    assert.equal(requests.length, 1);
    t.mock.timers.tick(31 * SECOND);
    for (let minutes = 0; minutes < 14; minutes++) {
      assert.deepEqual(await askAll(), new Set(['PROXY.SIGN-IN-REFUSED']));
      t.mock.timers.tick(60 * SECOND);
    }
    assert.equal(requests.length, 2);
    const [corrected] = instances(1, url, iam(url, { password: 'corrected' }));
    await corrected?.status(LIST);
    assert.equal(requests.length, 3);
  });

  test('send a wrong Basic password once', async () => {
    const { url, requests } = await record(({ response }) => sendJson(response, 401, {}));
    const all = instances(5, url, {
      provider: 'hostway',
      params: {},
      credentials: { username: 'u', password: 'wrong' },
    });
    const statuses = await Promise.all(
      all.flatMap(({ status }) => [1, 2, 3].map(() => status('/desktops/images/detail'))),
    );
    assert.deepEqual(statuses, Array(15).fill(503));
    assert.equal(requests.length, 1);
  });

  test('find out by one request each that a password has stopped working', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    let right = true;
    const { url, requests } = await record(({ response }) => sendJson(response, right ? 200 : 401, { images: [] }));
    const credentials = { username: 'u', password: 'right' };
    const all = instances(3, url, { provider: 'hostway', params: {}, credentials });
    const askAll = () => Promise.all(all.map(({ status }) => status('/desktops/images/detail')));
    assert.deepEqual(await askAll(), [200, 200, 200]);
    const before = requests.length;
    right = false;
    t.mock.timers.tick(2 * SECOND);
    assert.deepEqual(await askAll(), [401, 401, 401]);
    assert.deepEqual(await askAll(), [503, 503, 503]);
    // Each by one request, and a question of the proxy's own where none had heard of another's.
    assert.ok(requests.length - before <= 6, `${requests.length - before} requests`);
  });

  test('go on with the refresh token that one of them was given', async () => {
    const bodies: string[] = [];
    const { url } = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const count = bodies.push(body);
        sendJson(response, 200, { access_token: `a-${count}`, expires_in: 60, refresh_token: `r-${count}` });
      });
    });
    let expired = false;
    const cloud = await record(({ headers, response }) => {
      const valid = headers.authorization === `Bearer a-${bodies.length}` && !expired;
      expired = false;
      sendJson(response, valid ? 200 : 401, { content: [] });
    });
    const credentials = horizonToken({ tokenUrl: url, refreshToken: 'r-0' });
    const upstream = { provider: 'horizon', params: { imageId: 'i', versionId: 'v' }, credentials };
    const path = '/desktops/imagemgmt/v1/images/-/versions/-/copies';
    const [one, other] = instances(2, cloud.url, upstream);
    assert.equal(await one?.status(path), 200);
    expired = true;
    assert.equal(await other?.status(path), 200);
    assert.deepEqual(bodies, ['refresh_token=r-0', 'refresh_token=r-1']);
  });
});
