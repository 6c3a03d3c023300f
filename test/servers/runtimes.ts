import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../scripts/packages.js';

interface Runtime {
  readonly packages: readonly [string, ...string[]];
  /** Its own way to its executable, which npm does not always let a package go by itself. */
  readonly install?: string;
  /** Below `node_modules`: the program itself, not one that starts it and would leave it behind. */
  readonly program: string;
}

/** Runtimes that npm has and only one test needs, so that not everybody has to install them. */
const runtimes = {
  deno: { packages: ['deno@2.9.6'], install: 'deno/install.cjs', program: 'deno/deno' },
  // A newer one than that of this process.
  node: {
    packages: [`node-${process.platform}-${process.arch}@24.22.3`],
    program: `node-${process.platform}-${process.arch}/bin/node`,
  },
  bun: { packages: ['bun@1.4.5'], install: 'bun/install.js', program: 'bun/bin/bun.exe' },
  next: {
    packages: [
      'next@16.4.6',
      'react@19.3.1',
      'react-dom@19.3.1',
      'typescript@6.0.3',
      '@types/react@19.3.0',
      '@types/node@20.19.43',
    ],
    program: 'next/dist/bin/next',
  },
} as const satisfies Record<string, Runtime>;

export type RuntimeName = keyof typeof runtimes;

/** Installs a runtime into the cache, once for all runs, and says in which folder, and where its program is. */
export function runtime(name: RuntimeName): { readonly folder: string; readonly program: string } {
  const { packages, install, program }: Runtime = runtimes[name];
  const cache = fileURLToPath(new URL('../../.cache/runtimes/', import.meta.url));
  const folder = join(cache, packages[0]);
  const found = { folder, program: join(folder, 'node_modules', program) };
  if (existsSync(folder)) return found;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'installing-'));
  try {
    writeFileSync(join(work, 'package.json'), '{ "private": true }\n');
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    run('npm', 'install', '--prefix', work, ...flags, ...packages);
    if (install !== undefined) run('node', join(work, 'node_modules', install));
    // In one step, so that nobody finds half of it.
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return found;
}
