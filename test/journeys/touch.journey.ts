import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { devices, type BrowserContext } from 'playwright-core';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';

/** CSS pixels that a finger can aim at. */
const FINGER = 44;

describe('a person with a phone', () => {
  let journey: Journey;
  let context: BrowserContext;
  before(async () => {
    journey = await startJourney();
    context = await journey.browser.newContext(devices['Pixel 7']);
  });
  after(() => journey.close());

  for (const appearance of ['list', 'cards', 'dropdown'] as const) {
    it(`reaches everything with a finger: ${appearance}`, async () => {
      const page = await context.newPage();
      const demo = await DemoPage.visit(page, journey.url, { cloud: 'zstack', size: 100, appearance });
      page.setDefaultTimeout(60_000);
      const field = demo.panel.locator('.image-field');
      if (appearance === 'dropdown') await demo.panel.getByRole('combobox', { name: 'Image' }).tap();
      await demo.options.first().waitFor();
      const filters = field.getByRole('button', { name: 'Filters' });
      await filters.tap();
      await field.getByRole('checkbox', { name: /qcow2/ }).waitFor();

      const small = () =>
        field.evaluate(
          (element, finger) =>
            [...(element.shadowRoot?.querySelectorAll('button, select, [role=option], label.tick, .facet') ?? [])]
              // What removes a chip or a token is as high as the text beside it.
              .filter((part) => part.checkVisibility() && !part.closest('.chip, .token, .columns'))
              .map((part) => ({ part: part.outerHTML.slice(0, 90), height: part.getBoundingClientRect().height }))
              .filter(({ height }) => height < finger),
          FINGER,
        );
      assert.deepEqual(await small(), []);
      await field.getByRole('checkbox', { name: /qcow2/ }).tap();
      await field.getByRole('button', { name: /^Show \d/ }).tap();
      await demo.options.nth(1).tap();
      if (appearance !== 'dropdown') assert.deepEqual(await small(), []);
      assert.notEqual(await field.evaluate((element) => 'value' in element && element.value), '');
      assert.deepEqual(demo.mishaps, []);
      await page.close();
    });
  }
});
