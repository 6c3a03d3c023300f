import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** In which processes tell those that they start where it is. */
const variable = 'PACKED_LIBRARY';

/** The archive of the package as it is published, built and packed once for all processes of a run. */
export function packed(): string {
  const known = process.env[variable];
  if (known !== undefined) return known;
  const folder = join(root, '.cache/packed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
  const [archive = ''] = readdirSync(folder);
  return (process.env[variable] = join(folder, archive));
}
