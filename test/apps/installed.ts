import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after } from 'node:test';
import { execaSync } from 'execa';
import { packed } from '../servers/packed.js';
import { example } from '../examples/started.js';

interface Lockfile {
  readonly packages: Record<string, { resolved?: string }>;
}

interface PackageJson {
  readonly scripts: Readonly<Record<string, string>>;
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What commands of an example need: no questions, no telemetry. */
const environment = { CI: '1', NG_CLI_ANALYTICS: 'false', NEXT_TELEMETRY_DISABLED: '1' };

function run(folder: string, command: string, ...args: string[]): void {
  const { all, failed } = execaSync(command, args, { cwd: folder, env: environment, all: true, reject: false });
  if (failed) throw new Error(`${[command, ...args].join(' ')}:\n${all}`);
}

/** An example that a portal has installed, checked and built. */
export interface InstalledApp {
  readonly folder: string;
  /** Of its package.json, by name. */
  readonly scripts: Readonly<Record<string, string>>;
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
    filter: (path) => !['node_modules', 'dist'].includes(basename(path)),
  });
  cpSync(packed(), join(folder, 'library.tgz'));
  const lockfile = join(folder, 'package-lock.json');
  const lock = json(lockfile) as Lockfile;
  const library = lock.packages['node_modules/cloud-image-picker'];
  if (library) library.resolved = 'file:library.tgz';
  writeFileSync(lockfile, JSON.stringify(lock));

  run(folder, 'npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund');
  const { scripts } = json(join(folder, 'package.json')) as PackageJson;
  for (const script of ['check', 'build']) if (scripts[script] !== undefined) run(folder, 'npm', 'run', script);
  return { folder, scripts };
}
