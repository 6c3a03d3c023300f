import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { after } from 'node:test';
import { execaSync } from 'execa';
import library from '../../package.json' with { type: 'json' };
import { example } from '../examples/started.js';
import { packed } from '../servers/packed.js';
import { runtime } from '../servers/runtimes.js';

interface Locked {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  resolved?: string;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** No questions, no telemetry. */
const quiet = { CI: '1', NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1' };

/** Puts a newer Node first in the path where this one is older than an example wants it, in the form `>=22.22.3`. */
function pathFor({ engines }: PackageJson): string {
  const { PATH = '' } = process.env;
  const least = engines?.node?.replace('>=', '') ?? '0';
  if (process.versions.node.localeCompare(least, undefined, { numeric: true }) >= 0) return PATH;
  return dirname(runtime('node').program) + delimiter + PATH;
}

/** An example that a portal has installed, checked and built. */
export interface InstalledApp {
  readonly folder: string;
  /** Of its package.json, by name. */
  readonly scripts: Readonly<Record<string, string>>;
  /** In which its scripts run. */
  readonly environment: typeof quiet & { readonly PATH: string };
}

/**
 * Copies an example, installs what its lockfile says, with the packed library in the place of the published one, checks its types
 * and builds it. What it needs for that is said in its package.json only.
 */
export function installedApp(name: string): InstalledApp {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(example(name), folder, {
    recursive: true,
    filter: (path) => !['node_modules', 'dist', '.next'].includes(basename(path)),
  });
  cpSync(packed(), join(folder, 'library.tgz'));
  const lockfile = join(folder, 'package-lock.json');
  const lock = json(lockfile) as Lockfile;
  const locked = lock.packages[`node_modules/${library.name}`];
  assert.ok(locked);
  const { version, dependencies } = locked;
  const current = { version: library.version, dependencies: library.dependencies };
  assert.deepEqual({ version, dependencies }, current, 'The lockfile is of another version: npm run lock:examples');
  locked.resolved = 'file:library.tgz';
  writeFileSync(lockfile, JSON.stringify(lock));

  const packageJson = json(join(folder, 'package.json')) as PackageJson;
  const { scripts } = packageJson;
  const environment = { ...quiet, PATH: pathFor(packageJson) };
  const options = { cwd: folder, env: environment, all: true, reject: false } as const;
  const npm = (...args: string[]): void => {
    const { all, failed } = execaSync('npm', args, options);
    if (failed) throw new Error(`npm ${args.join(' ')}:\n${all}`);
  };
  npm('ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');
  for (const script of ['check', 'build']) if (scripts[script] !== undefined) npm('run', script);
  return { folder, scripts, environment };
}
