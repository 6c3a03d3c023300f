import { Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createProxy } from '../src/proxy/index.js';
import { nodeListener } from '../src/proxy/node.js';

// What the proxy costs: npx tsx bench/proxy.ts
// Everything runs in one process, on loopback, so the ratio is worse than between machines.

const ROUNDS = 2000;
const REQUESTS = 20_000;
const AT_ONCE = 50;

const page = JSON.stringify({
  total_count: 100,
  images: Array.from({ length: 100 }, (_, index) => ({
    id: `image-${index}`,
    name: `Windows Server 2022 Datacenter 64bit ${index}`,
    os_type: 'Windows',
    image_type: 'gold',
    created_at: '2024-01-10T08:00:00Z',
  })),
});

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

/** Milliseconds until the last byte. */
function ask(port: number, path: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, agent, headers: { 'X-Auth-Token': 'token' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${String(response.statusCode)}`));
      response.on('end', () => resolve(performance.now() - started));
      response.resume();
    }).on('error', reject);
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function heap(): number {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const upstream = await listen((_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(page);
});
const proxy = createProxy({
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint: `http://127.0.0.1:${upstream.port}`,
      params: { projectId: 'p' },
      credentials: 'token-of-the-portal',
    },
  },
  authorize: () => true,
  log: () => undefined,
});
const front = await listen(nodeListener(proxy));
// What any proxy costs that is made of fetch, without a single check.
const bare = await listen(
  nodeListener(() => fetch(`http://127.0.0.1:${upstream.port}/v2/p/images?limit=100&offset=0`)),
);
const direct = () => ask(upstream.port, '/v2/p/images?limit=100&offset=0');
const proxied = () => ask(front.port, '/desktops/v2/-/images?limit=100&offset=0');
const unchecked = () => ask(bare.port, '/');

for (let count = 0; count < 500; count++) await Promise.all([direct(), proxied(), unchecked()]);

const times: Record<'direct' | 'proxied' | 'unchecked', number[]> = { direct: [], proxied: [], unchecked: [] };
for (let count = 0; count < ROUNDS; count++) {
  times.direct.push(await direct());
  times.proxied.push(await proxied());
  times.unchecked.push(await unchecked());
}
const [without, within, least] = [median(times.direct), median(times.proxied), median(times.unchecked)];
console.log(`one request of ${(page.length / 1000).toFixed(0)} kB, median of ${ROUNDS}:`);
console.log(`  direct ${without.toFixed(2)} ms, proxied ${within.toFixed(2)} ms`);
console.log(`  ratio ${(within / without).toFixed(2)}, added ${(within - without).toFixed(2)} ms`);
console.log(`  ratio to a bare fetch handler (${least.toFixed(2)} ms) ${(within / least).toFixed(2)}`);

console.log(`${REQUESTS.toLocaleString('en')} requests, ${AT_ONCE} at once, heap after each quarter:`);
const before = heap();
const sizes: number[] = [];
const started = performance.now();
for (let quarter = 0; quarter < 4; quarter++) {
  for (let count = 0; count < REQUESTS / 4; count += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, proxied));
  }
  sizes.push(heap());
}
const seconds = (performance.now() - started) / 1000;
console.log(`  ${before.toFixed(1)} MiB before; ${sizes.map((size) => size.toFixed(1)).join(', ')} MiB`);
console.log(`  ${(REQUESTS / seconds).toFixed(0)} requests a second`);

await proxy.close();
agent.destroy();
for (const { server } of [front, bare, upstream]) {
  server.closeAllConnections();
  server.close();
}
