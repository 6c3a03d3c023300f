import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { packed } from '../test/servers/packed.js';

// npm run lock:examples          writes the lockfiles of the examples again
// npm run lock:examples -- vue   that of one
//
// The library is locked as if it came from the registry, without a hash, so that a test can replace it with the packed one.

interface Packages {
  dependencies?: Record<string, string>;
  resolved?: string;
  integrity?: string;
}

interface Lockfile {
  readonly packages: Record<string, Packages>;
}

const { name } = packageJson;
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const write = (path: string, value: unknown): void => writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);

function lock(example: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  const own = read(join(example, 'package.json')) as Packages;
  const version = own.dependencies?.[name] ?? '';
  cpSync('.npmrc', join(folder, '.npmrc'));
  cpSync(packed(), join(folder, 'library.tgz'));
  write(join(folder, 'package.json'), {
    ...own,
    dependencies: { ...own.dependencies, [name]: 'file:library.tgz' },
  });
  const options = ['--package-lock-only', '--ignore-scripts', '--prefer-offline'];
  execFileSync('npm', ['install', ...options], { cwd: folder, stdio: 'inherit' });
  const file = read(join(folder, 'package-lock.json')) as Lockfile;
  const { '': root, [`node_modules/${name}`]: library } = file.packages;
  if (root?.dependencies) root.dependencies[name] = version;
  delete library?.resolved;
  delete library?.integrity;
  write(join(example, 'package-lock.json'), file);
  rmSync(folder, { recursive: true });
}

const [wanted = ''] = process.argv.slice(2);
const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((path) => !path.includes('node_modules') && path.endsWith('package.json'))
  .map((path) => dirname(join('examples', path)));
for (const example of examples) {
  if (!example.includes(wanted) || !existsSync(example)) continue;
  console.log(example);
  lock(example);
}
