import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { accounts } from '../../simulator/index.js';
import { sendJson, serve, until } from '../proxy/serve.js';
import { example, imagesAt, refusalAt, startClouds, startServer } from './started.js';

/** The runtime's executable, which npm has for most systems. */
function findWorkerd(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    const found: unknown = require('workerd');
    const file = typeof found === 'object' && found && 'default' in found ? found.default : undefined;
    return typeof file === 'string' && existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

const workerd = findWorkerd();
const skip = workerd === undefined && 'npm has no workerd for this system';
const source = fileURLToPath(new URL('../../src/', import.meta.url));

const clouds = await startClouds();
const folder = mkdtempSync(join(tmpdir(), 'worker-'));
after(() => rmSync(folder, { recursive: true, force: true }));

before(async () => {
  if (workerd === undefined) return;
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { 'cloud-image-picker/proxy': `${source}proxy/index.ts` } },
    build: {
      outDir: folder,
      lib: { entry: example('proxy-worker/worker.ts'), formats: ['es'], fileName: () => 'worker.js' },
    },
  });
  // The simulated cloud is on this machine, where a worker may not go by itself.
  const configuration = readFileSync(example('proxy-worker/worker.capnp'), 'utf8');
  writeFileSync(join(folder, 'worker.capnp'), configuration.replace('allow = ["public"]', 'allow = ["private"]'));
});

const startWorker = (endpoint: string): Promise<string> =>
  startServer(
    (port) => [workerd ?? '', 'serve', join(folder, 'worker.capnp'), '--socket-addr', `http=127.0.0.1:${port}`],
    {
      ZSTACK: endpoint,
      ZSTACK_ACCOUNT: accounts.zstack.account,
      ZSTACK_PASSWORD: accounts.zstack.password,
    },
  );

const list = '/clouds/servers/zstack/v1/vm-instances/4d3b1a9c6e2f48c7a5b0d9e8f7c61234/image-candidates';
const signIns = (run: string): number => clouds.log(run).filter(({ method }) => method === 'PUT').length;

test('on the edge: a worker signs in once for all that ask at the same time', { skip }, async () => {
  const url = await startWorker(clouds.endpoint('zstack', { run: 'edge', latency: 50 }));
  const found = await Promise.all(Array.from({ length: 100 }, () => imagesAt(url + list)));
  assert.deepEqual([...new Set(found)], [12]);
  assert.equal(signIns('edge'), 1);
  assert.deepEqual(await refusalAt(url + list), [401, 'PROXY.NOT-SIGNED-IN']);
  assert.deepEqual(clouds.breaches('edge'), []);
});

test('on the edge: a worker signs in anew when the session has ended', { skip }, async () => {
  const url = await startWorker(clouds.endpoint('zstack', { run: 'edge-401', 'expire-after': 3 }));
  for (let time = 0; time < 6; time++) assert.equal(await imagesAt(url + list), 12);
  assert.equal(signIns('edge-401'), 2);
});

test('on the edge: a sign-in serves the others when the page that caused it goes away', { skip }, async () => {
  let signIn: ServerResponse | undefined;
  const cloud = await serve((request, response) => {
    if (request.method === 'PUT') signIn = response;
    else sendJson(response, 200, { inventories: [{ uuid: 'a', name: 'Ubuntu' }] });
  });
  const url = await startWorker(cloud.url);
  const leaving = new AbortController();
  const left = fetch(url + list, { headers: { Cookie: 'session=valid' }, signal: leaving.signal }).catch(() => 'left');
  await until(() => signIn !== undefined);
  const others = Array.from({ length: 5 }, () => imagesAt(url + list));
  leaving.abort();
  assert.equal(await left, 'left');
  // The worker has noticed when it answers somebody who came later.
  await refusalAt(url + list);
  assert.ok(signIn);
  sendJson(signIn, 200, { inventory: { uuid: 'b86c9016b4f24953a9edefb53ca0678c' } });
  assert.deepEqual(await Promise.all(others), [1, 1, 1, 1, 1]);
});
