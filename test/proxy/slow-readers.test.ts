import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { createServer, type RequestListener } from 'node:http';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeListener } from '../../src/proxy/node.js';
import { makeProxy, record, serve } from './serve.js';

const CLIENTS = 50;

/** Far more than the buffers between two programs hold. */
const MUCH = Buffer.alloc(8 * 2 ** 20, ' ');

interface Crowd {
  /** How many connections the server still has. */
  readonly open: () => number;
}

/** Starts a server, and as many clients which ask once and never read. */
async function crowdAt(listener: RequestListener): Promise<Crowd> {
  const connections = new Set<Socket>();
  const clients: Socket[] = [];
  let accepted = 0;
  const server = createServer(listener).on('connection', (socket: Socket) => {
    accepted += 1;
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    for (const socket of [...clients, ...connections]) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  for (let count = 0; count < CLIENTS; count++) {
    const socket = connect(address.port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET /clouds/desktops/v2/-/images HTTP/1.1\r\nHost: portal\r\n\r\n');
    socket.pause();
    clients.push(socket);
  }
  while (accepted < CLIENTS) await sleep(5);
  return { open: () => connections.size };
}

async function untilAllAreClosed({ open }: Crowd, withinMilliseconds: number): Promise<void> {
  const start = performance.now();
  while (open() > 0) {
    assert.ok(performance.now() - start < withinMilliseconds, `${open()} of ${CLIENTS} connections are still open`);
    await sleep(20);
  }
}

test('clients that never read are dropped when the time for the body is over, and so are their requests to the cloud', async () => {
  let upstream = 0;
  const { url, requests } = await record(({ response }) => {
    upstream += 1;
    response.on('close', () => (upstream -= 1));
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(MUCH);
  });
  const { proxy, events } = makeProxy(url, { limits: { bodyTimeout: 1000 } });
  const crowd = await crowdAt(nodeListener(proxy));
  await untilAllAreClosed(crowd, 8000);
  while (upstream > 0) await sleep(5);
  assert.equal(requests.length, CLIENTS);
  assert.deepEqual(
    events.map((event) => event.type === 'request' && event.outcome),
    requests.map(() => 'broken-off'),
  );
});

test('clients that do not read the rest of an answer that is complete are dropped, too', async () => {
  const crowd = await crowdAt(nodeListener(async () => new Response(MUCH), { stallTimeout: 500 }));
  await untilAllAreClosed(crowd, 8000);
});

test('a client that reads slowly, but reads, gets everything', async () => {
  const { port } = await serve(nodeListener(async () => new Response(MUCH), { stallTimeout: 1500 }));
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n');
  const start = performance.now();
  let bytes = 0;
  for await (const part of socket) {
    bytes += (part as Buffer).length;
    // So that the whole takes longer than a client may stand still.
    if (performance.now() - start < 4000) await sleep(10);
  }
  assert.ok(bytes > MUCH.length, `${bytes} bytes`);
});
