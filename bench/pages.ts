import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { browserArguments, ensureBrowser } from '../scripts/browser.js';
import { minifyTemplates } from '../scripts/minify-templates.js';
import { credentials, type Simulator } from '../simulator/index.js';
import { byHandStyles } from './by-hand.js';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const FRAME = 1000 / 60;
const vm = '54f0aebe7a2536978aafb9eb7a95003e';

/** Where ZStack lists so many images, and how it is asked. */
export function zstackList(simulator: Simulator, size: number): { url: string; headers: Record<string, string> } {
  return {
    url: `${simulator.endpoint('zstack', { size })}/zstack/v1/vm-instances/${vm}/image-candidates`,
    headers: { Authorization: `OAuth ${credentials.zstack}` },
  };
}

export type Bundle = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];

/**
 * Makes `page.js` of a module, minified, with what it loads later beside it. Names are below the project's folder. What a module
 * exports is left out where nothing else needs it, unless it is to be kept.
 */
export async function bundle(entry: string, outDir: string, keepExports = false): Promise<Bundle> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [minifyTemplates()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: () => 'page.js', cssFileName: 'page' },
      rolldownOptions: {
        preserveEntrySignatures: keepExports ? 'strict' : false,
        // An element brings its own cloud along, which others load.
        checks: { ineffectiveDynamicImport: false },
        output: { minify: true, comments: false, chunkFileNames: 'later/[name].js' },
      },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${entry} was not built`);
  return output.output;
}

const html = (styled: boolean): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Bench</title>
    <style>
      body { margin: 2rem; font: 0.875rem / 1.4 system-ui, sans-serif; }${byHandStyles}
    </style>
    ${styled ? '<link rel="stylesheet" href="page.css" />' : ''}
    <script type="module" src="page.js"></script>
  </head>
  <body></body>
</html>`;

/** Serves what was bundled into a folder: at the address of a folder, the page with its `page.js`. */
export async function servePages(folder: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer(({ url = '/' }, response) => {
    const file = join(root, folder, url);
    if (url.endsWith('/')) {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html(existsSync(join(file, 'page.css'))));
    } else if (existsSync(file)) {
      response.writeHead(200, { 'Content-Type': url.endsWith('.css') ? 'text/css' : 'text/javascript' });
      createReadStream(file).pipe(response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A collection is not to throw away compiled code as well: it would be compiled anew in the time of whoever comes next. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: ensureBrowser(),
    args: [...browserArguments, '--js-flags=--expose-gc --no-flush-bytecode'],
  });
