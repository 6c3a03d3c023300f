import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import packageJson from '../../package.json' with { type: 'json' };
import { elements } from '../../scripts/manifest.js';
import { record, sendJson, serve } from '../proxy/serve.js';
import { clouds, LIST, secrets } from '../server/clouds.js';
import { packed } from '../servers/packed.js';
import { follow, listening } from '../server/started.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { name } = packageJson;
const folder = mkdtempSync(join(tmpdir(), 'packed-'));
after(() => rmSync(folder, { recursive: true }));

function write(changes: object, cloud: string): void {
  writeFileSync(join(folder, 'clouds.json'), JSON.stringify(clouds(cloud, changes)));
}

/** The package as it is published, installed as npm would, without a registry. */
function install(): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, name), { recursive: true });
  mkdirSync(join(modules, '.bin'));
  execFileSync('tar', ['-xzf', packed(), '--strip-components=1', '-C', join(modules, name)]);
  for (const [command, file] of Object.entries(packageJson.bin)) {
    chmodSync(join(modules, name, file), 0o755);
    symlinkSync(join('..', name, file), join(modules, '.bin', command));
  }
  mkdirSync(join(modules, '@lit'));
  Object.keys(packageJson.dependencies).forEach(link);
}

const link = (dependency: string): void =>
  symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency));

before(install);

/** The lines with which the documentation and the image start the server. */
const [, line = ''] =
  /```sh\n(.*npx cloud-image-picker proxy.*)\n```/.exec(readFileSync(join(root, 'docs/server.md'), 'utf8')) ?? [];
const [, command = ''] =
  /^CMD (.*)$/m.exec(readFileSync(join(root, 'examples/proxy-server/Containerfile'), 'utf8')) ?? [];

const [program = '', ...rest] = JSON.parse(command) as string[];
const environment = { ...process.env, ...secrets };

test('the packed server starts by the line of its documentation, asks the portal, and ends when its group is asked to', async () => {
  const asked: string[] = [];
  const portal = await serve(({ headers }, response) => {
    asked.push(headers.cookie ?? '');
    response.writeHead(headers.cookie === 'session=valid' ? 204 : 401).end();
  });
  const { url: cloud, requests } = await record(({ response, url }) =>
    url.startsWith('/v2/')
      ? void response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"images":[')
      : sendJson(response, 201, { token: { expires_at: '2099-01-01T00:00:00Z' } }, { 'X-Subject-Token': 'a-token' }),
  );
  write({ authorize: { url: portal.url }, metrics: false }, cloud);
  const server = follow(
    spawn('sh', ['-c', line.replace('…', '"$GIVEN"')], {
      cwd: folder,
      detached: true,
      env: { ...process.env, GIVEN: secrets.IAM_PASSWORD },
    }),
  );
  const { url } = await listening(server);
  const ask = (Cookie: string) => fetch(url + LIST, { headers: { Cookie } });

  assert.equal((await ask('session=none')).status, 401);
  assert.equal(requests.length, 0);
  const allowed = await ask('session=valid');
  assert.equal(allowed.status, 200);
  // As a service manager ends a service: npx passes no signal on.
  process.kill(-(server.child.pid ?? 0), 'SIGTERM');
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (await isReady()) await new Promise(setImmediate);
  requests.at(-1)?.response.end(']}');
  assert.deepEqual(await allowed.json(), { images: [] });
  await server.ended;
  assert.equal(server.lines.at(-1)?.['type'], 'closed');
  assert.deepEqual(asked, ['session=none', 'session=valid']);
});

test('packages that the configuration needs and nobody has installed are among its mistakes', async () => {
  write(
    { store: { url: 'redis://127.0.0.1', key: { env: 'IAM_PASSWORD' } }, basePath: 'clouds' },
    'https://cloud.example',
  );
  const server = follow(spawn(program, rest, { cwd: folder, env: environment }));
  assert.equal(await server.ended, 2);
  assert.deepEqual(server.complaints().trim().split('\n'), [
    'basePath must be a path such as /clouds',
    'store.key must be a secret of at least 32 characters, for example of `openssl rand -base64 32`',
    'the package @keyv/redis is not installed: required by store',
    'the package prom-client is not installed: required by admin, unless "metrics" is false',
  ]);
});

test('it starts as in its image, too, and ends with 0', async () => {
  write({}, 'https://cloud.example');
  link('prom-client');
  const server = follow(spawn(program, rest, { cwd: folder, env: environment }));
  const { admin } = await listening(server);
  assert.match(await (await fetch(`${admin}/metrics`)).text(), /^# TYPE cloud_image_proxy_requests_total counter$/m);
  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 0);
});

test('every path of the package can be imported in Node, but for the script-tag file', () => {
  const paths = Object.keys(packageJson.exports).filter((path) => !/\.(json|min\.js)$/.test(path));
  assert.ok(paths.length > 25);
  const code = paths.map((path) => `await import('${path.replace('.', name)}');`).join('\n');
  ['react', '@lit/react'].forEach(link);
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: folder });
});

test('a portal that imports one of the React components bundles the element of no other', async () => {
  const entry = join(folder, 'portal.js');
  writeFileSync(entry, `export { WorkspaceImages } from '${name}/react';`);
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    build: { write: false, lib: { entry, formats: ['es'] }, rolldownOptions: { external: ['react', '@lit/react'] } },
  });
  const files = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  const code = files.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n');
  const defined = [...elements.keys()].filter((tag) => code.includes(`("${tag}", `));
  assert.deepEqual(defined, ['workspace-images']);
});

test('the script tag of the package has the hash of its file', () => {
  const file = (path: string) => readFileSync(join(folder, 'node_modules', name, 'dist', path));
  const [, hash] = /integrity="sha384-([^"]+)"/.exec(file('script-tag.html').toString()) ?? [];
  assert.equal(hash, createHash('sha384').update(file('cloud-image-picker.min.js')).digest('base64'));
});

test('the packed simulator starts by the line of its documentation, and ends when it is asked to', async () => {
  const readme = readFileSync(join(root, 'simulator/README.md'), 'utf8');
  const [, line = ''] = /```sh\n(npx .*)\n```/.exec(readme) ?? [];
  const child = spawn('sh', ['-c', line.replace('8787', '0')], { cwd: folder, detached: true });
  after(() => child.kill('SIGKILL'));
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += String(text);
    if (said.includes('openstack\n')) break;
  }
  const [endpoint = ''] = /\S+openstack/.exec(said) ?? [];
  assert.equal((await fetch(`${endpoint}/v2/images`)).status, 401);
  const ended = once(child, 'close');
  process.kill(-(child.pid ?? 0), 'SIGTERM');
  await ended;
});
