import assert from 'node:assert/strict';
import { it } from 'node:test';
import { journeyThrough } from './journey.js';

// The page has been hydrated when the first images come.
const { url } = await journeyThrough('lit-ssr', ['/'], ({ page }) => page.getByRole('option').first().waitFor());

it('the server renders the fields with their labels and with placeholders', async () => {
  const html = await (await fetch(url)).text();
  for (const label of ['Desktop image', 'Server images'])
    assert.match(html, new RegExp(`<slot name="label"><!--lit-part-->${label}<!--/lit-part--></slot`));
  assert.match(html, /class="option skeleton"/);
});
