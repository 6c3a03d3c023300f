import { Agent, createServer, get, type RequestListener, type Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createProxy } from '../src/proxy/index.js';
import { nodeListener } from '../src/proxy/node.js';
import { median } from './figures.js';

// What the proxy costs: npx tsx bench/proxy.ts
// Everything runs in one process, on loopback, so the ratio is worse than between machines.

const ROUNDS = 2000;
const REQUESTS = 20_000;
const AT_ONCE = 50;
const LISTS = 15;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

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

// A list as long as a cloud without pages may send it.
const list = Buffer.from(
  JSON.stringify({
    images: Array.from({ length: 45_000 }, (_, index) => ({
      id: `4d3b1a9c-6e2f-48c7-a5b0-${String(index).padStart(12, '0')}`,
      name: `Windows Server 2022 Datacenter 64bit ${index}`,
      url: `https://images.example/list/${index}?format=qcow2&zone=east%201`,
      description:
        '系统镜像, "hardened", with all updates of the month and the agent of the monitoring. Ask the desk for others.',
      created_at: '2024-01-10T08:00:00Z',
      os_type: 'Windows',
      image_type: 'gold',
      size: 21_474_836_480,
    })),
  }),
);
// As long as those of Huawei are; random, as they are.
const token = Array.from({ length: 4056 }, (_, at) => LETTERS.charAt((at * at * 31 + at * 7919 + 13) % 64)).join('');

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

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function heap(): number {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const upstream = await listen(({ url }, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(url?.includes('os_type') ? list : page);
});
const proxy = createProxy({
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint: `http://127.0.0.1:${upstream.port}`,
      params: { projectId: 'p' },
      credentials: token,
    },
  },
  authorize: () => true,
  log: () => undefined,
});
const front = await listen(nodeListener(proxy));
// What any proxy costs that is made of fetch, without a single check.
const bare = await listen(
  nodeListener(({ url }) => fetch(`http://127.0.0.1:${upstream.port}/v2/p/images${new URL(url).search}`)),
);
const direct = () => ask(upstream.port, '/v2/p/images?limit=100&offset=0');
const proxied = () => ask(front.port, '/desktops/v2/-/images?limit=100&offset=0');
const unchecked = () => ask(bare.port, '/?limit=100&offset=0');

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

const long: Record<'direct' | 'proxied' | 'unchecked', number[]> = { direct: [], proxied: [], unchecked: [] };
for (let count = 0; count < LISTS; count++) {
  long.direct.push(await ask(upstream.port, '/v2/p/images?os_type=any'));
  long.proxied.push(await ask(front.port, '/desktops/v2/-/images?os_type=any'));
  long.unchecked.push(await ask(bare.port, '/?os_type=any'));
}
const [plain, checked, raw] = [median(long.direct), median(long.proxied), median(long.unchecked)];
console.log(`one list of ${(list.length / 1e6).toFixed(0)} MB, median of ${LISTS}:`);
console.log(
  `  direct ${plain.toFixed(0)} ms, bare fetch handler ${raw.toFixed(0)} ms, proxied ${checked.toFixed(0)} ms`,
);
console.log(`  ratio to direct ${(checked / plain).toFixed(2)}, to a bare fetch handler ${(checked / raw).toFixed(2)}`);

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
