import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { credentials, startSimulator } from '../simulator/index.js';
import { devTools, workOf } from './dev-tools.js';
import { median, ms, print, verdict } from './figures.js';
import { bundle, FRAME, launch, servePages, zstackList } from './pages.js';
import type { Sample } from './picker-page.js';

// What the picker costs in Chromium, next to the least that a page could do.
//
// npm run bench          everything
// npm run bench -- keys  one part of it: rows, fresh, keys or catalogue
//
// Both sides of a ratio take turns in one page. Moments in a frame are spread evenly, because frames come every 16.7 ms.

const ROUNDS = 15;
const WORDS = 9;
const SEARCHES = 5;
const SIZES = [20, 1000, 10_000, 50_000];
/** Milliseconds before each answer of the simulator. */
const LATENCY = 40;
const WORD = 'ubuntu 2';

const medianOf = (samples: readonly Sample[], what: keyof Sample): number =>
  median(samples.map((sample) => sample[what] ?? NaN));

const folder = '.cache/bench/picker';
await bundle('bench/picker-page.ts', folder);
const { origin, close } = await servePages(folder);
const simulator = await startSimulator();
const browser = await launch();

async function open(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

async function take(page: Page, size: number): Promise<void> {
  const { url, headers } = zstackList(simulator, size);
  await page.evaluate(([size, url, headers]) => window.bench.take(size, url, headers), [size, url, headers] as const);
}

/** From an answer in memory to its first row on the screen. */
async function firstRow(): Promise<void> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const page = await open();
    await take(page, size);
    const samples = { byHand: [] as Sample[], byPicker: [] as Sample[], fromNothing: [] as Sample[] };
    const names = ['byHand', 'byPicker', 'fromNothing'] as const;
    for (let round = -2; round < ROUNDS; round++) {
      const phase = (FRAME * (round + 2)) / (ROUNDS + 2);
      for (const name of names) {
        await page.evaluate(() => window.bench.collect());
        const given = [name, size, phase] as const;
        const sample = await page.evaluate(([name, size, phase]) => window.bench[name](size, phase), given);
        if (round >= 0) samples[name].push(sample);
      }
    }
    const [hand, picker, mount] = names.map((name) => medianOf(samples[name], 'painted'));
    const ratio = (picker ?? NaN) / (hand ?? NaN);
    rows.push([
      size.toLocaleString('en'),
      ...[hand, picker].map((value) => ms(value ?? NaN)),
      ratio.toFixed(2),
      verdict(ratio, 1.3),
      ...names.slice(0, 2).map((name) => ms(medianOf(samples[name], 'written'))),
      ms(mount ?? NaN),
      ((mount ?? NaN) / (hand ?? NaN)).toFixed(2),
    ]);
    await page.close();
  }
  print(
    `From the answer in memory to its first row painted, ms, medians of ${ROUNDS}`,
    ['images', 'by hand', 'picker', 'ratio', 'budget', 'by hand, written', 'picker, written', 'with mount', 'ratio'],
    rows,
  );
}

/** The same in pages that have just been opened, as a person meets it: each sample in one of its own. */
async function firstRowOfFreshPages(): Promise<void> {
  const names = ['byHand', 'byPicker', 'fromNothing'] as const;
  const rows: string[][] = [];
  for (const size of SIZES.slice(0, 2)) {
    const samples = { byHand: [] as Sample[], byPicker: [] as Sample[], fromNothing: [] as Sample[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        const page = await open();
        await take(page, size);
        const given = [name, size, (FRAME * round) / ROUNDS] as const;
        samples[name].push(await page.evaluate(([name, size, phase]) => window.bench[name](size, phase), given));
        await page.close();
      }
    }
    const [hand = NaN, waiting = NaN, nothing = NaN] = names.map((name) => medianOf(samples[name], 'painted'));
    rows.push([
      size.toLocaleString('en'),
      ...[hand, waiting].map(ms),
      (waiting / hand).toFixed(2),
      verdict(waiting / hand, 1.3),
      ms(nothing),
      (nothing / hand).toFixed(2),
      verdict(nothing / hand, 1.7),
      ms(medianOf(samples.fromNothing, 'asked')),
    ]);
  }
  print(
    `The same in a fresh page each time, ms, medians of ${ROUNDS}`,
    ['images', 'by hand', 'picker', 'ratio', 'budget', 'with mount', 'ratio', 'budget', 'mount to request'],
    rows,
  );
}

/** From a key to the frame that shows what it found, what it costs to render the page that is there, and processor time. */
async function keystrokes(): Promise<void> {
  const rows: string[][] = [];
  for (const [size, pageSize, budget] of [
    [10_000, 20, 50],
    [10_000, 100, 50],
    [10_000, 500, 50],
    [50_000, 20, 100],
    [50_000, 500, 100],
  ] as const) {
    const page = await open();
    await take(page, size);
    await page.evaluate(([size, pageSize]) => window.bench.load(size, pageSize), [size, pageSize] as const);
    const session = await devTools(page);
    const renders: number[] = [];
    const longest: number[] = [];
    const hardest: number[] = [];
    const all: number[] = [];
    for (let round = -1; round < WORDS; round++) {
      await page.evaluate(() => window.bench.collect());
      const render = await page.evaluate(() => window.bench.render());
      const times: number[] = [];
      const works: number[] = [];
      for (const key of [...Array.from(WORD), ...Array.from(WORD, () => 'Backspace')]) {
        const before = await workOf(session);
        await page.keyboard.press(key);
        times.push(...(await page.evaluate(() => window.bench.keys())));
        works.push((await workOf(session)) - before);
      }
      if (times.length !== 2 * WORD.length) throw new Error(`${times.length} keys arrived`);
      if (round < 0) continue;
      renders.push(render);
      longest.push(Math.max(...times));
      hardest.push(Math.max(...works));
      all.push(...times);
    }
    const typical = median(longest);
    rows.push([
      size.toLocaleString('en'),
      String(pageSize),
      ms(median(renders)),
      ms(median(all)),
      ms(typical),
      verdict(typical, budget),
      ms(Math.max(...all)),
      ms(median(hardest)),
    ]);
    await page.close();
  }
  print(
    `A render, from a key in the search to the next frame, and the most work for a key, ms, "${WORD}" typed and deleted ${WORDS} times`,
    ['loaded', 'on a page', 'render', 'key, median', 'longest of a word', 'budget', 'longest of all', 'most work'],
    rows,
  );
}

/** A search that has to read every page first. */
async function wholeCatalogue(): Promise<void> {
  const page = await open();
  const token = credentials['huawei-workspace'];
  const times = { warm: [] as number[], warmIdeal: [] as number[], cold: [] as number[], coldIdeal: [] as number[] };
  let asked = 0;
  let pages = 0;
  const cloud = (run: string) => simulator.endpoint('huawei-workspace', { size: 5000, latency: LATENCY, run });
  const answered = (run: string) => simulator.log(run).filter(({ method }) => method === 'GET').length;
  const ideal = (run: string, from: number) =>
    page.evaluate(([base, token, from, pages]) => window.bench.ideal(base, token, from, pages), [
      cloud(run),
      token,
      from,
      pages,
    ] as const);
  const show = (run: string, search: string) =>
    page.evaluate(([base, token, search]) => window.bench.show(base, token, search), [
      cloud(run),
      token,
      search,
    ] as const);

  for (let round = 0; round < SEARCHES; round++) {
    await show(`warm-${round}`, '');
    const before = answered(`warm-${round}`);
    const { ms, total } = await page.evaluate(() => window.bench.search('windows'));
    if (total === 0) throw new Error('nothing found');
    await page.evaluate(() => window.bench.remove());
    pages = answered(`warm-${round}`);
    asked = pages - before;
    times.warm.push(ms);
    times.warmIdeal.push(await ideal(`warm-ideal-${round}`, before));

    times.cold.push(await show(`cold-${round}`, 'windows'));
    await page.evaluate(() => window.bench.remove());
    pages = answered(`cold-${round}`);
    times.coldIdeal.push(await ideal(`cold-ideal-${round}`, 0));
  }
  const row = (name: string, requests: number, mine: readonly number[], least: readonly number[]) => {
    const ratio = median(mine) / median(least);
    return [name, String(requests), ms(median(least)), ms(median(mine)), ratio.toFixed(2), verdict(ratio, 1.2)];
  };
  print(
    `A search of 5,000 images behind 100 a page, ${LATENCY} ms an answer, ms, medians of ${SEARCHES}`,
    ['', 'requests', 'four loops', 'picker', 'ratio', 'budget'],
    [
      row('typed after the first page', asked, times.warm, times.warmIdeal),
      row('as the first question', pages, times.cold, times.coldIdeal),
    ],
  );
  await page.close();
}

const parts = { rows: firstRow, fresh: firstRowOfFreshPages, keys: keystrokes, catalogue: wholeCatalogue };
const { positionals: wanted } = parseArgs({ allowPositionals: true });
try {
  console.log(`Chromium ${browser.version()}`);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part();
  }
} finally {
  await browser.close();
  await simulator.close();
  close();
}
