import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { ImageField } from '../../src/index.js';
import { pickers } from './site-page.js';

/** Waits until a picker has an answer, and says which. */
async function statusOf(page: Page, field: Locator): Promise<string> {
  const answered = await page.waitForFunction(
    (element) => {
      const { status } = (element as ImageField).state;
      return status === 'ready' || status === 'error' ? status : undefined;
    },
    await field.elementHandle(),
  );
  return (await answered.jsonValue()) ?? '';
}

/** Its rows: the options of a listbox, and not those of a select. */
const rowsOf = (field: Locator): Locator => field.getByRole('listbox').getByRole('option');

/** The first image that can be selected. */
const firstOf = (field: Locator): Promise<string | undefined> =>
  field.evaluate((element: ImageField) => element.images.find(({ status }) => status === 'ready')?.id);

const valueOf = (field: Locator): Promise<string> => field.evaluate((element: ImageField) => element.value);

/** Gets over an error with its button, where the simulated cloud answers from then on. */
async function tryAgain(page: Page, field: Locator): Promise<boolean> {
  const button = field.getByRole('button', { name: /^(Try again|Sign in again)$/ });
  await button.focus();
  await page.keyboard.press('Enter');
  return (await statusOf(page, field)) === 'ready';
}

/** Searches for an image by its id, and selects it, with keys only. */
async function use(page: Page, field: Locator): Promise<void> {
  const isDropdown = await field.evaluate((element: ImageField) => element.appearance === 'dropdown');
  await field.evaluate((element: ImageField) => element.focus());
  if (isDropdown) {
    await page.keyboard.press('ArrowDown');
    await rowsOf(field).first().waitFor();
  } else if ((await statusOf(page, field)) === 'error' && !(await tryAgain(page, field))) {
    assert.match((await field.getAttribute('proxy')) ?? '', /;fail=403$/, 'only a refusal stays');
    return;
  }
  assert.ok((await rowsOf(field).count()) > 0, 'there are rows');
  const id = await firstOf(field);
  assert.ok(id, 'an image can be selected');
  if (!isDropdown) await field.evaluate((element: ImageField) => element.focus());
  await page.keyboard.type(id);
  await page.waitForFunction(
    ([element, wanted]) => {
      const { state, images } = element as ImageField;
      return state.status === 'ready' && images.length === 1 && images[0]?.id === wanted;
    },
    [await field.elementHandle(), id] as const,
  );
  if (!isDropdown) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await valueOf(field), id);
}

/** Uses each picker of an example as a person does. */
export async function useExample(page: Page, example: Locator): Promise<void> {
  const fields = example.locator(pickers);
  const count = await fields.count();
  assert.ok(count > 0, 'the example has a picker');
  for (let at = 0; at < count; at++) await use(page, fields.nth(at));
}
