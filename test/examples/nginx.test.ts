import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { startNginx, whyNoNginx, type Nginx } from '../../scripts/nginx.js';
import { freePort } from '../../scripts/unpacked.js';
import { record, sendJson, serve, type Seen } from '../proxy/serve.js';
import { example } from './started.js';

const skip = whyNoNginx() ?? false;
const SECRET = 'Basic anVlcmdlbjpwYXNzd29ydA==';

let respond: (seen: Seen) => void;
const cloud = await record((seen) => respond(seen));
const portal = await serve((incoming, response) => {
  response.writeHead(incoming.headers.cookie === 'session=valid' ? 204 : 401).end();
});
const port = await freePort();
let nginx: Nginx | undefined;

before(
  async () => {
    if (skip !== false) return;
    const replaced: readonly (readonly [string, string])[] = [
      ['127.0.0.1:8080', `127.0.0.1:${port}`],
      ['http://127.0.0.1:3000', portal.url],
      ['server api.hostway.example:443', `server ${new URL(cloud.url).host}`],
      ['https://flexcloud', 'http://flexcloud'],
    ];
    let site = readFileSync(example('proxy-nginx/portal.conf'), 'utf8');
    for (const [from, to] of replaced) {
      assert.ok(site.includes(from), from);
      site = site.replace(from, to);
    }
    const files = { 'cloud-credentials.conf': `proxy_set_header Authorization "${SECRET}";\n` };
    nginx = await startNginx(site, files, `http://127.0.0.1:${port}/`);
  },
  { timeout: 120_000 },
);
after(() => nginx?.stop());

beforeEach(() => {
  cloud.requests.length = 0;
  respond = ({ response }) => sendJson(response, 200, { images: [] }, { ETag: '"1"' });
});

const LIST = '/clouds/flexcloud/images/detail';

/** Asks exactly so, as somebody who is signed in unless `headers` say otherwise. */
async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const asking = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    agent: false,
    headers: { Cookie: 'session=valid', ...headers },
  });
  asking.end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('nginx adds the credentials, and sends nothing of the page but what is meant', { skip }, async () => {
  const { status, headers, body } = await ask(`${LIST}?status=ACTIVE&zone=east%201`, {
    Authorization: 'Bearer forged',
    'X-Forwarded-Host': 'evil.example',
    'X-Auth-Token': 'forged',
    Referer: 'https://portal.example/secret',
    'If-None-Match': '"0"',
    'Sec-Fetch-Site': 'same-origin',
  });
  assert.deepEqual([status, body], [200, '{"images":[]}']);
  assert.deepEqual([headers.etag, headers['cache-control']], ['"1"', 'private, no-cache']);
  assert.equal(headers['x-content-type-options'], 'nosniff');
  const [seen] = cloud.requests;
  assert.ok(seen);
  assert.equal(seen.url, '/images/detail?status=ACTIVE&zone=east%201');
  const { 'x-request-id': id, ...others } = seen.headers;
  assert.match(String(id), /^[0-9a-f]{32}$/);
  assert.deepEqual(others, {
    host: 'api.hostway.example',
    accept: 'application/json',
    'if-none-match': '"0"',
    authorization: SECRET,
  });
});

test('nginx lets nobody in whom the portal does not know', { skip }, async () => {
  assert.equal((await ask(LIST, { Cookie: '' })).status, 401);
  assert.equal((await ask(LIST, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await ask(LIST, {}, 'POST')).status, 405);
  assert.equal((await ask(LIST, {}, 'HEAD')).status, 405);
  assert.equal((await ask('/session')).status, 404);
  assert.equal(cloud.requests.length, 0);
});

test('nginx asks for one list only, with the known query keys', { skip }, async () => {
  const paths = [
    '/clouds/flexcloud/images',
    '/clouds/flexcloud/images/detail/',
    '/clouds/flexcloud/images/detail/../../servers',
    '/clouds/flexcloud/images%2Fdetail/x',
    '/clouds/flexcloud/accounts/1/flexcloud/images/detail',
    '/images/detail',
    ...[
      'other=1',
      'status=ACTIVE&other=1',
      'status',
      'status=a&&b',
      'status=a/../b',
      'status=a;b',
      '=',
      '?status=A',
      'status=@evil.example',
    ].map((query) => `${LIST}?${query}`),
  ];
  for (const path of paths) {
    const { status } = await ask(path);
    assert.ok(status === 400 || status === 404, `${path}: ${status}`);
  }
  assert.deepEqual(
    cloud.requests.map(({ url }) => url),
    [],
  );
  // Other ways to write the same path are the same list, of the same cloud.
  const others = ['/clouds/x/../flexcloud//images/%64etail', `http://evil.example${LIST}`];
  for (const path of others) assert.equal((await ask(path)).status, 200);
  assert.deepEqual(
    cloud.requests.map(({ url, headers }) => [url, headers.host]),
    others.map(() => ['/images/detail', 'api.hostway.example']),
  );
});

test('nginx passes neither cookies nor orders on, and follows no redirect', { skip }, async () => {
  respond = ({ response }) =>
    sendJson(
      response,
      200,
      { images: [] },
      {
        'Set-Cookie': 'a=1',
        'X-Accel-Redirect': '/session',
        'Access-Control-Allow-Origin': '*',
        'Cache-Control': 'public, max-age=9999',
      },
    );
  const { status, headers, body } = await ask(LIST);
  assert.deepEqual([status, body, headers['cache-control']], [200, '{"images":[]}', 'private, no-cache']);
  for (const name of ['set-cookie', 'access-control-allow-origin']) assert.equal(headers[name], undefined, name);

  for (const status of [301, 302, 303, 307, 308]) {
    respond = ({ response }) => response.writeHead(status, { Location: 'http://evil.example/' }).end();
    const redirected = await ask(LIST);
    assert.deepEqual([redirected.status, redirected.headers.location], [502, undefined]);
  }
});

test('the cloud’s own errors come through nginx, without a question for a password', { skip }, async () => {
  respond = ({ response }) => sendJson(response, 401, { unauthorized: { code: 401 } }, { 'WWW-Authenticate': 'Basic' });
  const { status, headers, body } = await ask(LIST);
  assert.deepEqual([status, body, headers['www-authenticate']], [401, '{"unauthorized":{"code":401}}', undefined]);
});
