import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { exchange, hastyServer, rawRequest, statusOf } from '../proxy/raw-socket.js';
import { LIST, SECRET, skip, startSite } from './nginx-site.js';

const BODY = '{"images":[]}';
const cloud = await hastyServer(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
);
const port = await startSite(cloud.url);

beforeEach(() => cloud.seen.splice(0));

const HOST = ['Host: portal', 'Cookie: session=valid'];
const ask = (lines: readonly string[] = [], body = '', line = `GET ${LIST} HTTP/1.1`): Promise<string> =>
  exchange(port, rawRequest([line, ...HOST, ...lines], body));

/** Whatever was sent before, the cloud is asked for nothing but the list, and always by a whole request. */
function assertOnlyTheList(): void {
  for (const { line, head } of cloud.seen) {
    assert.match(line, /^GET \/images\/detail(\?\S*)? HTTP\/1\.1$/);
    assert.equal(/^Authorization: (.*)$/m.exec(head)?.[1]?.trim(), SECRET);
    assert.doesNotMatch(head, /^(content-length|transfer-encoding|upgrade|te|trailer|expect|cookie):/im);
  }
}

test(
  'a body cannot swallow the head of the next request, and make its rest a request of its own',
  { skip },
  async () => {
    await ask(['If-None-Match: "1"']);
    const [usual] = cloud.seen;
    assert.ok(usual);
    // So much of a request like it goes before the value that the page chooses.
    const length = usual.head.includes('If-None-Match: ')
      ? usual.head.indexOf('If-None-Match: ') + 'If-None-Match: '.length
      : 100;
    const swallowing = await ask([`Content-Length: ${length}`], 'x'.repeat(length));
    await ask(['If-None-Match: DELETE /images/1 HTTP/1.1']);
    await ask();
    assertOnlyTheList();
    assert.equal(statusOf(swallowing), 400);
  },
);

for (const [name, lines, body] of [
  ['with a length', ['Content-Length: 5'], 'x=1&y'],
  ['in chunks', ['Transfer-Encoding: chunked'], '5\r\nx=1&y\r\n0\r\n\r\n'],
  ['in chunks of which none comes', ['Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['that waits to be asked for', ['Content-Length: 5', 'Expect: 100-continue'], 'x=1&y'],
  ['with both', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['with two lengths', ['Content-Length: 0', 'Content-Length: 5'], 'x=1&y'],
  ['in chunks, written otherwise', ['Transfer-Encoding: Chunked'], '0\r\n\r\n'],
  ['in chunks and more', ['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'],
  ['with a length that is none', ['Content-Length: +5'], 'x=1&y'],
] as const) {
  test(`a body ${name} is refused, and nothing of it is asked for`, { skip }, async () => {
    const status = statusOf(await ask(lines, body));
    assert.ok(status === 400 || status === 501, String(status));
    await ask();
    assert.equal(cloud.seen.length, 1);
    assertOnlyTheList();
  });
}

test('no connection is switched to another protocol', { skip }, async () => {
  for (const lines of [
    ['Connection: Upgrade', 'Upgrade: websocket'],
    ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQ', 'Connection: Upgrade, HTTP2-Settings'],
  ]) {
    assert.equal(statusOf(await ask(lines)), 400);
  }
  assert.equal(cloud.seen.length, 0);
});

test('of what a page says only the query and one well-formed If-None-Match go on', { skip }, async () => {
  await ask([
    'Connection: Authorization',
    'TE: trailers',
    'Trailer: X',
    'Keep-Alive: 5',
    'X-Request-Id: a',
    'Range: x',
  ]);
  await ask(['If-None-Match: W/"a-1"']);
  await ask(['If-None-Match: "1"', 'If-None-Match: "2"']);
  for (const value of ['*', '1', '"1" "2"', '"1', `"${'1'.repeat(200)}"`, '"a b"', '"1", "2"']) {
    await ask([`If-None-Match: ${value}`]);
  }
  assertOnlyTheList();
  assert.deepEqual(
    cloud.seen.flatMap(({ head }) => /^If-None-Match: (.*)\r$/m.exec(head)?.[1] ?? []),
    ['W/"a-1"'],
  );
});

test('an address is written in one way only, and anything else reaches no cloud', { skip }, async () => {
  for (const target of [
    `/clouds/x/../flexcloud/images/detail`,
    `/clouds/flexcloud//images/detail`,
    `/clouds/flexcloud/images/%64etail`,
    `/clouds/flexcloud/images/detail#x`,
    `${LIST}?status=a#x`,
    `/clouds/flexcloud/./images/detail`,
    `/clouds\\flexcloud/images/detail`,
    `/clouds/x/%2e%2e/flexcloud/images/detail`,
    `/Clouds/flexcloud/images/detail`,
  ]) {
    const status = statusOf(await ask([], '', `GET ${target} HTTP/1.1`));
    assert.ok(status === 400 || status === 404, `${target}: ${status}`);
  }
  for (const line of [`HEAD ${LIST} HTTP/1.1`, `get ${LIST} HTTP/1.1`, `DELETE ${LIST} HTTP/1.1`]) {
    const status = statusOf(await ask(['Connection: close'], '', line));
    assert.ok(status === 400 || status === 405, `${line}: ${status}`);
  }
  assert.equal(cloud.seen.length, 0);
});
