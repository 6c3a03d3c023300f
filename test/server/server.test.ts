import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, describe, test } from 'node:test';
import getPort from 'get-port';
import { accounts, startSimulator } from '../../simulator/index.js';
import { errorOf, record, serve, sendJson } from '../proxy/serve.js';
import { clouds as cloudsAt, LIST, secrets } from './clouds.js';
import { listening, start, type Started } from './started.js';

const simulator = await startSimulator();
after(() => simulator.close());
const { password } = accounts.huawei;

/** A configuration in front of the simulator. */
const clouds = (changes: object = {}, upstream: object = {}) =>
  cloudsAt(simulator.endpoint('huawei-workspace', { run: 'server', token: 'long' }), changes, upstream);

/** What the portal was asked, and how it answers. */
async function portal(answer: (request: IncomingMessage) => [number, Record<string, string>?]) {
  const asked: IncomingMessage[] = [];
  const { url } = await serve((request, response) => {
    asked.push(request);
    const [status, headers = {}] = answer(request);
    response.writeHead(status, headers).end();
  });
  return { url: `${url}/session`, asked };
}

test('it asks the portal who is signed in, the cloud for the list, and tells both to the log without a secret', async () => {
  const { url: session, asked } = await portal(({ headers }) => {
    if (headers.cookie === 'session=valid') return [204, { 'X-User': 'ada' }];
    if (headers.cookie === 'session=other') return [403];
    if (headers.cookie === 'session=broken') return [302, { Location: '/login' }];
    return [401, { 'WWW-Authenticate': 'Bearer realm="portal"' }];
  });
  const server = start(clouds({ authorize: { url: session, userHeader: 'X-User' } }), secrets);
  const { url, admin } = await listening(server);
  const ask = (cookie: string) => fetch(url + LIST, { headers: { Cookie: cookie, 'X-Request-Id': 'page-1' } });

  const allowed = await ask('session=valid');
  const body: unknown = await allowed.json();
  assert.equal(allowed.status, 200, JSON.stringify(body));
  const refused = await ask('session=none');
  assert.deepEqual([refused.status, refused.headers.get('WWW-Authenticate')], [401, 'Bearer realm="portal"']);
  assert.match(await refused.text(), /"PROXY.NOT-SIGNED-IN"/);
  assert.equal((await ask('session=other')).status, 403);
  assert.equal((await ask('session=broken')).status, 500);
  const { headers } = asked[0] ?? {};
  assert.deepEqual(
    [headers?.['x-original-uri'], headers?.['x-upstream'], headers?.['x-request-id']],
    [LIST, 'desktops', 'page-1'],
  );

  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.equal((await fetch(`${admin}/readyz`)).status, 200);
  assert.notEqual((await fetch(`${url}/metrics`)).status, 200);
  const metrics = await (await fetch(`${admin}/metrics`)).text();
  assert.match(metrics, /^# TYPE cloud_image_proxy_requests_total counter$/m);
  assert.match(
    metrics,
    /^cloud_image_proxy_requests_total\{upstream="desktops",outcome="answered",status="200",code=""\} 1$/m,
  );
  assert.match(metrics, /^cloud_image_proxy_sign_ins_total\{source="huawei-iam",outcome="succeeded"\} 1$/m);
  assert.match(metrics, /^cloud_image_proxy_request_seconds_bucket\{le="0.05",upstream="desktops"\} \d+$/m);

  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 0);
  const events = server.lines.filter(({ type, requestId }) => type === 'request' && requestId === 'page-1');
  assert.deepEqual(
    events.map((event) => [event['status'], event['user'], event['code']]),
    [
      [200, 'ada', undefined],
      [401, undefined, 'NOT-SIGNED-IN'],
      [403, undefined, 'NOT-SIGNED-IN'],
      [500, undefined, 'FAULT'],
    ],
  );
  assert.match(JSON.stringify(events[3]), /"message":"the portal answered 302"/);
  assert.ok(server.lines.every(({ time }) => typeof time === 'string'));
  const logged = JSON.stringify(server.lines) + server.complaints();
  for (const secret of [password, 'session=valid']) assert.equal(logged.includes(secret), false);
  assert.deepEqual(simulator.breaches('server'), []);
});

test('a permission is remembered for as long as the configuration says, a refusal never', async () => {
  const { url: session, asked } = await portal(({ headers }) => [headers.cookie === 'a=1' ? 200 : 401]);
  const server = start(clouds({ authorize: { url: session, cache: 60 } }), secrets);
  const { url } = await listening(server);
  for (const cookie of ['a=1', 'a=1', 'a=2', 'a=2']) {
    await (await fetch(url + LIST, { headers: { Cookie: cookie } })).text();
  }
  assert.deepEqual(
    asked.map(({ headers }) => headers.cookie),
    ['a=1', 'a=2', 'a=2'],
  );
});

test('a portal that is away, slow or failing is a 503 that passes, any other answer a 500, and the log tells both', async () => {
  const { url: session } = await portal(({ headers }) => {
    const [, status = '500', wait] = /^(\d+) ?(\d+)?$/.exec(headers.cookie ?? '') ?? [];
    return [Number(status), wait === undefined ? {} : { 'Retry-After': wait }];
  });
  const servers: Started[] = [];
  const asked = (authorize: object) => {
    const server = start(clouds({ authorize }), secrets);
    servers.push(server);
    return listening(server);
  };
  const hanging = await record(() => undefined);
  const [failing, absent, slow] = await Promise.all([
    asked({ url: session }),
    asked({ url: `http://127.0.0.1:${await getPort()}/` }),
    asked({ url: hanging.url, timeout: 100 }),
  ]);
  const ask = async ({ url }: { url: string }, Cookie = '') => {
    const response = await fetch(url + LIST, { headers: { Cookie } });
    return [(await errorOf(response)).code, response.status, response.headers.get('Retry-After')];
  };
  assert.deepEqual(await ask(failing, '500'), ['PROXY.PORTAL', 503, '1']);
  assert.deepEqual(await ask(failing, '503 7'), ['PROXY.PORTAL', 503, '7']);
  for (const status of ['302', '404', '429']) assert.deepEqual(await ask(failing, status), ['PROXY.FAULT', 500, null]);
  assert.deepEqual(await ask(absent), ['PROXY.PORTAL', 503, '1']);
  assert.deepEqual(await ask(slow), ['PROXY.PORTAL', 503, '1']);
  const told = servers.map(({ lines }) => lines.filter(({ type }) => type === 'request').map(({ cause }) => cause));
  assert.match(JSON.stringify(told), /"the portal answered 500".*"the portal answered 302".*ECONNREFUSED.*timeout/);
});

test('a permission for one address is not remembered for another', async () => {
  const list = (project: string, offset: number) => `/clouds/desktops/v2/${project}/images?limit=100&offset=${offset}`;
  const allowed = list('a', 0);
  const { url: session, asked } = await portal(({ headers }) => [headers['x-original-uri'] === allowed ? 204 : 403]);
  const { url: endpoint } = await record(({ response }) => sendJson(response, 200, { images: [] }));
  const upstream = { endpoint, params: {}, credentials: { type: 'token', token: { env: 'TOKEN' } } };
  const authorize = { url: session, cache: 60 };
  const server = start(clouds({ authorize }, upstream), { TOKEN: 'a-token-that-is-fixed' });
  const { url } = await listening(server);
  const paths = [allowed, list('b', 0), list('a', 100), allowed];
  const statuses: number[] = [];
  for (const path of paths) {
    const response = await fetch(url + path);
    await response.text();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [200, 403, 403, 200]);
  assert.deepEqual(
    asked.map(({ headers }) => headers['x-original-uri']),
    paths.slice(0, 3),
  );
});

void describe('on SIGTERM', () => {
  async function slow() {
    const { url, requests } = await record(({ response }) => response.writeHead(200).write('{"images":['));
    const credentials = { type: 'token', token: { env: 'TOKEN' } };
    const started = (changes: object) =>
      start(clouds(changes, { endpoint: url, credentials }), { TOKEN: 'a-token-that-is-fixed' });
    return { requests, started };
  }

  test('it lets requests under way end, and ends with 0', async () => {
    const { requests, started } = await slow();
    const server = started({});
    const { url, admin } = await listening(server);
    const response = await fetch(url + LIST);
    server.child.kill('SIGTERM');
    for (;;) if ((await fetch(`${admin}/readyz`)).status === 503) break;
    requests[0]?.response.end(']}');
    assert.deepEqual(await response.json(), { images: [] });
    assert.equal(await server.ended, 0);
  });

  test('it breaks off what takes longer than the configuration allows', async () => {
    const { started } = await slow();
    const server = started({ drain: 100 });
    const { url } = await listening(server);
    const response = await fetch(url + LIST);
    server.child.kill('SIGTERM');
    await assert.rejects(response.text());
    assert.equal(await server.ended, 0);
  });
});

test('secrets come from files, too, and pins from the environment', async () => {
  const { url, requests } = await record(({ response }) => sendJson(response, 200, { images: [] }));
  const upstream = {
    endpoint: { env: 'CLOUD' },
    params: { projectId: { env: 'PROJECT' } },
    filters: { visibility: ['gold'] },
    credentials: { type: 'token', token: { file: '/proc/self/comm' } },
  };
  const server = start(clouds({}, upstream), { CLOUD: url, PROJECT: 'p-1' });
  const listens = await listening(server);
  assert.equal((await fetch(listens.url + LIST)).status, 200);
  assert.equal(requests[0]?.url, '/v2/p-1/images?limit=100&offset=0&image_type=gold');
  assert.equal(typeof requests[0].headers['x-auth-token'], 'string');
});
