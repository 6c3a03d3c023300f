import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  connect,
  createSecureServer,
  createServer,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { after, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { nodeListener } from '../../src/proxy/node.js';
import { selfSigned } from './tls.js';
import { makeProxy, PROJECT, record, SECRET, until } from './serve.js';

const LIST = '/clouds/desktops/v2/-/images';
const certificate = selfSigned();
const cloud = await record();

type Listener = ReturnType<typeof nodeListener>;

async function start(
  listener: Listener,
  kind: 'secure' | 'plain' = 'secure',
): Promise<{ readonly session: ClientHttp2Session; readonly origin: string; readonly port: number }> {
  const server =
    kind === 'secure' ? createSecureServer({ ...certificate, allowHTTP1: true }, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const origin = `${kind === 'secure' ? 'https' : 'http'}://localhost:${port}`;
  const session = connect(origin, { ca: certificate.cert });
  session.on('error', () => undefined);
  after(() => {
    session.destroy();
    server.close();
  });
  return { session, origin, port };
}

async function ask(session: ClientHttp2Session, headers: Record<string, string>, body?: string) {
  const stream = session.request({ ':path': LIST, ...headers }, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const [answer] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status'?: number }];
  return { status: answer[':status'], headers: answer, body: await text(stream) };
}

for (const kind of ['secure', 'plain'] as const) {
  test(`a list is answered by a ${kind} HTTP/2 server`, async () => {
    const { proxy } = makeProxy(cloud.url);
    const seen: Request[] = [];
    const { session, origin } = await start(
      nodeListener((request) => {
        seen.push(request);
        return proxy(request);
      }),
      kind,
    );
    cloud.requests.splice(0);
    const { status, headers, body } = await ask(session, { cookie: 'session=1', 'x-two': '2' });
    assert.deepEqual([status, body, headers['content-type']], [200, '{"images":[]}', 'application/json']);
    assert.deepEqual(
      cloud.requests.map(({ url, headers }) => [url, headers['x-auth-token']]),
      [[`/v2/${PROJECT}/images`, SECRET]],
    );
    const [request] = seen;
    assert.equal(request?.url, origin + LIST);
    assert.equal(request.headers.get('Host'), new URL(origin).host);
    assert.deepEqual(
      ['Cookie', 'X-Two'].map((name) => request.headers.get(name)),
      ['session=1', '2'],
    );
  });
}

test('the same server answers HTTP/1.1', async () => {
  const { proxy } = makeProxy(cloud.url);
  const { port } = await start(nodeListener(proxy));
  const asking = request({ host: 'localhost', port, path: LIST, ca: certificate.cert, agent: false }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  assert.deepEqual([answer.statusCode, answer.httpVersion, await text(answer)], [200, '1.1', '{"images":[]}']);
});

test('what no picker sends is refused in HTTP/2 as well', async () => {
  const { proxy } = makeProxy(cloud.url);
  const { session } = await start(nodeListener(proxy));
  cloud.requests.splice(0);
  for (const headers of [
    { ':path': '/clouds/x/../desktops/v2/-/images' },
    { ':path': `/clouds/%64esktops/v2/-/images` },
    { ':path': `http://localhost${LIST}` },
    { ':path': `//localhost${LIST}` },
    { ':authority': 'localhost/clouds/desktops?' },
    { ':authority': 'user@localhost' },
    { ':authority': 'localhost', host: 'other' },
    { ':authority': '' },
  ]) {
    // Some of it the protocol itself does not allow.
    const status = await ask(session, headers).then(
      (answer) => answer.status,
      (error: unknown) => error,
    );
    if (status instanceof Error) assert.match(status.message, /PROTOCOL_ERROR/);
    else assert.equal(status, 400, JSON.stringify(headers));
  }
  assert.equal((await ask(session, {}, 'x=1')).status, 400);
  assert.equal((await ask(session, { 'content-length': '3' }, 'x=1')).status, 400);
  assert.equal((await ask(session, { ':method': 'POST' }, 'x=1')).status, 400);
  assert.equal((await ask(session, { ':method': 'DELETE' })).status, 405);
  assert.equal(cloud.requests.length, 0);
  assert.equal((await ask(session, {})).status, 200);
});

test('headers that HTTP/2 forbids are left out of an answer', async () => {
  const { session } = await start(
    nodeListener(() => new Response('a', { headers: { Connection: 'close', 'Keep-Alive': 'a', 'X-One': '1' } })),
  );
  const { status, headers, body } = await ask(session, {});
  assert.deepEqual([status, headers['x-one'], headers.connection, body], [200, '1', undefined, 'a']);
});

test('a client that resets its stream aborts the request to the cloud, and costs no other stream', async () => {
  let left = 0;
  const slow = await record(({ response }, count) => {
    response.on('close', () => (left += 1));
    if (count > 1) response.end('{"images":[]}');
  });
  const { proxy } = makeProxy(slow.url);
  const { session } = await start(nodeListener(proxy));
  const stream = session.request({ ':path': LIST });
  stream.on('error', () => undefined);
  await until(() => slow.requests.length === 1);
  stream.close(8);
  await until(() => left === 1);
  assert.equal((await ask(session, {})).status, 200);
});

test('a long list comes through at the pace of the client', async () => {
  const body = JSON.stringify({ images: Array.from({ length: 20_000 }, (_, id) => ({ id, name: 'n'.repeat(100) })) });
  const long = await record(({ response }) => response.end(body));
  const { proxy } = makeProxy(long.url);
  const { session } = await start(nodeListener(proxy));
  assert.equal((await ask(session, {})).body, body);
});
