import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { createProxy, hostwayBasic, zstackAccount } from '../../src/proxy/index.js';
import { nodeFetch } from '../../src/proxy/node-fetch.js';
import { makeProxy, record, SECRET, sendJson, serve, until } from './serve.js';
import { selfSigned, serveTls } from './tls.js';

const LIST = '/desktops/v2/-/images';
const certificate = selfSigned();

/** What went wrong, by the platform's name for it. */
async function codeOf(asking: Promise<Response>): Promise<unknown> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TypeError && error.cause instanceof Error);
  return 'code' in error.cause ? error.cause.code : error.cause.message;
}

void describe('a cloud with a certificate that signs itself', () => {
  test('is asked, its sign-in included, where the upstream trusts the certificate', async () => {
    const asked: string[] = [];
    const url = await serveTls(certificate, ({ url: path = '', headers }, response) => {
      asked.push(`${path} ${headers.authorization ?? ''}`);
      if (path.endsWith('/login')) sendJson(response, 200, { inventory: { uuid: SECRET } });
      else sendJson(response, 200, { inventories: [] });
    });
    const upstream = {
      provider: 'zstack',
      endpoint: url,
      params: { vmInstanceUuid: 'vm' },
      credentials: zstackAccount({ endpoint: url, account: 'admin', password: 'password' }),
    };
    const statusWith = async (changes: { fetch?: typeof fetch }): Promise<number> => {
      const proxy = createProxy({ upstreams: { vms: { ...upstream, ...changes } }, authorize: () => true });
      after(() => proxy.close());
      const request = new Request('https://portal.example/vms/zstack/v1/vm-instances/-/image-candidates');
      return (await proxy(request)).status;
    };
    assert.equal(await statusWith({}), 503);
    assert.equal(await statusWith({ fetch: nodeFetch() }), 503);
    assert.deepEqual(asked, []);
    assert.equal(await statusWith({ fetch: nodeFetch({ ca: certificate.cert }) }), 200);
    assert.deepEqual(asked, [
      '/zstack/v1/accounts/login ',
      `/zstack/v1/vm-instances/vm/image-candidates OAuth ${SECRET}`,
    ]);
  });

  test('is not trusted for another certificate, nor under another name', async () => {
    const url = await serveTls(certificate, (_, response) => response.end());
    assert.equal(await codeOf(nodeFetch()(url)), 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(await codeOf(nodeFetch({ ca: selfSigned().cert })(url)), 'DEPTH_ZERO_SELF_SIGNED_CERT');
    const trusting = nodeFetch({ ca: certificate.cert });
    const byNumber = url.replace('localhost', '127.0.0.1');
    assert.equal(await codeOf(trusting(byNumber)), 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.equal((await trusting(url)).status, 200);
    const named = nodeFetch({ ca: [selfSigned('a').cert, certificate.cert], servername: 'localhost' });
    assert.equal((await named(byNumber)).status, 200);
  });

  test('has to be given as certificates', () => {
    for (const ca of ['', 'secret', certificate.key, `${certificate.cert}-----BEGIN CERTIFICATE-----\nsecret`]) {
      assert.throws(() => nodeFetch({ ca }), /^TypeError: nodeFetch: ca must hold certificates in PEM$/);
    }
    assert.doesNotThrow(() => nodeFetch({ ca: `a comment\n${certificate.cert}\n${selfSigned('b').cert}` }));
  });
});

test('upstreams that share a sign-in share the way to it', () => {
  const shared = { provider: 'hostway', endpoint: 'https://cloud.example' };
  const credentials = hostwayBasic({ username: 'me', password: 'password' });
  const two = { one: { ...shared, credentials }, two: { ...shared, credentials, fetch: nodeFetch() } };
  assert.throws(
    () => createProxy({ upstreams: two, authorize: () => true }),
    /upstreams.two.fetch must be the same as that of one, because they share credentials/,
  );
});

test('headers, statuses and bodies come through as with the platform’s own fetch', async () => {
  const long = 'x'.repeat(300_000);
  const { url, requests } = await record(({ url: path, response }) => {
    if (path === '/gzip') response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(long));
    else if (path === '/304') response.writeHead(304, { ETag: '"1"' }).end();
    else if (path === '/302') response.writeHead(302, { Location: '/elsewhere' }).end();
    else response.writeHead(200, ['X-Two', '1', 'X-Two', '2']).end(long);
  });
  for (const send of [fetch, nodeFetch()]) {
    const plain = await send(`${url}/plain`, { headers: { 'X-Sent': 'yes' } });
    assert.deepEqual([plain.headers.get('X-Two'), (await plain.text()).length], ['1, 2', 300_000]);
    assert.equal(requests.at(-1)?.headers['x-sent'], 'yes');
    assert.equal(await (await send(`${url}/gzip`)).text(), long);
    const unchanged = await send(new URL(`${url}/304`));
    assert.deepEqual([unchanged.status, unchanged.body, unchanged.headers.get('ETag')], [304, null, '"1"']);
    const moved = await send(new Request(`${url}/302`, { redirect: 'manual' }));
    assert.deepEqual([moved.status, moved.headers.get('Location')], [302, '/elsewhere']);
    const posted = await send(`${url}/post`, { method: 'PUT', body: '{"é":1}' });
    assert.equal(posted.status, 200);
    const [put] = requests.slice(-1);
    assert.deepEqual([put?.method, put?.headers['content-length']], ['PUT', '8']);
    await assert.rejects(send('http://127.0.0.1:1/'), /^TypeError: fetch failed$/);
  }
  await assert.rejects(nodeFetch()(`${url}/302`), /fetch failed/);
  assert.equal(
    requests.some((seen) => seen.url === '/elsewhere'),
    false,
  );
});

test('an encoding that was not asked for is no answer', async () => {
  const { url, requests } = await record(({ response }) =>
    response.writeHead(200, { 'Content-Encoding': 'br' }).end(brotliCompressSync('{}')),
  );
  await assert.rejects(nodeFetch()(url), /fetch failed/);
  assert.equal(requests[0]?.headers['accept-encoding'], 'gzip');
});

test('a token longer than Node reads from a header comes through without an option of Node’s', async () => {
  const token = 't'.repeat(40_000);
  const { url } = await record(({ response }) => response.writeHead(200, { 'X-Subject-Token': token }).end());
  assert.equal((await nodeFetch()(url)).headers.get('X-Subject-Token'), token);
  assert.equal(await codeOf(nodeFetch({ maxHeaderSize: 16_384 })(url)), 'HPE_HEADER_OVERFLOW');
});

test('a body is not read ahead of whoever reads it', async () => {
  let sent = 0;
  let closed = false;
  const { url } = await serve((_, response) => {
    response.on('close', () => (closed = true));
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024))) sent += 1;
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  const response = await nodeFetch()(url);
  for (let quiet = 0, before = -1; quiet < 1000; quiet += 1) {
    if (sent !== before) [before, quiet] = [sent, 0];
    await new Promise(setImmediate);
  }
  assert.ok(sent * 64 < 64 * 1024, `${sent * 64} KiB`);
  await response.body?.cancel();
  await until(() => closed);
});

test('an abort ends the request, before the headers and in the middle of the body', async () => {
  const closed: string[] = [];
  const { url, requests } = await record(({ url: path, response }) => {
    response.on('close', () => closed.push(path));
    if (path === '/begun') response.writeHead(200).write('{');
  });
  const send = nodeFetch();
  const [first, second] = [new AbortController(), new AbortController()];
  const waiting = send(`${url}/waiting`, { signal: first.signal });
  await until(() => requests.length === 1);
  first.abort();
  await assert.rejects(waiting);
  const begun = await send(`${url}/begun`, { signal: second.signal });
  second.abort();
  await assert.rejects(begun.text());
  await until(() => closed.length === 2);
  await assert.rejects(send(url, { signal: AbortSignal.abort() }));
});

test('connections are kept, and one that ended in the meantime costs no request', async () => {
  let connections = 0;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('ok');
  }).on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const send = nodeFetch();
  const ask = async (): Promise<string> => (await send(url)).text();
  assert.deepEqual([await ask(), await ask(), connections], ['ok', 'ok', 1]);
  for (let count = 0; count < 20; count++) {
    const asking = ask();
    server.closeIdleConnections();
    assert.equal(await asking, 'ok');
  }
  assert.ok(asked >= 22);
});

test('the proxy masks, bounds and passes on the same through it', async () => {
  const { url } = await record(({ response, headers }) =>
    sendJson(response, 200, { images: [], quote: headers['x-auth-token'] }),
  );
  const { ask } = makeProxy(url, { fetch: nodeFetch() });
  const text = await (await ask(LIST)).text();
  assert.equal(text.includes(SECRET), false);
  assert.match(text, /"images":\[\]/);
});
