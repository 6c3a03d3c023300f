import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogueOf, cloudIds, needle } from '../../simulator/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';
import { shownOf } from './shown.js';

describe('a page asks the clouds itself, with a token', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  for (const cloud of cloudIds) {
    it(`and a person chooses from ${cloud}`, async () => {
      const demo = await DemoPage.open(journey.browser, journey.url, { cloud, connection: 'direct' });
      await demo.shows(`1–10 of ${shownOf(catalogueOf(cloud))}`);
      await demo.options.nth(2).click();
      await demo.panel.getByRole('button', { name: 'Submit' }).click();
      assert.equal((await demo.submitted()).length, 2);

      const requests = (await demo.requests()).filter(({ method }) => method === 'GET');
      assert.deepEqual(
        requests.map(({ credentials }) => credentials),
        [true],
      );
      assert.deepEqual(await demo.breaches(), []);
      assert.deepEqual(demo.secrets, [], 'a token goes to the cloud only');
      assert.deepEqual(demo.mishaps, []);
      await demo.page.close();
    });
  }

  it('and a search goes on with a new token when the first one expires', async () => {
    const cloud = 'horizon';
    const settings = { cloud, size: 5000, connection: 'direct', 'expire-after': 3 } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    const images = catalogueOf(cloud, { size: 5000 });
    const known = 4800 + shownOf(images.slice(0, 200));
    await demo.shows(`1–10 of about ${known.toLocaleString('en')}`);
    await demo.type(needle(cloud, 5000));
    await demo.shows(`1 of ${shownOf(images).toLocaleString('en')} images`);
    const requests = (await demo.requests()).filter(({ method }) => method === 'GET');
    const refused = requests.filter(({ status }) => status === 401).length;
    assert.ok(refused >= 1 && refused <= 4, `${refused} of the requests side by side were refused`);
    const pages = requests.filter(({ status }) => status === 200).map(({ url }) => url);
    assert.equal(new Set(pages).size, pages.length, 'no page is read twice');
    assert.ok(pages.length >= 25);
    assert.deepEqual(await demo.breaches(), []);
    await demo.page.close();
  });

  it('and a person signs in again when a refreshed token is refused, too', async () => {
    const settings = { cloud: 'horizon', connection: 'direct', fail: '401', times: 3 } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    await demo.says('Your sign-in to the cloud has expired or is not valid.');
    await demo.panel.getByRole('button', { name: 'Sign in again' }).click();
    await demo.shows('1–10 of 12');
    await demo.journalSays('signed in again');
    assert.deepEqual(await demo.breaches(), []);
    assert.deepEqual(demo.mishaps, []);
    await demo.page.close();
  });

  it('and finds the sign-in in the journal, even before the journal has heard of a request', async () => {
    const settings = { cloud: 'horizon', connection: 'direct', fail: '401', times: 3 } as const;
    const page = await journey.browser.newPage();
    await page.route('**/simulator/journal?*', () => undefined);
    const demo = await DemoPage.visit(page, journey.url, settings);
    await demo.panel.getByRole('button', { name: 'Sign in again' }).click();
    await demo.shows('1–10 of 12');
    await demo.journalSays('signed in again', 5000);
    await page.close();
  });

  it('and reads what to check where the cloud does not allow it', async () => {
    const settings = { cloud: 'zstack', connection: 'direct', cors: 'off' } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    await demo.says('The cloud cannot be reached.');
    await demo.says('the cloud may not accept requests from this page (CORS)');
    await demo.page.close();
  });
});
