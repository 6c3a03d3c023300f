import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { llmsFiles } from '../build/llms.js';
import { files, root } from './pages.js';

/** What the site serves beside its pages, by its name. */
function contents(): ReadonlyMap<string, string> {
  const own = Array.from(files, ([path, name]): [string, string] => [name, readFileSync(root + path, 'utf8')]);
  return new Map([...own, ...llmsFiles()]);
}

/** Writes them beside the built pages. */
export function writeFiles(folder: string): void {
  for (const [name, text] of contents()) writeFileSync(join(folder, name), text);
}

/** Serves them during development. */
export const serveFiles = (): Plugin => ({
  name: 'files',
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const text = contents().get(request.url?.slice(1) ?? '');
      if (text === undefined) return next();
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.end(text);
    });
  },
});
