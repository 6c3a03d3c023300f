import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pMap from 'p-map';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { shots, type Shot } from '../docs/images/shots.js';
import type { ImageField } from '../src/index.js';
import { startJourney } from '../test/support/journey.js';

// npm run screenshots               takes every picture in docs/images/ again
// npm run screenshots -- dropdown   takes those with "dropdown" in their name

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const { positionals: wanted } = parseArgs({ allowPositionals: true });
const chosen = shots.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
/** Pages at a time: some wait for a cloud that does not answer. */
const atOnce = 3;
/** Pixels of the page around the field. */
const margin = 12;

/** Shows only the field, at a given width, without the rest of the page. */
async function isolate(page: Page, width: number): Promise<void> {
  await page.evaluate((inlineSize) => {
    for (const element of document.querySelectorAll('header, h1, [role=tablist], .side, .machine')) {
      element.setAttribute('hidden', '');
    }
    const main = document.querySelector('main');
    if (main) Object.assign(main.style, { padding: '1rem', maxInlineSize: 'none' });
    const form = document.querySelector<HTMLElement>('#order form');
    if (form) Object.assign(form.style, { display: 'block', inlineSize: `${inlineSize}px` });
  }, width);
}

/** An element with its popup, if that is open, and a margin. */
async function clipOf(pictured: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const edges = await pictured.evaluate((element) => {
    const popup = element.shadowRoot?.querySelector(':popover-open');
    const boxes = [element, popup].flatMap((part) => part?.getBoundingClientRect() ?? []);
    return {
      left: Math.min(...boxes.map(({ left }) => left)) + scrollX,
      top: Math.min(...boxes.map(({ top }) => top)) + scrollY,
      right: Math.max(...boxes.map(({ right }) => right)) + scrollX,
      bottom: Math.max(...boxes.map(({ bottom }) => bottom)) + scrollY,
    };
  });
  const x = Math.max(0, Math.floor(edges.left) - margin);
  const y = Math.max(0, Math.floor(edges.top) - margin);
  return { x, y, width: Math.ceil(edges.right) + margin - x, height: Math.ceil(edges.bottom) + margin - y };
}

async function take({
  name,
  settings,
  width = 960,
  window,
  media,
  until,
  act,
  pictured,
  page: whole,
}: Shot): Promise<void> {
  const context = await journey.browser.newContext({
    viewport: window ?? { width: width + 32, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    ...media,
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    // The time of the last load is in the picture.
    await page.clock.install({ time: new Date('2026-06-02T09:30:00Z') });
    await page.goto(`${journey.url}#${new URLSearchParams(settings).toString()}`);
    const field = page.getByRole('tabpanel').locator('.image-field');
    await field.waitFor();
    if (whole !== true) await isolate(page, width);
    await page.waitForFunction(
      ({ element, status }) =>
        element instanceof HTMLElement && 'state' in element && (element as ImageField).state.status === status,
      { element: await field.elementHandle(), status: until ?? 'ready' },
    );
    await act?.({ page, field });
    await page.mouse.move(0, 0);
    const png = await page.screenshot({
      ...(whole !== true && {
        clip: await clipOf(pictured === undefined ? field : page.locator(pictured)),
        fullPage: true,
      }),
      animations: 'disabled',
      caret: 'hide',
    });
    // 256 colours at most: a third of the bytes, without a visible difference.
    await sharp(png).png({ palette: true, effort: 10, dither: 0 }).toFile(`${folder}${name}.png`);
  } finally {
    await context.close();
  }
}

const failures: string[] = [];
async function takeOrFail(shot: Shot): Promise<void> {
  try {
    await take(shot);
  } catch (error) {
    failures.push(`${shot.name}: ${String(error)}`);
  }
}

mkdirSync(folder, { recursive: true });
if (wanted.length === 0) {
  for (const file of readdirSync(folder)) if (file.endsWith('.png')) rmSync(folder + file);
}
const journey = await startJourney();
try {
  await pMap(chosen, takeOrFail, { concurrency: atOnce });
} finally {
  await journey.close();
}
console.log(`${chosen.length - failures.length} of ${chosen.length} pictures are in docs/images/`);
for (const failure of failures) console.error(failure);
process.exit(failures.length > 0 || chosen.length === 0 ? 1 : 0);
