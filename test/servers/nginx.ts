import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPath } from '../../scripts/packages.js';
import { answering, end } from './child.js';
import { architecture, unpacked, whyNotUnpacked } from './unpacked.js';

/** An nginx that runs on this machine. */
export interface Nginx {
  stop(): Promise<void>;
}

const installed = (): string | undefined => inPath('nginx') ?? ['/usr/sbin/nginx'].find((file) => existsSync(file));

/** Why nginx cannot run here, or `undefined` where it can. */
export const whyNoNginx = (): string | undefined => (installed() ? undefined : whyNotUnpacked('nginx'));

/** What holds a site's configuration in Debian, and keeps every file in one folder. */
function around(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    'daemon off;',
    'worker_processes 1;',
    `pid ${folder}/nginx.pid;`,
    'events {}',
    'http {',
    `  access_log ${folder}/access.log;`,
    ...temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`),
    `  include ${folder}/site.conf;`,
    '}',
    '',
  ].join('\n');
}

/**
 * Starts nginx with the configuration of one site.
 *
 * @param files - what the site includes, by name
 * @param url - where it then answers
 */
export async function startNginx(site: string, files: Readonly<Record<string, string>>, url: string): Promise<Nginx> {
  const root = installed() === undefined ? unpacked('nginx') : '';
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const written = { 'nginx.conf': around(folder), 'site.conf': site, ...files };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
  const log = join(folder, 'error.log');
  const child = spawn(
    installed() ?? join(root, 'usr/sbin/nginx'),
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', log],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...(root && {
          LD_LIBRARY_PATH: [join(root, 'usr/lib', architecture()), join(root, 'lib', architecture())].join(':'),
        }),
      },
    },
  );
  const stop = async (): Promise<void> => {
    await end(child, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(url, child);
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log, 'utf8').slice(-4000) : '';
    await stop();
    throw new Error(`nginx did not start: ${said}`, { cause: error });
  }
  return { stop };
}
