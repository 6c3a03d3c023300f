import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The file of a command. */
export function inPath(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file));
}

/** Runs a command, and prints it and its output. */
export function run(...line: string[]): void {
  const [command = '', ...args] = line;
  console.log(`$ ${line.join(' ')}`);
  execFileSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** The command prefix for `apt-get`, or `undefined` if it cannot be used. */
export function rightsForApt(): string[] | undefined {
  if (inPath('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** Installs packages of Debian or Ubuntu. Returns whether they are installed. */
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
