import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
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
    await demo.shows('1–10 of 12');
    await demo.page.getByLabel('Images', { exact: true }).selectOption('100');
    await demo.page.getByLabel('Several can be chosen').check();
    await demo.page.getByRole('radio', { name: 'Dark' }).check();
    await demo.shows('1–10 of 100');
    await demo.page.reload();
    await demo.shows('1–10 of 100');
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

  it('fits a small screen', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack' });
    await demo.page.setViewportSize({ width: 360, height: 740 });
    await demo.shows('1–10 of 12');
    assert.ok(await demo.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await demo.page.close();
  });
});
