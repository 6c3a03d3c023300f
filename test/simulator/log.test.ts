import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueOf, cloudIds, credentials, startSimulator } from '../../simulator/index.js';
import { listPath, signedIn, startAsking, until } from './ask.js';

const { simulator, ask } = await startAsking();

const origin = 'https://portal.example';

async function control(path: string, init: RequestInit = {}): Promise<{ response: Response; json: unknown }> {
  const response = await fetch(`${simulator.url}/-/${path}`, { ...init, headers: { Origin: origin } });
  const text = await response.text();
  return { response, json: text.startsWith('[') ? JSON.parse(text) : text };
}

test('the log has the requests of a run in order, and never a credential', async () => {
  const options = { run: 'logged' };
  await ask('horizon', { options, query: '?page=0' });
  await ask('horizon', { options, query: '?page=1', headers: {} });
  await ask('horizon', { options: { run: 'other' } });
  const entries = simulator.log('logged');
  assert.deepEqual(
    entries.map(({ method, status, credentials, aborted }) => ({ method, status, credentials, aborted })),
    [
      { method: 'GET', status: 200, credentials: true, aborted: false },
      { method: 'GET', status: 401, credentials: false, aborted: false },
    ],
  );
  assert.deepEqual(
    entries.map(({ url }) => url),
    [`/horizon;run=logged${listPath('horizon')}?page=0`, `/horizon;run=logged${listPath('horizon')}?page=1`],
  );
  assert.equal(JSON.stringify(simulator.log()).includes(credentials.horizon), false);
});

test('a browser reads the log and the breaches of a run', async () => {
  await ask('hostway', { options: { run: 'read' }, query: '?colour=red' });
  const log = await control('log?run=read');
  assert.equal(log.response.headers.get('access-control-allow-origin'), origin);
  assert.deepEqual(log.json, JSON.parse(JSON.stringify(simulator.log('read'))));
  const { json } = await control('breaches?run=read');
  const url = `/hostway;run=read${listPath('hostway')}?colour=red`;
  assert.deepEqual(json, [{ run: 'read', cloud: 'hostway', what: 'the query key colour is not documented', url }]);
});

test('a browser reads the whole catalogue of each cloud', async () => {
  for (const cloud of cloudIds) {
    const { json } = await control(`catalogue/${cloud};size=30;seed=4;run=any;latency=9`);
    assert.deepEqual(json, catalogueOf(cloud, { size: 30, seed: 4 }));
  }
  assert.equal((await control('catalogue/zstack;speed=1')).response.status, 400);
  assert.equal((await control('catalogue/glance')).response.status, 404);
  assert.equal((await control('colours')).response.status, 404);
});

test('a browser makes the simulator forget a run, its counts included, and no other', async () => {
  const options = { run: 'forget', fail: 500, times: 1 };
  await ask('zstack', { options });
  await ask('zstack', { options: { run: 'keep' } });
  assert.equal((await control('reset?run=forget', { method: 'POST' })).response.status, 204);
  assert.deepEqual(simulator.log('forget'), []);
  assert.equal(simulator.log('keep').length, 1);
  assert.equal((await ask('zstack', { options })).status, 500);
});

test('a page of another origin may ask, send credentials and read what it needs', async () => {
  const address = simulator.endpoint('huawei-workspace', { run: 'cors' }) + listPath('huawei-workspace');
  const asked = await fetch(address, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'x-auth-token',
    },
  });
  assert.equal(asked.status, 204);
  assert.equal(asked.headers.get('access-control-allow-origin'), origin);
  for (const header of ['authorization', 'x-auth-token', 'content-type']) {
    assert.ok(asked.headers.get('access-control-allow-headers')?.includes(header));
  }
  const read = await fetch(address, { headers: { ...signedIn('huawei-workspace'), Origin: origin } });
  assert.equal(read.headers.get('access-control-allow-origin'), origin);
  assert.equal(read.headers.get('access-control-expose-headers'), 'Retry-After, X-Request-Id, X-Openstack-Request-Id');
  assert.deepEqual(simulator.breaches('cors'), []);
});

test('without CORS a cloud answers the question of a browser as any other method, and it is no breach', async () => {
  for (const cloud of cloudIds) {
    const address = simulator.endpoint(cloud, { cors: 'off', run: 'no-cors' }) + listPath(cloud);
    const asked = await fetch(address, { method: 'OPTIONS', headers: { Origin: origin } });
    assert.equal(asked.status, 405);
    const read = await fetch(address, { headers: { ...signedIn(cloud), Origin: origin } });
    assert.equal(read.status, 200);
    for (const { headers } of [asked, read]) assert.equal(headers.get('access-control-allow-origin'), null);
  }
  assert.deepEqual(simulator.breaches('no-cors'), []);
});

test('closing ends what waits, hangs or drips, and frees the port', async () => {
  const short = await startSimulator();
  const open = ['latency=60000', 'fail=hang', 'fail=drip'].map(async (option) => {
    const response = await fetch(`${short.url}/zstack;${option}${listPath('zstack')}`, { headers: signedIn('zstack') });
    return response.text();
  });
  const ended = Promise.allSettled(open);
  await until(() => short.log().length === 3);
  await short.close();
  assert.deepEqual(
    (await ended).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  const again = await startSimulator({ port: Number(new URL(short.url).port) });
  await again.close();
});

test('a port that is taken is an error', async () => {
  await assert.rejects(startSimulator({ port: Number(new URL(simulator.url).port) }), { code: 'EADDRINUSE' });
});
