import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { createPortal } from '../../demo/portal.js';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { startSimulator } from '../../simulator/index.js';
import { nodeListener } from '../../src/proxy/node.js';
import { served } from './served.js';

/** Modules of the page: Lit's for hydration, and the elements. */
const modules = {
  support: '@lit-labs/ssr-client/lit-element-hydrate-support.js',
  elements: fileURLToPath(new URL('../../src/index.ts', import.meta.url)),
};

/** The modules, as a portal bundles them. */
async function bundled(): Promise<ReadonlyMap<string, string>> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: modules, preserveEntrySignatures: 'strict', output: { entryFileNames: '[name].js' } },
    },
  });
  const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : 'output' in built ? built.output : [];
  return new Map(outputs.flatMap((chunk) => (chunk.type === 'chunk' ? [[`/${chunk.fileName}`, chunk.code]] : [])));
}

/** A page whose elements have been rendered by a server, in a browser. */
export interface ServedPage {
  readonly page: Page;
  /** Loads modules. Resolves once each field has been rendered, with what of it is no longer what or where it was then. */
  run(...names: readonly (keyof typeof modules)[]): Promise<readonly string[]>;
  /** What the console says. */
  readonly said: readonly string[];
  close(): Promise<void>;
}

export interface ServedPages {
  /** @param edit - changes what the server sends */
  open(markup: string, edit?: (html: string) => string): Promise<ServedPage>;
  /** Holds the module of the dropdowns back in the page that is opened next, until the clouds answer. */
  delay(): void;
  /** Lets the clouds answer the page that was opened last. */
  answer(): void;
  close(): Promise<void>;
}

declare global {
  var changes: () => Promise<readonly string[]>;
}

/** In the page: the elements within each field, and where they are in it, as they have come and as they are first rendered. */
const script = `
const fields = [...document.querySelectorAll('*')].filter(({ localName, shadowRoot }) => shadowRoot && localName !== 'image-provider');
const snapshot = (field) => {
  const { x, y } = field.getBoundingClientRect();
  return Array.from(field.shadowRoot.querySelectorAll('*:not(style)'), (element) => {
    const box = element.getBoundingClientRect();
    return { element, place: [box.x - x, box.y - y, box.width, box.height].join(' ') };
  });
};
const before = fields.map(snapshot);
globalThis.changes = async () => (await Promise.all(fields.map(async (field, index) => {
  await field.updateComplete;
  const after = snapshot(field);
  const changed = before[index].flatMap(({ element, place }, index) => {
    const now = after[index];
    return now?.element !== element ? 'replaced' : now.place === place ? [] : element.localName + ': ' + place + ' is now ' + now.place;
  });
  const added = after.length - before[index].length;
  return added === 0 ? changed : [...changed, added + ' added'];
}))).flat();
`;

const frame =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,"><body>';

export async function startServedPages(): Promise<ServedPages> {
  const [files, simulator] = await Promise.all([bundled(), startSimulator()]);
  const portal = createPortal(simulator);
  let html = '';
  let answer = (): void => undefined;
  let answered: Promise<void> | undefined;
  let delayed = false;
  const isDelayed = (path: string): boolean => delayed && path.includes('/dropdown-');
  const listener = nodeListener(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/') return new Response(html, { headers: { 'Content-Type': 'text/html' } });
    const code = files.get(pathname);
    if (code !== undefined) {
      if (isDelayed(pathname)) await answered;
      const headers = { 'Content-Type': 'text/javascript', 'Cache-Control': 'max-age=600' };
      return new Response(code, { headers });
    }
    await answered;
    return (await portal.handle(request)) ?? new Response(null, { status: 404 });
  });
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
  return {
    async open(markup, edit = (text) => text) {
      answered = new Promise((resolve) => (answer = resolve));
      html = edit(frame + (await served(markup)));
      const page = await browser.newPage();
      // On a busy machine, everything takes long.
      page.setDefaultTimeout(90_000);
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      await page.goto(url);
      await page.evaluate(script);
      return {
        page,
        said,
        run: (...names) =>
          page.evaluate(
            async ([all, paths]) => {
              // A browser loads six things at once, and so many requests of fields may wait to be answered.
              for (const path of all) await fetch(path);
              for (const path of paths) await import(path);
              return changes();
            },
            [Array.from(files.keys()).filter((file) => !isDelayed(file)), names.map((name) => `/${name}.js`)] as const,
          ),
        close: () => page.close(),
      };
    },
    delay: () => {
      delayed = true;
    },
    answer: () => {
      delayed = false;
      answer();
    },
    async close() {
      answer();
      await browser.close();
      server.closeAllConnections();
      server.close();
      await portal.close();
      await simulator.close();
    },
  };
}
