import assert from 'node:assert/strict';
import { createServer, get, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import { nodeListener } from '../../src/proxy/node.js';
import { makeProxy, PROJECT, record, SECRET, serve, until } from './serve.js';

/** Asks as it stands, where `fetch` would correct it. */
async function ask(url: string, options: { method?: string; path?: string; headers?: string[] } = {}) {
  const asking = request(url, { agent: false, ...options }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

test('a request and its answer come through whole', async () => {
  let seen: Request | undefined;
  const { url } = await serve(
    nodeListener(async (request) => {
      seen = request;
      const response = new Response('é', { status: 418, headers: { 'X-One': '1' } });
      response.headers.append('Set-Cookie', 'a=1');
      response.headers.append('Set-Cookie', 'b=2; Path=/');
      return response;
    }),
  );
  const answer = await ask(`${url}/a%2Fb/c?d=%20`, { headers: ['Host', 'portal', 'X-Two', '2', 'X-Two', '3'] });
  assert.deepEqual([answer.status, answer.body, answer.headers['x-one']], [418, 'é', '1']);
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2; Path=/']);
  assert.equal(seen?.method, 'GET');
  assert.equal(seen.url, 'http://portal/a%2Fb/c?d=%20');
  assert.equal(seen.headers.get('X-Two'), '2, 3');
});

test('an answer without a body ends, and a request that no platform knows is a 400', async () => {
  const { url } = await serve(nodeListener(async () => new Response(null, { status: 304, headers: { ETag: '"1"' } })));
  const { status, headers, body } = await ask(url);
  assert.deepEqual([status, headers.etag, body], [304, '"1"', '']);
  assert.equal((await ask(url, { method: 'TRACE' })).status, 400);
  assert.equal((await ask(url, { path: '*', method: 'OPTIONS' })).status, 400);
});

test('a handler that throws breaks off its own connection, and no other', async () => {
  const { url } = await serve(
    nodeListener(async (request) => {
      if (request.url.endsWith('/bad')) throw new Error('a secret');
      return new Response('good');
    }),
  );
  await assert.rejects(ask(`${url}/bad`), { code: 'ECONNRESET' });
  assert.equal((await ask(`${url}/good`)).body, 'good');
});

test('headers and the first bytes are there before the last ones are made', async () => {
  let finish = (): void => {};
  const { url } = await serve(
    nodeListener(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start(controller) {
              controller.enqueue(Buffer.from('first'));
              finish = () => {
                controller.enqueue(Buffer.from(' last'));
                controller.close();
              };
            },
          }),
        ),
    ),
  );
  const response = await fetch(url);
  const reader = response.body?.getReader();
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'first');
  finish();
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), ' last');
});

test('a page that does not read holds the cloud up, and does not fill the memory', async () => {
  let made = 0;
  const chunk = new Uint8Array(64 * 1024);
  const total = 2000;
  const { url } = await serve(
    nodeListener(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull(controller) {
              made += 1;
              controller.enqueue(chunk);
              if (made === total) controller.close();
            },
          }),
        ),
    ),
  );
  const answer = await new Promise<IncomingMessage>((resolve) => get(url, { agent: false }, resolve));
  answer.pause();
  // It is held up where it stays the same for many turns of the event loop.
  for (let quiet = 0; quiet < 2000; quiet++) {
    const before = made;
    await new Promise(setImmediate);
    if (made !== before) quiet = 0;
  }
  assert.ok(made > 0 && made < total / 2, `${made} of ${total} chunks`);
  let bytes = 0;
  for await (const part of answer) bytes += (part as Buffer).length;
  assert.equal(bytes, total * chunk.length);
});

test('a page that goes away aborts the request to the cloud: while it waits, and in the middle of a body', async () => {
  for (const begin of [false, true]) {
    let left = 0;
    const { url, requests } = await record(({ response }) => {
      response.on('close', () => (left += 1));
      if (begin) response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"images":[');
    });
    const { proxy, events } = makeProxy(url);
    const front = await serve(nodeListener(proxy));
    const page = new AbortController();
    const asked = fetch(`${front.url}/clouds/desktops/v2/-/images`, { signal: page.signal });
    if (begin) await (await asked).body?.getReader().read();
    else await until(() => requests.length === 1);
    page.abort();
    await asked.catch(() => undefined);
    await until(() => left === 1 && events.length > 0);
    assert.deepEqual(
      events.map((event) => event.type === 'request' && event.outcome),
      ['aborted'],
    );
  }
});

test('a page that goes away in the middle of much does not end the process', async () => {
  let ended = 0;
  const { port } = await serve(
    nodeListener(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
            cancel: () => void (ended += 1),
          }),
        ),
    ),
  );
  for (let time = 1; time <= 20; time++) {
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: portal\r\n\r\n');
    await once(socket, 'data');
    socket.resetAndDestroy();
    await until(() => ended === time);
  }
});

test('the path is whole where a framework has mounted the listener', async () => {
  const { url, requests } = await record();
  const { proxy } = makeProxy(url);
  const listener = nodeListener(proxy);
  const front = await serve((incoming, outgoing) => {
    // As Express and Connect do it.
    const { url: originalUrl = '' } = incoming;
    listener(Object.assign(incoming, { originalUrl, url: originalUrl.slice('/clouds'.length) }), outgoing);
  });
  assert.equal((await fetch(`${front.url}/clouds/desktops/v2/-/images`)).status, 200);
  assert.deepEqual(
    requests.map((seen) => [seen.url, seen.headers['x-auth-token']]),
    [[`/v2/${PROJECT}/images`, SECRET]],
  );
});

test('longer headers than Node reads by itself are a matter of maxHeaderSize', async () => {
  const { url } = await record();
  const { proxy } = makeProxy(url);
  const statusBehind = async (options: { maxHeaderSize?: number }): Promise<number | undefined> => {
    const server = createServer(options, nodeListener(proxy));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    const headers = ['Host', 'portal', 'Cookie', 'c'.repeat(20_000)];
    const { status } = await ask(`http://127.0.0.1:${address.port}/clouds/desktops/v2/-/images`, { headers });
    server.close();
    return status;
  };
  assert.equal(await statusBehind({ maxHeaderSize: 65_536 }), 200);
  assert.equal(await statusBehind({}), 431);
});
