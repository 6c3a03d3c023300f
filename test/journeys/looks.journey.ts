import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogueOf, needle } from '../../simulator/index.js';
import type { ImageField } from '../../src/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';

describe('a person meets the field', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  it('as a dropdown: opens it, searches, chooses and submits without a mouse', async () => {
    const settings = { cloud: 'zstack', size: 100, appearance: 'dropdown' } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    const combobox = demo.panel.getByRole('combobox', { name: 'Image' });
    // A dropdown is loaded when it is needed.
    await combobox.waitFor();
    await demo.before.focus();
    await demo.page.keyboard.press('Tab');
    assert.ok(await combobox.evaluate((element) => element.matches(':focus')));

    await demo.page.keyboard.press('ArrowDown');
    await demo.shows('100 images');
    await demo.page.keyboard.type(needle('zstack', 100));
    await demo.shows('1 of 100 images');
    await demo.page.keyboard.press('ArrowDown');
    await demo.page.keyboard.press('Enter');
    await demo.options.first().waitFor({ state: 'hidden' });
    assert.equal(await combobox.getAttribute('aria-expanded'), 'false');

    await demo.tabTo(demo.panel.getByRole('button', { name: 'Submit' }));
    await demo.page.keyboard.press('Enter');
    const last = catalogueOf('zstack', { size: 100 }).at(-1);
    assert.ok(typeof last === 'object' && last !== null && 'uuid' in last);
    assert.deepEqual((await demo.submitted())[1], ['image', last.uuid]);
    assert.equal((await demo.requests()).length, 1, 'all of it takes one request');
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('as a dropdown for several: takes the last one back by keyboard, and closes without a choice', async () => {
    const settings = { cloud: 'hostway', appearance: 'dropdown', multiple: 'on' } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    const combobox = demo.panel.getByRole('combobox', { name: 'Image' });
    const tokens = demo.panel.getByRole('button', { name: /^Remove / });
    await combobox.press('ArrowDown');
    await demo.shows('11 images');
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Enter']) await demo.page.keyboard.press(key);
    await tokens.nth(1).waitFor();
    await demo.page.keyboard.press('Backspace');
    await tokens.nth(1).waitFor({ state: 'detached' });
    await demo.page.keyboard.press('Escape');
    await demo.options.first().waitFor({ state: 'hidden' });
    assert.equal(await tokens.count(), 1);
    await demo.page.close();
  });

  it('in another language from one moment to the next, with what was chosen and searched for', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack', size: 100 });
    await demo.shows('1–10 of 100');
    await demo.options.nth(1).click();
    await demo.type('win');
    const chosen = (): Promise<string | null> =>
      demo.panel.locator('.image-field').evaluate((field: ImageField) => field.value);
    const value = await chosen();
    const frame = demo.panel.locator('.image-field').locator('.frame');
    const placeholder = (): Promise<string | null> => demo.search.getAttribute('placeholder');
    const english = await placeholder();

    const seen = new Set([english]);
    for (const [language, direction] of [
      ['简体中文', 'ltr'],
      ['العربية', 'rtl'],
    ] as const) {
      await (await demo.control('Language')).selectOption(language);
      await demo.panel.locator('.image-field').evaluate((field: ImageField) => field.updateComplete);
      seen.add(await placeholder());
      assert.equal(await frame.evaluate((element) => getComputedStyle(element).direction), direction);
    }
    assert.equal(seen.size, 3, 'each language has words of its own');
    assert.equal(await demo.search.inputValue(), 'win');
    assert.equal(await chosen(), value);
    assert.equal((await demo.requests()).length, 1);

    await (await demo.control('Language')).selectOption('English');
    await demo.search.and(demo.page.getByPlaceholder(english ?? '')).waitFor();
    await demo.page.close();
  });

  it('in another theme, which is still there after a reload', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'hostway' });
    await demo.shows('1–10 of 11');
    const looks = (): Promise<readonly string[]> =>
      demo.panel.locator('[part=search]').evaluate((element) => {
        const { height, fontSize, backgroundColor } = getComputedStyle(element);
        return [height, fontSize, backgroundColor];
      });
    assert.deepEqual(await looks(), ['32px', '14px', 'rgb(255, 255, 255)']);
    await (await demo.control('Theme')).selectOption('like Bootstrap 5');
    assert.deepEqual(await looks(), ['38px', '16px', 'rgb(255, 255, 255)']);
    await (await demo.control('Theme')).selectOption('dark and compact');
    // The field to type in is 24 px high at least, and has a border around it.
    const dark = ['26px', '12px', 'rgb(19, 26, 43)'];
    assert.deepEqual(await looks(), dark);
    await demo.page.reload();
    await demo.shows('1–10 of 11');
    assert.deepEqual(await looks(), dark);
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('with limits, and reads why an image cannot be chosen', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'huawei-workspace', disk: 50 });
    await demo.shows('1–10 of 12');
    const large = demo.options.filter({ hasText: 'Needs 100 GB disk, 50 GB available' }).first();
    // Forced: the driver waits for an element that is enabled.
    await large.click({ force: true });
    assert.equal(await large.getAttribute('aria-selected'), 'false');
    await (await demo.control('Disk')).selectOption('100 GB');
    await large.waitFor({ state: 'detached' });
    assert.equal((await demo.requests()).length, 1);
    await demo.page.close();
  });
});
