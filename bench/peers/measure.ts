import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Simulator } from '../../simulator/index.js';
import { devTools, metrics, workOf } from '../dev-tools.js';
import { FRAME, zstackList } from '../pages.js';
import type { Peer } from './peers.js';

/** Milliseconds, in as many samples as were taken; of what a peer cannot do there are none. */
export interface Samples {
  /** From nothing to the first rows, in a page that has just been opened, and in one that has shown them before. */
  readonly fresh: number[];
  readonly warm: number[];
  /** The work of the main thread until then, in a fresh page. */
  readonly effort: number[];
  /** From a key in the search to its answer: each of them, the longest of each page, and the work of the main thread. */
  readonly key: number[];
  readonly longest: number[];
  readonly work: number[];
  /** To the next page. */
  readonly turn: number[];
  /** From the press of a mouse to the rows of a dropdown. */
  readonly open: number[];
}
export type Measure = keyof Samples;
export const noSamples = (): Samples => ({
  fresh: [],
  warm: [],
  effort: [],
  key: [],
  longest: [],
  work: [],
  turn: [],
  open: [],
});

/** What a field holds while it is shown, what ten of them leave behind, and what it does while nothing happens. */
export interface Holding {
  readonly heap: number;
  readonly nodes: number;
  readonly heapLeft: number;
  readonly nodesLeft: number;
  readonly listenersLeft: number;
  /** Milliseconds of work in a second. */
  readonly idle: number;
}

export interface Setting {
  readonly browser: Browser;
  readonly origin: string;
  readonly simulator: Simulator;
}

/** After each of them others are shown, in whatever order: Ubuntu before UOS, then UOS alone, and back. */
const KEYS = ['u', 'o', 'Backspace', 'Backspace'];
const MOUNTS = 10;
const IDLE_SECONDS = 2;
/** Bytes by which the heap differs between two looks at it. */
const NOISE = 20_000;

async function inPage<Result>(
  { browser, origin, simulator }: Setting,
  { id }: Peer,
  size: number,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  try {
    page.on('pageerror', (error) => console.error(id, error));
    await page.goto(`${origin}/${id}/`);
    await page.waitForFunction(() => 'peers' in window);
    const { url, headers } = zstackList(simulator, size);
    await page.evaluate(([url, headers]) => window.peers.take(url, headers), [url, headers] as const);
    await page.evaluate(() => window.peers.collect());
    return await use(page);
  } finally {
    await page.close();
  }
}

const first = (page: Page, phase: number): Promise<number> => page.evaluate((at) => window.peers.first(at), phase);
const rest = (page: Page): Promise<void> => page.evaluate(() => window.peers.rest());
const remove = (page: Page): Promise<void> => page.evaluate(() => window.peers.remove());

async function searched(page: Page, session: CDPSession, samples: Samples): Promise<void> {
  await page.evaluate(() => window.peers.goToSearch());
  await rest(page);
  const times: number[] = [];
  for (const key of KEYS) {
    await page.evaluate(() => window.peers.expectChange());
    const before = await workOf(session);
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => window.peers.changed()));
    samples.work.push((await workOf(session)) - before);
    await rest(page);
  }
  samples.key.push(...times);
  samples.longest.push(Math.max(...times));
}

async function opened(page: Page, samples: Samples): Promise<void> {
  await page.evaluate(() => window.peers.show());
  const [x, y] = await page.evaluate(() => window.peers.opener());
  await page.evaluate(() => window.peers.expectChange());
  await page.mouse.click(x, y);
  samples.open.push(await page.evaluate(() => window.peers.changed()));
  await remove(page);
}

/** One page of one variant: what it does at first, then with a person, then warm. It begins at a part of a frame. */
export async function sample(setting: Setting, peer: Peer, size: number, part: number, into: Samples) {
  await inPage(setting, peer, size, async (page) => {
    const phase = FRAME * part;
    const session = await devTools(page);
    const before = await workOf(session);
    into.fresh.push(await first(page, phase));
    into.effort.push((await workOf(session)) - before);
    await rest(page);
    const can = await page.evaluate(() => window.peers.can());
    if (can.search) await searched(page, session, into);
    for (let turns = 0; turns < 2 && can.turn; turns++) {
      into.turn.push(await page.evaluate(() => window.peers.turn()));
      await rest(page);
    }
    await remove(page);
    for (let mounts = 0; mounts < 2; mounts++) {
      await page.evaluate(() => window.peers.collect());
      into.warm.push(await first(page, (phase + (FRAME * mounts) / 2) % FRAME));
      await remove(page);
    }
    if (can.open) await opened(page, into);
  });
}

/** Mounts ten, one after the other, and looks at what is there with the first and after the last. */
export const hold = (setting: Setting, peer: Peer, size: number): Promise<Holding> =>
  inPage(setting, peer, size, async (page) => {
    const session = await devTools(page);
    /** Once nothing more is let go of. */
    const look = async () => {
      let last = await metrics(session);
      for (let same = 0; same < 2;) {
        await session.send('HeapProfiler.collectGarbage');
        await rest(page);
        const now = await metrics(session);
        const less = now('Nodes') < last('Nodes') || now('JSHeapUsedSize') < last('JSHeapUsedSize') - NOISE;
        same = less ? 0 : same + 1;
        last = now;
      }
      return last;
    };
    const before = await look();
    await first(page, 0);
    await rest(page);
    const shown = await look();
    // What is said to a screen reader comes a moment later.
    await page.waitForTimeout(1500);
    const begin = await workOf(session);
    await page.waitForTimeout(1000 * IDLE_SECONDS);
    const worked = (await workOf(session)) - begin;
    await remove(page);
    for (let mounts = 1; mounts < MOUNTS; mounts++) {
      await first(page, 0);
      await remove(page);
    }
    // Vaadin's grid lets go some two seconds later.
    await page.waitForTimeout(3000);
    const after = await look();
    const more = (now: (name: string) => number, name: string) => now(name) - before(name);
    return {
      heap: more(shown, 'JSHeapUsedSize'),
      nodes: more(shown, 'Nodes'),
      heapLeft: more(after, 'JSHeapUsedSize'),
      nodesLeft: more(after, 'Nodes'),
      listenersLeft: more(after, 'JSEventListeners'),
      idle: worked / IDLE_SECONDS,
    };
  });
