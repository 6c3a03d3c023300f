import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the built site is. */
const folder = join(root, 'site/dist');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Builds the site from a clean state, as `npm run site:build` does. */
export function build(): void {
  for (const left of ['dist', 'node_modules', '.vitepress/cache']) {
    rmSync(join(root, 'site', left), { recursive: true, force: true });
  }
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'site:build', '--', '--prefer-offline'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The site cannot be built:\n${stdout}${stderr}`);
}

/** All files of the site, as paths within it. */
export const filesOf = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

export const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** Serves the files below a path as any web server does, without a rule of its own. */
export async function serve(base: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const path = decodeURIComponent(pathname.replace(/\/$/, '/index.html'));
    try {
      if (!path.startsWith(base)) throw new Error('outside');
      const body = readFileSync(join(folder, path.slice(base.length)));
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
