import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cloudIds, needle } from '../../simulator/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { DemoPage } from './demo-page.js';

describe('a person meets a failure', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey.close());

  for (const cloud of cloudIds.filter((id) => id !== 'hostway')) {
    it(`whose sign-in to ${cloud} has expired reads so, and goes on when it is renewed`, async () => {
      const demo = await DemoPage.open(journey.browser, journey.url, { cloud, fail: '401', times: 2 });
      await demo.says('Your sign-in to the cloud has expired or is not valid.');
      assert.equal(await demo.options.count(), 0);
      assert.equal(
        (await demo.requests()).length,
        2,
        'the proxy asks once more with a new sign-in, and nobody else unbidden',
      );

      await demo.panel.getByRole('button', { name: 'Sign in again' }).click();
      await demo.shows('1–10 of 12');
      assert.equal((await demo.requests()).length, 3);
      assert.deepEqual(await demo.breaches(), []);
      assert.deepEqual(demo.mishaps, []);
      await demo.page.close();
    });
  }

  it('of a portal whose password the cloud refuses reads whom to tell, and it is not sent again', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'hostway', fail: '401' });
    await demo.says('Your sign-in to the cloud has expired or is not valid.');
    assert.equal((await demo.requests()).length, 2, 'that of the page, and the proxy’s own question');

    await demo.panel.getByRole('button', { name: 'Sign in again' }).click();
    await demo.says('The cloud rejects the portal’s account. Ask the administrator of the portal to correct it.');
    assert.equal((await demo.requests()).length, 2);
    await demo.page.close();
  });

  it('that the proxy mends by signing in anew, and notices nothing', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'zstack', fail: '401', times: 1 });
    await demo.shows('1–10 of 12');
    assert.deepEqual(
      (await demo.requests()).map(({ status }) => status),
      [401, 200],
    );
    await demo.page.close();
  });

  it('of one page reads that images may be missing, and loads just that page', async () => {
    const cloud = 'huawei-workspace';
    const settings = { cloud, size: 5000, fail: '500', pages: '2', times: 1 } as const;
    const demo = await DemoPage.open(journey.browser, journey.url, settings);
    await demo.shows('1–10 of about 5,000');
    await demo.type(needle(cloud, 5000));
    await demo.says('1 page could not be loaded, so images may be missing.');
    await demo.shows('1 image or more');
    const before = await demo.requests();
    assert.deepEqual(
      before.filter(({ status }) => status !== 200).map(({ url }) => url.split('?')[1]),
      ['limit=100&offset=200'],
    );

    await demo.panel.getByRole('button', { name: 'Try again' }).click();
    await demo.shows('1 of 5,000 images');
    const further = (await demo.requests()).slice(before.length);
    assert.deepEqual(
      further.map(({ url }) => url.split('?')[1]),
      ['limit=100&offset=200'],
    );
    assert.deepEqual(await demo.breaches(), []);
    await demo.page.close();
  });

  it('must choose an image before the form can be submitted', async () => {
    const demo = await DemoPage.open(journey.browser, journey.url, { cloud: 'hostway' });
    await demo.shows('1–10 of 11');
    const submit = demo.panel.getByRole('button', { name: 'Submit' });
    await submit.click();
    assert.equal(await demo.panel.locator('.submitted').textContent(), '');
    await demo.options.first().click();
    await submit.click();
    assert.equal((await demo.submitted()).length, 2);
    await demo.panel.getByRole('button', { name: 'Reset' }).click();
    await demo.says('No image selected');
    await demo.page.close();
  });
});
