import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { waitUntil } from '../support/wait.js';
import { OrderPage } from './order-page.js';
import { servedApp, type ServedApp } from './served.js';

// What every example has in common: a form of two fields, and the ids of the images in them.

const windows = 'd902c103-9d8f-7cf0-9b57-14947c13aff8';
const ubuntu = '3c373b2b-050f-d641-4e10-d5f919bff150';
/** The one below in the list. */
const windowsServer = '84a5bbbf-8309-e9ea-c9ac-127291e5f30c';
const [freebsd, rocky, centos] = [
  '2fef5c8f-8a22-4b01-883b-3bdb8d87b8e5',
  'a2880f9a-ce71-498b-893d-3d5888d3d9ac',
  '2796cb84-4b7d-443d-89a1-a18005e7fe7a',
];

/**
 * The journey through an example, once for each of its pages.
 *
 * @param begin - brings the order, and resolves once it can be used
 */
export async function journeyThrough(
  name: string,
  pages: readonly string[] = ['/'],
  begin = (order: OrderPage): Promise<void> => order.press('New order'),
): Promise<ServedApp> {
  const app = await servedApp(name);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
  after(() => browser.close());

  for (const path of pages) {
    describe(`${name}${path}`, () => {
      let order: OrderPage;

      /** Waits until the page says so itself, and the fields show it. */
      async function holds(desktop: string, ...servers: readonly string[]): Promise<void> {
        const { selected, desktops } = order;
        const expected = [desktop, ...servers].join(' ');
        await waitUntil(
          async () => (await selected.textContent()) === expected,
          `${expected}, not ${String(await selected.textContent())}`,
        );
        await waitUntil(async () => String(await order.shown(desktops)) === desktop, 'the desktop image is shown');
        await waitUntil(async () => {
          const shown = await order.shown(order.servers);
          return shown.sort().join() === [...servers].sort().join();
        }, 'the server images are shown');
      }

      before(async () => {
        order = await OrderPage.open(browser, app.url + path);
      });
      after(() => order.page.close());

      it('has its initial values', async () => {
        await begin(order);
        await holds(windows);
      });

      it('takes values from the framework', async () => {
        await order.press('Developer preset');
        await holds(ubuntu, rocky, centos);
      });

      it('tells the framework what is selected by keyboard', async () => {
        await order.desktops.press('ArrowDown');
        await order.desktops.press('Space');
        await holds(windowsServer, rocky, centos);
        await order.servers.press('Home');
        await order.servers.press('Space');
        await holds(windowsServer, rocky, centos, freebsd);
      });

      it('submits what is selected', async () => {
        const { length: before } = await app.orders();
        await order.press('Order');
        await waitUntil(async () => (await app.orders()).length > before, 'the portal has the order');
        assert.deepEqual((await app.orders()).at(-1), [
          ['desktop', windowsServer],
          ['servers', rocky],
          ['servers', centos],
          ['servers', freebsd],
        ]);
      });

      it('returns to its initial values with a reset', async () => {
        await order.press('Developer preset');
        await holds(ubuntu, rocky, centos);
        await order.press('Reset');
        await holds(windows);
      });

      it('leaves nothing behind', async () => {
        const elements = order.page.locator('workspace-images, image-picker');
        await order.press('Cancel order');
        await order.desktops.waitFor({ state: 'detached' });
        assert.equal(await elements.count(), 0);
        // Requests that are on their way when the fields go away.
        await order.page.route('**/clouds/**', () => {});
        await order.press('New order');
        await waitUntil(() => order.pending.length === 2, 'both fields ask');
        await order.press('Cancel order');
        // Long before the fields would give up by themselves.
        await waitUntil(() => order.pending.length === 0, 'no request is left', { timeout: 5000 });
        assert.equal(await elements.count(), 0);
        await order.page.unrouteAll();
        await order.press('New order');
        await holds(windows);
        assert.deepEqual(order.mishaps, []);
      });
    });
  }
  return app;
}
