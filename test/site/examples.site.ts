import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ImageField } from '../../src/index.js';
import { filesOf, read } from './built.js';
import { useExample } from './live-examples.js';
import { startVisits } from './visits.js';

/** Those with live examples. */
const pages = filesOf().filter((file) => file.endsWith('.html') && read(file).includes('<live-example'));

describe('the site', () => {
  const { open, mishaps } = startVisits();

  for (const path of pages) {
    it(`runs its examples by keyboard: ${path}`, async () => {
      const tour = await open(path);
      await tour.showExamples();
      const count = await tour.examples.count();
      assert.ok(count > 0);
      for (let at = 0; at < count; at++) await useExample(tour.page, tour.examples.nth(at));
      await tour.close();
    });
  }

  it('shows what a form would submit', async () => {
    const tour = await open('forms.html');
    await tour.showExamples();
    const form = tour.examples.first();
    const id = await form.locator('vm-image-candidates').evaluate((field: ImageField) => {
      field.value = field.images.find(({ status }) => status === 'ready')?.id ?? '';
      return field.value;
    });
    await form.getByRole('button', { name: 'Order' }).press('Enter');
    await form.getByText(`image=${id}`).waitFor();
    await tour.close();
  });

  it('edits a theme by keyboard, and writes its style sheet', async () => {
    const { page } = await open('theme-editor.html');
    const editor = page.locator('theme-editor');
    const picker = editor.locator('image-picker').first();
    await picker.getByRole('option').first().waitFor();
    const backgroundOf = (): Promise<string> =>
      picker
        .getByRole('searchbox')
        .evaluate((input) => getComputedStyle(input.closest('[part~=frame]') ?? input).backgroundColor);

    await editor.getByLabel('Begin with').focus();
    await page.keyboard.press('ArrowDown');
    const code = editor.getByRole('region', { name: 'Style sheet' });
    await code.getByText("@import url('bootstrap-5.css')").waitFor();
    assert.equal(await editor.getByLabel('accent, light', { exact: true }).inputValue(), '#0d6efd');
    await editor.getByLabel('surface, light', { exact: true }).fill('#fff8e7');
    assert.equal(await backgroundOf(), 'rgb(255, 248, 231)');
    await editor.getByLabel('Preview').selectOption('dark');
    assert.notEqual(await backgroundOf(), 'rgb(255, 248, 231)');
    await editor.getByLabel('radius', { exact: true }).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('0px');
    await editor.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
    await editor.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await code.textContent());
    assert.match(
      copied,
      /--image-picker-color-surface: light-dark\(#fff8e7, #[0-9a-f]{6}\);\n {2}--image-picker-radius: 0px;/,
    );
    await editor.getByRole('button', { name: 'Reset' }).press('Enter');
    assert.doesNotMatch((await code.textContent()) ?? '', /radius/);
    await page.context().close();
  });

  it('is searched by keyboard', async () => {
    const { page } = await open('start.html');
    for (const [words, title, path] of [
      ['quotes credentials', 'A cloud that quotes credentials', 'errors.html#a-cloud-that-quotes-credentials'],
      ['walk-limit attribute', 'Properties and attributes', 'elements/'],
    ] as const) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.locator('#localsearch-input').waitFor();
      await page.keyboard.type(words);
      const results = page.locator('#localsearch-list').getByRole('option');
      await results.first().filter({ hasText: title }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.href.includes(path));
    }
    await page.context().close();
  });

  it('opens its menu on a phone by keyboard, and leads to another page', async () => {
    const { page } = await open('start.html', 360);
    await page.locator('.VPLocalNav').getByRole('button', { name: 'Menu' }).press('Enter');
    await page.locator('.VPSidebar').getByRole('link', { name: 'Errors', exact: true }).press('Enter');
    await page.waitForURL(/errors\.html/);
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    await page.context().close();
  });

  it('turns dark and stays so', async () => {
    const tour = await open('index.html');
    await tour.page.getByRole('switch').first().press('Enter');
    const schemeOf = () => tour.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    assert.equal(await schemeOf(), 'dark');
    await tour.visit('errors.html');
    assert.equal(await schemeOf(), 'dark');
    await tour.close();
  });

  it('works at the root of a server as well', async () => {
    const tour = await open('', undefined, '/');
    await tour.showExamples();
    assert.equal(await tour.page.getByRole('option').count(), 10);
    await tour.page.getByRole('link', { name: 'Theme editor' }).first().click();
    await tour.page.getByRole('heading', { level: 1, name: 'Theme editor' }).waitFor();
    await tour.settled();
    await tour.close();
  });

  it('has caused no error, no warning, and no request to anywhere else', () => {
    assert.deepEqual(mishaps, []);
  });
});
