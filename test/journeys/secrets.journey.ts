import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogueOf, cloudIds, faultKinds, needle } from '../../simulator/index.js';
import type { ProxyEvent } from '../../src/proxy/index.js';
import { factsOf } from '../clouds/index.js';
import { startJourney, type Journey } from '../support/journey.js';
import { LeakWatch } from '../support/leaks.js';
import { secretsIn } from '../support/secrets.js';
import { DemoPage, type DemoSettings } from './demo-page.js';
import { shownOf } from './shown.js';

/** Faults that are over before the proxy gives up waiting. */
const faults = faultKinds.filter((kind) => kind !== 'hang' && kind !== 'drip');

describe('behind the proxy', () => {
  let journey: Journey;
  const events: ProxyEvent[] = [];
  before(async () => {
    journey = await startJourney((event) => events.push(event));
  });
  after(() => journey.close());

  async function open(settings: DemoSettings): Promise<{ demo: DemoPage; watch: LeakWatch }> {
    const page = await journey.browser.newPage();
    await page.addInitScript(() => {
      addEventListener('image-load', () => console.debug('settled'));
      addEventListener('image-error', (event) => {
        const error: unknown = event instanceof CustomEvent ? event.detail : event;
        console.debug('settled', String(error), error instanceof Error ? error.stack : '', JSON.stringify(error));
      });
    });
    const watch = new LeakWatch(page);
    return { demo: await DemoPage.visit(page, journey.url, settings), watch };
  }

  for (const cloud of cloudIds) {
    it(`no eight characters of a credential reach a page of ${cloud}`, async () => {
      events.length = 0;
      const { demo, watch } = await open({ cloud, size: 100 });
      await demo.options.first().waitFor();
      await demo.type(needle(cloud, 100));
      await demo.shows(`1 of ${shownOf(catalogueOf(cloud, { size: 100 }))} images`);
      await demo.options.first().click();
      await demo.panel.getByRole('button', { name: 'Submit' }).click();
      await demo.submitted();
      for (const fail of faults) {
        const settled = demo.page.waitForEvent('console', (message) => message.text().startsWith('settled'));
        await demo.set({ cloud, fail });
        await settled;
      }
      await watch.finish();
      assert.deepEqual(watch.leaks, []);
      assert.ok(watch.bodies > faults.length, `${watch.bodies} bodies were read`);

      // A user of Hostway signs in nowhere.
      assert.equal(
        events.some(({ type }) => type === 'sign-in'),
        cloud !== 'hostway',
      );
      const requests = events.filter(({ type }) => type === 'request');
      assert.ok(requests.length > faults.length, `${requests.length} requests were logged`);
      assert.deepEqual(secretsIn(JSON.stringify(events)), []);
      await demo.page.close();
    });
  }

  it('whereas the watch sees the token of a page that asks the cloud itself', async () => {
    const { demo, watch } = await open({ cloud: 'horizon', connection: 'direct' });
    await demo.shows('1–10 of 12');
    await watch.finish();
    assert.ok(watch.leaks.some((leak) => leak.endsWith('the token of horizon')));
    await demo.page.close();
  });

  it('an element needs its proxy and nothing else', async () => {
    const { demo } = await open({ cloud: 'hostway' });
    for (const cloud of cloudIds) {
      const { tag } = factsOf(cloud);
      await demo.page.evaluate(
        ({ tag, cloud }) => {
          const field = document.createElement(tag);
          field.setAttribute('proxy', `/clouds/${cloud}`);
          document.body.append(field);
        },
        { tag, cloud },
      );
      const field = demo.page.locator(`body > ${tag}`);
      await field.getByRole('listbox').getByRole('option').first().waitFor();
    }
    await demo.page.close();
  });
});
