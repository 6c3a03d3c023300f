import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ImageField } from '../../src/index.js';
import { axeObjections } from '../support/axe.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';

describe('the demo', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  it('goes through its clouds by the arrow keys, and asks each when it is shown', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'horizon' });
    await demo.shows('1–10 of 12');
    const tab = (name: string) => demo.page.getByRole('tab', { name, selected: true });
    await tab('Horizon Cloud').focus();
    for (const name of ['ZStack', 'Huawei Workspace', 'Hostway FlexCloud', 'Huawei Cloud Phone']) {
      await demo.page.keyboard.press('ArrowRight');
      await tab(name).waitFor();
      await demo.options.first().waitFor();
    }
    await demo.page.keyboard.press('Home');
    await tab('Horizon Cloud').waitFor();
    assert.equal((await demo.requests()).length, 5, 'one request for each cloud');
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('keeps what was set when it is loaded anew', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'hostway' });
    await demo.shows('1–10 of 11');
    await (await demo.control('Images')).selectOption('100');
    await (await demo.control('Several can be chosen')).check();
    await demo.page.getByRole('radio', { name: 'Dark' }).check();
    await demo.shows('1–10 of 94');
    await demo.page.reload();
    await demo.shows('1–10 of 94');
    assert.equal(await demo.page.getByRole('tab', { selected: true }).textContent(), 'Hostway FlexCloud');
    assert.ok(await demo.page.getByRole('radio', { name: 'Dark' }).isChecked());
    assert.equal(await demo.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark');

    await demo.options.nth(0).click();
    await demo.options.nth(1).click();
    await demo.panel.getByRole('button', { name: 'Submit' }).click();
    assert.deepEqual(
      (await demo.submitted()).map(([name]) => name),
      ['machine', 'image', 'image'],
    );
    await demo.page.close();
  });

  it('sums up an order, submits all of it, and keeps its size in the address', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'openstack', memory: 2048 });
    await demo.shows('1–10 of 12');
    await (await demo.control('Disk')).selectOption('100 GB');
    await (await demo.control('Machine')).fill('db-02');
    await demo.options.first().click();
    const field = demo.panel.locator('.image-field');
    const { id, name } = await field.evaluate((element: ImageField) => ({
      id: element.value,
      name: element.selectedImages[0]?.name ?? '',
    }));
    assert.deepEqual(await demo.summary(), ['OpenStack', name, 'db-02', '2 GB', '100 GB']);
    await demo.panel.getByRole('button', { name: 'Submit' }).click();
    assert.deepEqual(await demo.entries(), [
      ['image', id],
      ['machine', 'db-02'],
      ['memory', '2048'],
      ['disk', '100'],
    ]);
    await demo.page.reload();
    await demo.shows('1–10 of 12');
    assert.deepEqual(await demo.summary(), ['OpenStack', 'not chosen yet', 'web-01', '2 GB', '100 GB']);
    await demo.page.close();
  });

  it('opens the simulation by keyboard, keeps it open when it is loaded anew, and closes it by Escape', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack' });
    await demo.shows('1–10 of 12');
    const button = demo.page.getByRole('button', { name: 'Simulation' });
    const drawer = demo.page.getByRole('dialog', { name: 'Simulation' });
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    assert.ok(!(await drawer.isVisible()), 'closed at first');
    for (const width of [1280, 360]) {
      await demo.page.setViewportSize({ width, height: 740 });
      await button.press('Enter');
      await drawer.waitFor();
      await demo.journalSays('image-load');
      await demo.page.reload();
      await demo.shows('1–10 of 12');
      await drawer.waitFor();
      await drawer.getByRole('button', { name: 'Close' }).focus();
      await demo.page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'hidden' });
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
    }
    await button.press('Enter');
    await demo.page.keyboard.press('Escape');
    assert.ok(await button.evaluate((element) => element.matches(':focus')), 'the focus is back where it was');
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('turns round in Arabic, and asks nothing anew', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack', language: 'ar' });
    await demo.options.first().waitFor();
    const root = demo.page.locator('html');
    assert.deepEqual([await root.getAttribute('lang'), await root.getAttribute('dir')], ['ar', 'rtl']);
    await demo.panel.getByRole('button', { name: 'إرسال' }).waitFor();
    await demo.before.press('ArrowRight');
    await demo.page.getByRole('tab', { name: 'Horizon Cloud', selected: true }).waitFor();
    await demo.options.first().waitFor();
    await demo.page.keyboard.press('ArrowLeft');
    await demo.options.first().waitFor();
    assert.equal((await demo.requests()).length, 2, 'one request for each cloud');
    await demo.page.close();
  });

  it('fits a small screen', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack' });
    await demo.page.setViewportSize({ width: 360, height: 740 });
    await demo.shows('1–10 of 12');
    assert.ok(await demo.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const [first, machine] = await Promise.all([
      demo.options.first().boundingBox(),
      (await demo.control('Machine')).boundingBox(),
    ]);
    assert.ok(first && machine && first.y < 300 && first.y < machine.y, 'the picker comes first');
    await demo.page.close();
  });

  it('has nothing that axe objects to, in light, in dark and on a phone, with every appearance and theme', async () => {
    const found: string[] = [];
    const settings = [
      { appearance: 'list', theme: '', multiple: 'on' },
      { appearance: 'cards', theme: 'bootstrap', size: 100 },
      { appearance: 'dropdown', theme: 'material' },
      { appearance: 'list', theme: 'cloudscape', language: 'ar' },
      { appearance: 'list', theme: 'midnight', fail: '401' },
    ] as const;
    for (const each of settings) {
      const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack', ...each });
      const field = demo.panel.locator('.image-field');
      await field
        .locator(each.appearance === 'dropdown' ? '[role=combobox]' : '.option, .state')
        .first()
        .waitFor();
      // The drawer is the same in all of them.
      for (const open of each === settings[0] ? [false, true] : [false]) {
        if (open) await demo.openDrawer();
        for (const look of ['light', 'dark', 'phone'] as const) {
          const objections = await axeObjections(demo.page, look);
          found.push(
            ...objections.map((line) => `${JSON.stringify(each)}, ${look}, ${open ? 'drawer' : 'page'}: ${line}`),
          );
        }
      }
      assert.deepEqual(demo.mishaps, []);
      await demo.page.close();
    }
    assert.deepEqual(found, []);
  });
});
