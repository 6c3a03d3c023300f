import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The file that a command stands for. */
export function inPath(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
}

/** Runs a command, and shows it and what it prints. */
export function run(...line: string[]): void {
  const [command = '', ...args] = line;
  console.log(`$ ${line.join(' ')}`);
  execFileSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** What has to stand before `apt-get` here, or `undefined` where it cannot be used. */
export function rightsForApt(): string[] | undefined {
  if (inPath('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs packages of Debian's or Ubuntu's, and says whether they are there now. */
export function installPackages(packages: readonly string[]): boolean {
  const rights = rightsForApt();
  if (rights === undefined) return false;
  try {
    run(...rights, 'apt-get', 'update', '-q');
    run(...rights, 'apt-get', 'install', '-q', '-y', '--no-install-recommends', ...packages);
    return true;
  } catch (error) {
    console.log(String(error));
    return false;
  }
}
