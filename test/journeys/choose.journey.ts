import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogueOf, needle, type CloudId } from '../../simulator/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';
import { shownOf } from './shown.js';

interface Case {
  readonly cloud: CloudId;
  readonly size: number;
  /** Pages in all. */
  readonly pages: number;
  /** What reading all of them may cost. */
  readonly requests: number;
  readonly idKey: string;
}

/**
 * Fifty pages each, where the cloud has pages. By offset, one that turns out empty is asked for behind them, because totals
 * are not to be trusted; the number of pages is.
 */
const cases: readonly Case[] = [
  { cloud: 'horizon', size: 10_000, pages: 50, requests: 50, idKey: 'id' },
  { cloud: 'zstack', size: 5000, pages: 1, requests: 1, idKey: 'uuid' },
  { cloud: 'huawei-workspace', size: 5000, pages: 50, requests: 51, idKey: 'id' },
  { cloud: 'hostway', size: 5000, pages: 1, requests: 1, idKey: 'id' },
  { cloud: 'huawei-cloud-phone', size: 5000, pages: 50, requests: 51, idKey: 'image_id' },
];

function idOf(image: unknown, key: string): string {
  assert.ok(typeof image === 'object' && image !== null);
  const [, id] = Object.entries(image).find(([name]) => name === key) ?? [];
  return String(id);
}

describe('a person chooses the image that is last of thousands', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  for (const { cloud, size, pages, requests, idKey } of cases) {
    it(`in ${cloud}: finds it on page ${pages} of ${pages} (requests: ${requests}), chooses it by keyboard, submits its id`, async () => {
      const demo = await DemoPage.open(journey.browser, journey.url, { cloud, size });
      const images = catalogueOf(cloud, { size });
      const first = images.slice(0, size / pages);
      const known = size - first.length + shownOf(first);
      await demo.shows(`1–10 of ${pages > 1 ? 'about ' : ''}${known.toLocaleString('en')}`);
      assert.equal((await demo.requests()).length, 1, 'opening asks once');

      const word = needle(cloud, size);
      await demo.type(word);
      await demo.shows(`1 of ${shownOf(images).toLocaleString('en')} images`);
      const searched = await demo.requests();
      assert.equal(searched.length, requests, 'what the search asked');
      assert.equal(new Set(searched.map(({ url }) => url)).size, searched.length, 'no page is read twice');

      await demo.type('server');
      await demo.search.press('Escape');
      await demo.type(word.slice(0, 11));
      await demo.shows(`1 of ${shownOf(images).toLocaleString('en')} images`);
      assert.equal((await demo.requests()).length, searched.length, 'typing on asks nothing');

      await demo.tabTo(demo.panel.getByRole('listbox'));
      await demo.page.keyboard.press('Enter');
      await demo.tabTo(demo.panel.getByRole('button', { name: 'Submit' }));
      await demo.page.keyboard.press('Enter');

      const expected = idOf(images.at(-1), idKey);
      assert.deepEqual(await demo.submitted(), [
        ['machine', 'web-01'],
        ['image', expected],
      ]);
      assert.deepEqual(await demo.breaches(), []);
      assert.deepEqual(demo.secrets, [], 'no token leaves the page');
      assert.deepEqual(demo.mishaps, []);
      await demo.page.close();
    });
  }
});
