import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { axeObjections } from '../support/axe.js';
import { filesOf } from './built.js';
import { startVisits } from './visits.js';

const pages = filesOf().filter((file) => file.endsWith('.html'));

describe('every page of the site', () => {
  const { open, mishaps } = startVisits();

  it('has nothing that axe objects to, in light and in dark, and fits a phone', async () => {
    const found: string[] = [];
    const waiting = pages.filter((page) => page !== '404.html');
    await Promise.all(
      [0, 1].map(async () => {
        const tour = await open('index.html');
        for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
          await tour.visit(path);
          await tour.showExamples();
          for (const look of ['light', 'dark', 'phone'] as const) {
            found.push(...(await axeObjections(tour.page, look)).map((line) => `${path}, ${look}: ${line}`));
          }
          const { width, room } = await tour.page.evaluate(() => ({
            width: document.documentElement.scrollWidth,
            room: innerWidth,
          }));
          if (width > room) found.push(`${path} is ${width} px wide on a phone`);
        }
        await tour.close();
      }),
    );
    assert.deepEqual(found, []);
  });

  it('has caused no error, no warning, and no request to anywhere else', () => {
    assert.deepEqual(mishaps, []);
  });
});
