import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inPath, rightsForApt, run } from '../../scripts/packages.js';

/** Why Debian's packages cannot be unpacked here, or `undefined` where they can. */
export function whyNotUnpacked(what: string): string | undefined {
  if (process.platform !== 'linux' || inPath('apt-get') === undefined || inPath('dpkg') === undefined) {
    return `${what} comes from Debian’s packages, and there is no apt here`;
  }
  return undefined;
}

/** Parts of the system itself, which an unpacked package must not stand in for. */
const ofTheSystem =
  /^(lib(nss|pam)-systemd|systemd.*|libsystemd.*|libudev1|udev|sudo|open-iscsi|libisns0.*|libopeniscsiusr|login.*|passwd)$/;

const apt = (...args: string[]): string =>
  execFileSync('apt-get', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 24 });

/** A package and whatever it needs that this machine does not have. */
function missingPackages(name: string): string[] {
  const plan = apt('install', '-s', '--no-install-recommends', name);
  const names = Array.from(plan.matchAll(/^Inst (\S+)/gm), ([, found]) => found ?? '');
  return names.filter((found) => found !== '' && !ofTheSystem.test(found));
}

/** Downloads the packages into a folder, and unpacks them into its `root`. */
function fetchPackages(name: string, folder: string): void {
  execFileSync('apt-get', ['download', '-q', ...missingPackages(name)], { cwd: folder, stdio: 'ignore' });
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.deb'))
      execFileSync('dpkg', ['-x', join(folder, file), join(folder, 'root')], { stdio: 'ignore' });
  }
}

/** Unpacks a package into the cache, once for all runs, and says where its root is; nothing is installed. */
export function unpacked(name: string): string {
  const cache = fileURLToPath(new URL(`../../.cache/${name}/`, import.meta.url));
  const root = join(cache, 'root');
  if (existsSync(root)) return root;
  console.log(`Unpacking Debian’s ${name} into .cache/${name}`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'unpacking-'));
  try {
    try {
      fetchPackages(name, work);
    } catch {
      // A fresh machine has no lists of packages, and an old one lists those of yesterday.
      run(...(rightsForApt() ?? []), 'apt-get', 'update', '-q');
      fetchPackages(name, work);
    }
    moveInOneStep(join(work, 'root'), root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return root;
}

/** So that no one finds half of it. Where another process was quicker, its copy does as well. */
function moveInOneStep(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

/** Where unpacked libraries are, below `usr/lib` and `lib`. */
export const architecture = (): string => `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
