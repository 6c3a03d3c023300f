import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { ImageField } from '../../src/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';

/** The id of the option that the keyboard is on. */
async function activeId(demo: DemoPage): Promise<string> {
  const listbox = demo.panel.getByRole('listbox');
  const active = (await listbox.getAttribute('aria-activedescendant')) ?? '';
  const id = await demo.panel.locator(`#${active}`).getAttribute('data-id');
  assert.ok(id !== null);
  return id;
}

const isFocused = (target: Locator): Promise<boolean> => target.evaluate((element) => element.matches(':focus'));

describe('a person without a mouse', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  it('searches, filters, takes a filter back, reads the details, copies an id, chooses and submits', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack', size: 100 });
    const { keyboard } = demo.page;
    await demo.shows('1–10 of 100');
    await demo.before.focus();
    await demo.tabTo(demo.search);
    await keyboard.type('server');
    const found = demo.panel.getByText(/^1–10 of (?!100$)\d+$/);
    await found.waitFor();
    const searched = await found.textContent();

    // The filters are a dialog, which gives the focus back.
    const filters = demo.panel.getByRole('button', { name: /^Filters/ });
    await demo.tabTo(filters);
    await keyboard.press('Enter');
    const dialog = demo.panel.getByRole('dialog', { name: 'Filters' });
    await dialog.waitFor();
    const qcow2 = dialog.getByRole('checkbox', { name: /^qcow2/ });
    await demo.tabTo(qcow2);
    await keyboard.press('Space');
    const chip = demo.panel.getByRole('button', { name: 'Remove filter Format: qcow2' });
    await chip.waitFor();
    assert.ok(await qcow2.isChecked());
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(await isFocused(filters));

    await demo.tabTo(chip);
    await keyboard.press('Enter');
    await chip.waitFor({ state: 'detached' });
    await demo.panel.getByText(searched ?? '', { exact: true }).waitFor();

    // Beside the list or in its place, the details are those of the row that the keyboard is on.
    const listbox = demo.panel.getByRole('listbox');
    if (!(await isFocused(listbox))) await demo.tabTo(listbox);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    const wanted = await activeId(demo);
    await keyboard.press('Shift+Enter');
    const details = demo.panel.getByRole('region', { name: 'Details' });
    await details.getByText(wanted, { exact: true }).waitFor();
    const copy = details.getByRole('button', { name: 'Copy ID' });
    await demo.tabTo(copy);
    await keyboard.press('Enter');
    await details
      .getByRole('button', { name: /Copied|Copy/ })
      .first()
      .waitFor();
    await keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    if (!(await isFocused(listbox))) await demo.tabTo(listbox);
    assert.equal(await activeId(demo), wanted, 'the row is where it was');

    await keyboard.press('Enter');
    await demo.tabTo(demo.panel.getByRole('button', { name: 'Submit' }));
    await keyboard.press('Enter');
    assert.deepEqual((await demo.submitted())[1], ['image', wanted]);
    assert.equal((await demo.requests()).length, 1, 'all of it takes one request');
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('goes among cards in two dimensions, and submits several', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, {
      cloud: 'hostway',
      appearance: 'cards',
      multiple: 'on',
    });
    const { keyboard } = demo.page;
    await demo.shows('1–10 of 11');
    const listbox = demo.panel.getByRole('listbox');
    await demo.before.focus();
    await demo.tabTo(listbox);
    await keyboard.press('ArrowRight');
    const second = await activeId(demo);
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    const below = await activeId(demo);
    await keyboard.press('Enter');
    const ids = await demo.options.evaluateAll((all) => all.map((each) => each.getAttribute('data-id')));
    const tops = await demo.options.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    const perRow = tops.filter((top) => top === tops[0]).length;
    assert.ok(perRow > 1);
    assert.deepEqual([ids.indexOf(second), ids.indexOf(below)], [1, 1 + perRow]);
    const field = demo.panel.locator('.image-field');
    assert.deepEqual(await field.evaluate((picker: ImageField) => picker.values), [second, below]);

    await demo.tabTo(demo.panel.getByRole('button', { name: 'Submit' }));
    await keyboard.press('Enter');
    const submitted = await demo.submitted();
    assert.deepEqual(
      submitted.filter(([name]) => name === 'image').map(([, id]) => id),
      [second, below],
    );
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });
});
