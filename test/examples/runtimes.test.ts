import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { runtime, type RuntimeName } from '../servers/runtimes.js';
import { example, hostwayEnvironment, imagesAt, refusalAt, startClouds, startServer } from './started.js';

const clouds = await startClouds();
const list = '/clouds/flexcloud/images/detail';

/** A portal's folder below a runtime's, with an example as it stands and the package that it imports. */
async function portal(name: RuntimeName): Promise<{ folder: string; program: string }> {
  const { folder: root, program } = runtime(name);
  const folder = mkdtempSync(join(root, 'portal-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(example(`proxy-${name}`), folder, { recursive: true });
  const installed = join(folder, 'node_modules/cloud-image-picker');
  mkdirSync(installed, { recursive: true });
  const exported = { name: 'cloud-image-picker', type: 'module', exports: { './proxy': './proxy.js' } };
  writeFileSync(join(installed, 'package.json'), JSON.stringify(exported));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      outDir: installed,
      emptyOutDir: false,
      lib: {
        entry: fileURLToPath(new URL('../../src/proxy/index.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'proxy.js',
      },
    },
  });
  return { folder, program };
}

/** Asks as a picker does, and as somebody does who may not. */
async function answersLikeAProxy(url: string, run: string): Promise<void> {
  assert.equal(await imagesAt(url + list), 12);
  const filtered = await fetch(`${url}${list}?status=ACTIVE`, { headers: { Cookie: 'session=valid' } });
  assert.equal(filtered.status, 200);
  assert.equal(filtered.headers.get('Set-Cookie'), null);
  assert.deepEqual(await refusalAt(url + list), [401, 'PROXY.NOT-SIGNED-IN']);
  const signedIn = { headers: { Cookie: 'session=valid' } };
  assert.deepEqual(await refusalAt(`${url}${list}?other=1`, signedIn), [400, 'PROXY.QUERY']);
  assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images`, signedIn), [404, 'PROXY.ADDRESS']);
  assert.deepEqual(clouds.breaches(run), []);
}

test('on Deno', async () => {
  const { folder, program } = await portal('deno');
  const url = await startServer(
    (port) => [
      program,
      'serve',
      '--allow-net',
      '--allow-env',
      '--host=127.0.0.1',
      `--port=${String(port)}`,
      join(folder, 'server.ts'),
    ],
    { ...hostwayEnvironment(clouds, 'deno'), DENO_NO_UPDATE_CHECK: '1' },
  );
  await answersLikeAProxy(url, 'deno');
});

test('on Bun', async () => {
  const { folder, program } = await portal('bun');
  const url = await startServer(() => [program, join(folder, 'server.ts')], hostwayEnvironment(clouds, 'bun'));
  await answersLikeAProxy(url, 'bun');
});

test('with Next.js, built where the credentials are not known', async () => {
  const { folder, program } = await portal('next');
  // Left to itself it takes this project for a part of the portal.
  const root = join(folder, '..');
  const config = { typescript: { ignoreBuildErrors: true }, turbopack: { root } };
  writeFileSync(join(folder, 'next.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const environment = { NEXT_TELEMETRY_DISABLED: '1' };
  execFileSync(process.execPath, [program, 'build', folder], {
    stdio: 'pipe',
    env: { ...process.env, ...environment },
  });
  const url = await startServer(
    (port) => [process.execPath, program, 'start', folder, '--hostname', '127.0.0.1', '--port', String(port)],
    { ...hostwayEnvironment(clouds, 'next'), ...environment },
  );
  await answersLikeAProxy(url, 'next');
});
