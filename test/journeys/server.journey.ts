import assert from 'node:assert/strict';
import { createServer, request as ask } from 'node:http';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { chromium } from 'playwright-core';
import { createServer as createVite } from 'vite';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { startSimulator } from '../../simulator/index.js';
import { clouds, secrets } from '../server/clouds.js';
import { listening, start, type Started } from '../server/started.js';

const PAGE = `<!doctype html><html lang="en"><title>Portal</title><form>
<workspace-images name="image" label="Image" proxy="/clouds/desktops"></workspace-images></form>
<script type="module" src="/src/index.ts"></script></html>`;

const simulator = await startSimulator();
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = await createVite({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false },
});

/** Where the server listens, behind the portal's web server. */
const port = await getPort();
const portal = createServer((incoming, outgoing) => {
  const signedIn = incoming.headers.cookie?.includes('session=valid') === true;
  if (incoming.url === '/') return void outgoing.setHeader('Content-Type', 'text/html').end(PAGE);
  if (incoming.url === '/session') return void outgoing.writeHead(signedIn ? 204 : 401).end();
  if (incoming.url?.startsWith('/clouds/') !== true) return vite.middlewares(incoming, outgoing);
  const { url: path, headers } = incoming;
  const passed = ask({ host: '127.0.0.1', port, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.writeHead(502).end());
  passed.end();
});
await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
const address = portal.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
after(async () => {
  await browser.close();
  await vite.close();
  portal.closeAllConnections();
  portal.close();
  await simulator.close();
});

async function startBehindPortal(): Promise<Started> {
  const endpoint = simulator.endpoint('huawei-workspace', { run: 'server-journey' });
  const authorize = { url: `${url}/session` };
  const server = start(clouds(endpoint, { listen: { port }, authorize }), secrets);
  await listening(server);
  return server;
}

test('a person who is not signed in is asked to; signed in, they choose, and keep the choice while the server restarts', async () => {
  const first = await startBehindPortal();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const picker = page.locator('workspace-images');
  // Native choices of a toolbar are options, too.
  const options = picker.locator('[role="option"]');
  await picker.getByText(/sign/i).first().waitFor();
  assert.equal(await options.count(), 0);

  await context.addCookies([{ name: 'session', value: 'valid', url }]);
  const reload = (): Promise<void> =>
    page.evaluate(() => {
      const element = document.querySelector('workspace-images');
      if (element && 'reload' in element && typeof element.reload === 'function') element.reload();
    });
  await reload();
  await options.first().click();
  const chosen = (): Promise<string | null> =>
    page.evaluate(() => {
      const form = document.querySelector('form');
      const entry = form && new FormData(form).get('image');
      return typeof entry === 'string' ? entry : null;
    });
  const image = await chosen();
  assert.ok(image !== null && image !== '');

  first.child.kill('SIGKILL');
  await first.ended;
  await reload();
  assert.equal(await chosen(), image);
  const second = await startBehindPortal();
  await reload();
  await options.and(page.locator('[aria-selected="true"]')).first().waitFor();
  assert.equal(await chosen(), image);
  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0);
  assert.deepEqual(simulator.breaches('server-journey'), []);
});
