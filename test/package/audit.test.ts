import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';

/** The packages of a lockfile, by their places. */
type Locked = Readonly<Record<string, { readonly version: string }>>;

const locked: readonly Locked[] = ['.', 'site'].map(
  (folder) => (JSON.parse(readFileSync(`${folder}/package-lock.json`, 'utf8')) as { packages: Locked }).packages,
);

/** The registry knows the versions of the lockfiles. */
function versionsOf(name: string): object {
  const versions = locked.flatMap((packages) => packages[`node_modules/${name}`]?.version ?? []);
  return Object.fromEntries(versions.map((version) => [version, { name, version }]));
}

/** Checks the dependencies against a registry of our own. */
async function check(advisories: object, status = 200): Promise<{ code: number | null; output: string }> {
  const registry = createServer((request, response) => {
    request.resume();
    const name = request.url?.slice(1) ?? '';
    const about = request.method === 'POST' ? advisories : { name, 'dist-tags': {}, versions: versionsOf(name) };
    response.writeHead(request.method === 'POST' ? status : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(about));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  // npm remembers advisories.
  const cache = await mkdtemp(join(tmpdir(), 'audit-'));
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/check-audit.ts'], {
      env: { ...process.env, npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: cache },
    });
    const [output, errors, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]);
    return { code, output: output + errors };
  } finally {
    registry.close();
    registry.closeAllConnections();
    await rm(cache, { recursive: true });
  }
}

const advisory = (severity: string): object[] => [
  { id: 1, url: 'https://advisories.example/1', title: 'Made up', severity, vulnerable_versions: '*', cwe: [] },
];

describe('the check of the dependencies', () => {
  it('passes where the registry knows of no weakness', async () => {
    const { code, output } = await check({});
    assert.equal(code, 0, output);
    assert.match(output, /matter: 0, of 0 known/);
  });

  it('fails for a weakness of any kind in what the package ships, and names it', async () => {
    const { code, output } = await check({ zod: advisory('low') });
    assert.equal(code, 1);
    assert.match(output, /zod: low/);
  });

  it('fails for a severe weakness of a development tool, and for no lesser one', async () => {
    assert.equal((await check({ prettier: advisory('critical') })).code, 1);
    assert.equal((await check({ prettier: advisory('moderate') })).code, 0);
  });

  it('treats what builds the site like a development tool', async () => {
    const { code, output } = await check({ vitepress: advisory('high') });
    assert.equal(code, 1);
    assert.match(output, /vitepress: high/);
    assert.equal((await check({ vitepress: advisory('moderate') })).code, 0);
  });

  it('fails where the audit itself fails', async () => {
    const { code, output } = await check({}, 400);
    assert.equal(code, 1, output);
    assert.match(output, /npm audit failed/);
  });

  it('says so where the registry publishes no advisories', async () => {
    const { code, output } = await check({}, 405);
    assert.equal(code, 0, output);
    assert.match(output, /Not checked: the registry publishes no advisories here \(405\)/);
  });
});
