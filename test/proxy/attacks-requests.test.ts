import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { exchange, hastyServer, rawRequest, statusOf } from './raw-socket.js';
import { errorOf, makeProxy, nodeListener, PROJECT, SECRET, serve, until } from './serve.js';

const BODY = '{"images":[]}';
const LIST = '/clouds/desktops/v2/-/images';
const cloud = await hastyServer(`HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`);
const { proxy, ask } = makeProxy(cloud.url);
const server = await serve(nodeListener(proxy));

beforeEach(() => cloud.seen.splice(0));

const send = (lines: readonly string[], body = '', answers = 1): Promise<string> =>
  exchange(server.port, rawRequest([`GET ${LIST} HTTP/1.1`, 'Host: portal', ...lines], body), answers);

function assertOnlyTheList(): void {
  for (const { line, head } of cloud.seen) {
    assert.equal(line, `GET /v2/${PROJECT}/images HTTP/1.1`);
    assert.equal(/^x-auth-token: (.*)$/im.exec(head)?.[1]?.trim(), SECRET);
    assert.doesNotMatch(head, /^(content-length|transfer-encoding|upgrade|te|trailer|expect|cookie):/im);
  }
}

const SMUGGLED = `DELETE ${LIST} HTTP/1.1\r\nHost: portal\r\n\r\n`;

for (const [name, lines, body] of [
  ['with a length', ['Content-Length: 5'], 'x=1&y'],
  ['in chunks', ['Transfer-Encoding: chunked'], '5\r\nx=1&y\r\n0\r\n\r\n'],
  ['in chunks of which none comes', ['Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['that waits to be asked for', ['Content-Length: 5', 'Expect: 100-continue'], 'x=1&y'],
  ['with a length, of which nothing comes', ['Content-Length: 5'], ''],
  ['with both', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['with two lengths', ['Content-Length: 0', 'Content-Length: 5'], 'x=1&y'],
  ['with a length twice', ['Content-Length: 5', 'Content-Length: 5'], 'x=1&y'],
  ['with a length that is none', ['Content-Length: 0x5'], 'x=1&y'],
  ['in chunks, written otherwise', ['transfer-encoding:CHUNKED'], '0\r\n\r\n'],
  ['in an unknown encoding', ['Transfer-Encoding: identity, chunked'], '0\r\n\r\n'],
  ['that is a request', [`Content-Length: ${SMUGGLED.length}`], SMUGGLED],
  ['in chunks, before a request', ['Transfer-Encoding: chunked'], `0\r\n\r\n${SMUGGLED}`],
] as const) {
  test(`a body ${name} is refused, and its connection is not used again`, async () => {
    const answer = await send(lines, body, 2);
    assert.equal(statusOf(answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '')), 400, answer);
    assert.match(answer, /^connection: close\r$/im);
    assert.equal(answer.match(/^HTTP\/1\.1 [2-5]/gm)?.length, 1);
    assert.equal(cloud.seen.length, 0);
  });
}

test('a length of zero is no body', async () => {
  assert.equal(statusOf(await send(['Content-Length: 0'])), 200);
  assertOnlyTheList();
});

test('a handler that gets its requests from elsewhere refuses a body, too', async () => {
  for (const headers of [{ 'Content-Length': '5' }, { 'Transfer-Encoding': 'chunked' }]) {
    assert.deepEqual(await errorOf(await ask(LIST.slice('/clouds'.length), { headers })), {
      status: 400,
      code: 'PROXY.REQUEST',
    });
  }
  assert.equal(cloud.seen.length, 0);
});

test('a handler that gets its requests from elsewhere takes an address in one spelling only', async () => {
  for (const path of [
    '//desktops/v2/-/images',
    '/desktops/v2/%2D/images',
    '/%64esktops/v2/-/images',
    '/desktops/v2/-/images#a',
  ]) {
    assert.deepEqual(await errorOf(await ask(path)), { status: 400, code: 'PROXY.REQUEST' }, path);
  }
  assert.equal(cloud.seen.length, 0);
});

test('what a page says can be no head of a request to the cloud', async () => {
  for (const line of [
    'If-None-Match: "1"',
    'If-None-Match: DELETE /v2/images/1 HTTP/1.1',
    'Accept: DELETE /v2/images/1 HTTP/1.1',
    'X-Request-Id: DELETE /v2/images/1 HTTP/1.1',
    `Connection: X-Auth-Token`,
    'Upgrade: websocket',
    'TE: trailers',
  ]) {
    assert.equal(statusOf(await send([line])), 200, line);
  }
  assertOnlyTheList();
  assert.doesNotMatch(JSON.stringify(cloud.seen), /DELETE/);
  assert.equal(cloud.seen.filter(({ head }) => /^if-none-match: "1"\r$/im.test(head)).length, 1);
});

test('a client that is gone before the portal hands its requests on asks the cloud for nothing', async () => {
  const held: (() => void)[] = [];
  let connections = 0;
  let asked = 0;
  const listener = nodeListener((request) => {
    asked += 1;
    return proxy(request);
  });
  const portal = createServer((incoming, outgoing) => held.push(() => listener(incoming, outgoing)));
  portal.on('connection', (socket) => {
    connections += 1;
    socket.on('close', () => (connections -= 1));
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  after(() => portal.close());
  const address = portal.address();
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  client.write(rawRequest([`GET ${LIST} HTTP/1.1`, 'Host: portal']).repeat(3));
  await until(() => held.length === 3);
  client.destroy();
  await until(() => connections === 0);
  for (const handOn of held) handOn();
  assert.equal(asked, 0);
  assert.equal(cloud.seen.length, 0);
});

test('a request that is over before the handler gets it asks neither the portal nor the cloud', async () => {
  let asked = 0;
  const { ask: askOther, events } = makeProxy(cloud.url, { authorize: () => (asked += 1) > 0 });
  const response = await askOther(LIST.slice('/clouds'.length), { signal: AbortSignal.abort() });
  assert.equal(response.status, 499);
  assert.deepEqual([asked, cloud.seen.length], [0, 0]);
  assert.ok(events.some((event) => event.type === 'request' && event.outcome === 'aborted'));
});

test('a client that leaves while its requests wait for one another aborts all of them', async () => {
  const signals: AbortSignal[] = [];
  const { port } = await serve(
    nodeListener((request) => {
      signals.push(request.signal);
      return new Promise(() => undefined);
    }),
  );
  const client = connect(port, '127.0.0.1');
  client.write(rawRequest([`GET ${LIST} HTTP/1.1`, 'Host: portal']).repeat(3));
  await until(() => signals.length === 3);
  client.destroy();
  await until(() => signals.every(({ aborted }) => aborted));
});
