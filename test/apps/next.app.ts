import assert from 'node:assert/strict';
import { it } from 'node:test';
import { journeyThrough } from './journey.js';

// Rendered on the server with attributes, and in the page only with properties. Once React has hydrated the page, images have a reason
// why they cannot be selected, which only a property can give.
const { url } = await journeyThrough('next', ['/', '/client'], ({ page }) =>
  page.getByText('Needs a licence').first().waitFor(),
);

it('the server renders the fields with their attributes', async () => {
  const html = await (await fetch(url)).text();
  assert.match(html, /<workspace-images name="desktop" label="Desktop image" required="" proxy="\/clouds\/desktops"/);
  assert.match(html, /<image-picker name="servers" label="Server images" multiple="" provider="openstack"/);
  assert.doesNotMatch(await (await fetch(`${url}/client`)).text(), /<workspace-images/);
});
