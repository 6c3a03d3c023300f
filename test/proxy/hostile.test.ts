import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { createProxy, type ProxyEvent } from '../../src/proxy/index.js';
import { hostileRequests, type Hostile } from './hostile-requests.js';
import { nodeListener, PROJECT, record, SECRET, sendJson, serve, type Seen } from './serve.js';

const canary = await record();
const upstream = await record(({ response }) => sendJson(response, 200, { images: [], total_count: 0 }));
const events: ProxyEvent[] = [];
const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint: `${upstream.url}/base`,
      params: { projectId: PROJECT, packageType: 'general' },
      credentials: SECRET,
    },
    phones: { provider: 'huawei-cloud-phone', endpoint: `${upstream.url}/base`, credentials: SECRET },
  },
  authorize: () => true,
  log: (event) => events.push(event),
});
after(() => proxy.close());
const server = await serve(nodeListener(proxy));

/** Sends a request to the letter, and reads everything that comes back. */
function send({ method = 'GET', target = '/', head = ['Host: portal'], body = '' }: Hostile): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (answer += text));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    const lines = [`${method} ${target} HTTP/1.1`, ...head];
    if (!head.some((line) => /^connection:/i.test(line))) lines.push('Connection: close');
    if (body !== '') lines.push(`Content-Length: ${body.length}`);
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    // Some announce a body that never comes: once they are answered, the server is told that nothing follows.
    socket.once('data', () => setTimeout(() => socket.end(), 2000).unref());
  });
}

const LISTS = [
  new RegExp(`^/base/v2/${PROJECT}/images\\?(.*&)?package_type=general(&.*)?$`),
  /^\/base\/v1\/[^/?]+\/cloud-phone\/images$/,
];

const OURS = ['host', 'connection', 'accept', 'x-request-id', 'x-auth-token', 'content-type'];
/** What the platform's own fetch adds. */
const FETCH = ['accept-language', 'sec-fetch-mode', 'user-agent', 'accept-encoding'];

function assertHarmless({ method, url, headers }: Seen): void {
  assert.equal(method, 'GET');
  assert.ok(
    LISTS.some((list) => list.test(url)),
    url,
  );
  const segment = decodeURIComponent(
    decodeURIComponent(/\/v1\/([^/]+)\//.exec(url)?.[1]?.replaceAll('%25', '%2525') ?? ''),
  );
  assert.equal(/[/\\;?#\p{Cc}]|^\.+$/u.test(segment), false, url);
  assert.equal(headers.host, new URL(upstream.url).host);
  assert.equal(headers['x-auth-token'], SECRET);
  assert.equal(headers['content-type'], url.includes('/cloud-phone/') ? undefined : 'application/json');
  assert.match(String(headers['x-request-id']), /^[\w.:~-]{1,128}$/);
  assert.deepEqual(
    Object.keys(headers).filter((name) => !OURS.includes(name) && !FETCH.includes(name)),
    [],
  );
  assert.equal(/smuggled|evil/.test(JSON.stringify({ ...headers, 'user-agent': '' })), false);
  assert.equal(String(headers['user-agent']).includes('smuggled'), false);
}

/** A refusal of the proxy in its own words, the list that was asked for, or the HTTP server's own refusal. */
function assertClear(answer: string, { name, method }: Hostile): void {
  const [head = '', body = ''] = answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '').split('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  assert.ok(status === 200 || (status >= 400 && status < 500), `${name}: ${head.slice(0, 80)}`);
  const own = /x-request-id/i.test(head);
  if (!own) return assert.ok([400, 431].includes(status), `${name}: ${status} by the server itself`);
  assert.match(head, /x-content-type-options: nosniff/i);
  if (method === 'HEAD') return assert.equal(status, 405);
  if (status === 200) return assert.match(body, /\{"images":\[\],"total_count":0\}/);
  assert.match(body, /"error_code":"PROXY\.[A-Z-]+","error_msg":"[^"]+","request_id":"[^"]+"/, name);
}

const hostile = hostileRequests(new URL(canary.url).host);

test(`none of ${hostile.length} hostile requests reaches anything but the configured lists`, async () => {
  assert.ok(hostile.length >= 200);
  const refused: string[] = [];
  for (let at = 0; at < hostile.length; at += 40) {
    await Promise.all(
      hostile.slice(at, at + 40).map(async (request) => {
        const answer = await send(request);
        assertClear(answer, request);
        assert.equal(answer.includes(SECRET), false, request.name);
        assert.equal(/set-cookie|smuggled/i.test(answer), false, request.name);
        if (!answer.includes('HTTP/1.1 200')) refused.push(request.name);
      }),
    );
  }
  for (const seen of upstream.requests) assertHarmless(seen);
  assert.equal(canary.requests.length, 0);
  assert.ok(refused.length > 300, `${refused.length} refused`);
  assert.equal(JSON.stringify(events).includes(SECRET), false);
});

test('the refusals say which rule was broken', async () => {
  const list = `/clouds/desktops/v2/-/images`;
  const cases: readonly (readonly [Hostile, number, string])[] = [
    [{ name: '', method: 'DELETE', target: list }, 405, 'METHOD'],
    [{ name: '', target: '/clouds/desktops/v2/-/desktops' }, 404, 'ADDRESS'],
    [{ name: '', target: '/clouds/others/v2/-/images' }, 404, 'ADDRESS'],
    [{ name: '', target: '/clouds/desktops/v2/%252e%252e/images' }, 404, 'ADDRESS'],
    [{ name: '', target: '/clouds/phones/v1/-/cloud-phone/images' }, 400, 'PARAMETER'],
    [{ name: '', target: '/clouds/desktops/v2/other/images' }, 403, 'PINNED'],
    [{ name: '', target: `${list}?package_type=other` }, 403, 'PINNED'],
    [{ name: '', target: `${list}?url=x` }, 400, 'QUERY'],
    [{ name: '', target: `${list}?limit=1&limit=1` }, 400, 'QUERY'],
    [{ name: '', target: list, head: ['Host: portal', 'Origin: https://evil.example'] }, 403, 'CROSS-SITE'],
    [{ name: '', target: `${list}?image_id=${'a'.repeat(9000)}` }, 414, 'ADDRESS-TOO-LONG'],
    [{ name: '', target: list, head: ['Host: portal', `Cookie: ${'a'.repeat(40_000)}`] }, 431, 'HEADERS-TOO-LONG'],
  ];
  for (const [request, status, code] of cases) {
    const answer = await send(request);
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), code);
    assert.match(answer, new RegExp(`"PROXY\\.${code}"`), code);
  }
});
