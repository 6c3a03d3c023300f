import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { ImageField, PickerState } from '../../src/index.js';

/** The demo, with the field alone in sight. */
interface Scene {
  readonly page: Page;
  readonly field: Locator;
}

/** One picture. */
export interface Shot {
  readonly name: string;
  /** What stands in the address of the demo. */
  readonly settings: Readonly<Record<string, string>>;
  /** Pixels of the field; 960 by default. */
  readonly width?: number;
  /** The window, where the field does not fill it. */
  readonly window?: { readonly width: number; readonly height: number };
  readonly media?: Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors'>;
  /** What to wait for first; `ready` by default. */
  readonly until?: PickerState['status'];
  /** What a person does then. */
  readonly act?: (scene: Scene) => Promise<void>;
  /** What is pictured instead of the field. */
  readonly pictured?: string;
  /** The page is pictured as it is, with what is around the field. */
  readonly page?: boolean;
}

const zstack = { cloud: 'zstack', size: '100' };
const workspace = { cloud: 'huawei-workspace', size: '100' };

const says = async ({ field }: Scene, words: string): Promise<void> => field.getByText(words).first().waitFor();

/** Filters have options, too. */
const images = (field: Locator): Locator => field.getByRole('listbox').getByRole('option');

async function choose({ field }: Scene, ...positions: readonly number[]): Promise<void> {
  for (const position of positions) await images(field).nth(position).click();
}

/** Asks for other images, and waits for them. */
const ask =
  (properties: Partial<Pick<ImageField, 'filters' | 'search' | 'sort' | 'pageSize'>>) =>
  ({ field }: Scene): Promise<void> =>
    field.evaluate(async (element: ImageField, given) => {
      const found = new Promise((resolve) => element.addEventListener('image-load', resolve, { once: true }));
      Object.assign(element, given);
      await found;
      await element.updateComplete;
    }, properties);

const search = async ({ field }: Scene, words: string): Promise<void> => field.getByRole('searchbox').fill(words);

async function open({ field }: Scene): Promise<void> {
  await field.locator('#field input').click();
  await images(field).first().waitFor();
}

/** A narrowed list in the order of a column, and one image chosen. */
async function picked(scene: Scene): Promise<void> {
  await ask({ filters: { os: ['linux'] }, sort: 'createdAt:desc' })(scene);
  await choose(scene, 2);
}

async function openPanel({ field }: Scene, button: 'Filters' | 'Details'): Promise<void> {
  await field.getByRole('button', { name: button }).click();
  await field.locator('#panel').waitFor();
}

/** The details of an image that failed: the first one is active. */
async function failed(scene: Scene): Promise<void> {
  await ask({ filters: { status: ['failed'] } })(scene);
  await openPanel(scene, 'Details');
  await says(scene, 'Problem');
}

const problems: Readonly<Record<string, string>> = {
  credentials: '401',
  forbidden: '403',
  'not-found': '404',
  'bad-request': '400',
  'rate-limited': '429;retry-after=60',
  unavailable: '503',
  network: 'reset',
  timeout: 'hang',
  malformed: 'wrong-shape',
};

/** Every kind of error beside each other, as the cloud itself brings it about. */
async function everyError({ page }: Scene): Promise<void> {
  await page.evaluate(async (kinds) => {
    const simulator = await (await fetch('/simulator/address')).text();
    const credentials = await (await fetch('/simulator/credentials/zstack')).text();
    const sheet = document.createElement('section');
    Object.assign(sheet.style, {
      display: 'grid',
      gridTemplateColumns: '1fr 1fr',
      gap: '1rem',
      margin: '1rem',
      width: '1200px',
    });
    for (const [label, fail] of Object.entries(kinds)) {
      const field = document.createElement('vm-image-candidates');
      const endpoint = `${simulator}/zstack;run=sheet-${label};fail=${fail}`;
      Object.assign(field, { label, vmInstanceUuid: 'any', timeout: 1, endpoint, credentials });
      field.style.setProperty('--image-picker-list-height', '11rem');
      sheet.append(field);
    }
    document.body.replaceChildren(sheet);
  }, problems);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('vm-image-candidates')].every(({ state }) => state.status === 'error'),
  );
}

/** What the README opens with. */
const first: readonly Shot[] = [
  { name: 'portal', settings: zstack, page: true, window: { width: 1360, height: 830 }, act: picked },
  {
    name: 'search',
    settings: { ...workspace, size: '5000' },
    act: async (scene) => {
      await search(scene, 'ubuntu 24.04 arm');
      await scene.field.getByText(/^1–10 of \d+$/).waitFor();
      await choose(scene, 1);
    },
  },
];

const states: readonly Shot[] = [
  { name: 'picker', settings: zstack, width: 1000, act: picked },
  { name: 'list', settings: zstack },
  { name: 'loading', settings: { ...zstack, fail: 'hang' }, until: 'loading' },
  {
    name: 'slow',
    settings: { ...zstack, fail: 'hang' },
    until: 'loading',
    act: async (scene) => {
      await scene.page.clock.runFor(4500);
      await says(scene, 'longer than usual');
    },
  },
  { name: 'empty', settings: { ...zstack, size: '0' } },
  {
    name: 'no-match',
    settings: zstack,
    act: async (scene) => {
      await search(scene, 'solaris');
      await says(scene, 'No images match');
    },
  },
  { name: 'errors', settings: zstack, window: { width: 1240, height: 1700 }, act: everyError, pictured: 'section' },
  {
    name: 'searching',
    settings: { ...workspace, size: '5000', fail: 'hang', pages: '2' },
    act: async (scene) => {
      await search(scene, 'ubuntu');
      await says(scene, '200 of about 5,000 images read');
    },
  },
  {
    name: 'partial',
    settings: { ...workspace, size: '5000', fail: '500', pages: '2,3,8' },
    act: async (scene) => {
      await search(scene, 'ubuntu');
      await says(scene, '3 pages could not be loaded');
    },
  },
  { name: 'unreadable', settings: { ...zstack, 'bad-rows': '3' } },
  {
    name: 'offline',
    settings: zstack,
    act: async (scene) => {
      // What describes an error loads a moment after the first images.
      const response = await scene.page.waitForResponse(/\bstates\b/);
      await response.finished();
      await scene.page.context().setOffline(true);
      await scene.field.getByRole('button', { name: 'Reload' }).click();
      await says(scene, 'You are offline.');
    },
  },
  {
    name: 'gone',
    settings: zstack,
    act: async (scene) => {
      await scene.field.evaluate((element: ImageField) => (element.value = '7c0b1f7d3c8e4a55b1de1f0c88e0aa21'));
      await says(scene, 'no longer in the cloud');
    },
  },
  {
    name: 'invalid',
    settings: zstack,
    act: async ({ field }) => {
      await field.evaluate((element: ImageField) => element.reportValidity());
      // The browser's own bubble is not in a picture, and the focus would be.
      await field.evaluate((element: ImageField) => element.blur());
    },
  },
  { name: 'disabled', settings: { ...zstack, disabled: 'on' } },
];

const parts: readonly Shot[] = [
  {
    name: 'multiple',
    settings: { ...zstack, multiple: 'on' },
    act: async (scene) => {
      await ask({ filters: { os: ['linux'], architecture: ['x86_64'] } })(scene);
      await choose(scene, 0, 1, 3);
    },
  },
  {
    name: 'filters',
    settings: zstack,
    act: async (scene) => {
      await ask({ filters: { os: ['linux'], format: ['qcow2', 'raw'] } })(scene);
      await openPanel(scene, 'Filters');
    },
  },
  { name: 'details', settings: { cloud: 'horizon', size: '100' }, act: failed },
  {
    name: 'marks',
    settings: { ...zstack, density: 'compact' },
    act: (scene) => ask({ pageSize: 20 })(scene),
  },
  {
    name: 'id-hit',
    settings: zstack,
    act: async (scene) => {
      const id = await scene.field.evaluate((element: ImageField) => element.images[4]?.id ?? '');
      await search(scene, id.slice(0, 12));
      await says(scene, '1 of 100 images');
    },
  },
  {
    name: 'limits',
    settings: { ...workspace, memory: '2048', disk: '50' },
    act: async (scene) => {
      await says(scene, 'available');
    },
  },
  { name: 'dropdown', settings: { ...zstack, appearance: 'dropdown' }, width: 480, act: (scene) => choosing(scene, 3) },
  {
    name: 'dropdown-open',
    settings: { ...zstack, appearance: 'dropdown' },
    width: 720,
    act: async (scene) => {
      await choosing(scene, 3);
      await open(scene);
      await scene.page.keyboard.type('ubuntu');
      await says(scene, 'of 100 images');
    },
  },
  {
    name: 'dropdown-multiple',
    settings: { ...zstack, appearance: 'dropdown', multiple: 'on' },
    width: 720,
    act: async (scene) => {
      await open(scene);
      await choose(scene, 1, 2, 5);
    },
  },
  {
    name: 'dropdown-tokens',
    settings: { ...zstack, appearance: 'dropdown', multiple: 'on' },
    width: 560,
    act: (scene) => choosing(scene, 1, 2, 5),
  },
];

/** Chooses in a dropdown, and closes it. */
async function choosing(scene: Scene, ...positions: readonly number[]): Promise<void> {
  await open(scene);
  await choose(scene, ...positions);
  await scene.page.keyboard.press('Escape');
  await scene.field.evaluate((element: ImageField) => element.blur());
}

const forced = { forcedColors: 'active' } as const;
const dark = { colorScheme: 'dark' } as const;

const looks: readonly Shot[] = [
  { name: 'compact', settings: { ...zstack, density: 'compact' }, act: picked },
  { name: 'dark', settings: zstack, media: dark, act: picked },
  { name: 'forced-colors', settings: zstack, media: { ...forced, ...dark }, act: picked },
  { name: 'theme-bootstrap', settings: { ...zstack, theme: 'bootstrap' }, width: 1140, act: picked },
  {
    name: 'theme-bootstrap-dropdown',
    settings: { ...zstack, theme: 'bootstrap', appearance: 'dropdown', multiple: 'on' },
    width: 720,
    act: async (scene) => {
      await open(scene);
      await choose(scene, 1, 2);
    },
  },
  { name: 'theme-midnight', settings: { ...zstack, theme: 'midnight' }, act: picked },
  { name: 'arabic', settings: { ...zstack, language: 'ar', multiple: 'on' }, act: (scene) => choose(scene, 1, 2) },
  { name: 'chinese', settings: { ...workspace, language: 'zh-CN' }, act: (scene) => choose(scene, 1) },
  { name: 'narrow', settings: zstack, width: 320, act: picked },
  {
    name: 'narrow-multiple',
    settings: { ...zstack, multiple: 'on' },
    width: 320,
    act: (scene) => choose(scene, 0, 1, 3),
  },
  { name: 'narrow-filters', settings: zstack, width: 320, act: (scene) => openPanel(scene, 'Filters') },
  { name: 'narrow-details', settings: { cloud: 'horizon', size: '100' }, width: 320, act: failed },
  {
    name: 'arabic-dropdown',
    settings: { ...zstack, language: 'ar', appearance: 'dropdown' },
    width: 720,
    act: open,
  },
  { name: 'arabic-narrow', settings: { ...zstack, language: 'ar' }, width: 320, act: (scene) => choose(scene, 1) },
  { name: 'wide', settings: zstack, width: 1600, act: picked },
  // 1,280 by 1,024 pixels, enlarged four times.
  { name: 'zoom-400', settings: zstack, width: 288, window: { width: 320, height: 256 }, act: picked },
];

export const shots: readonly Shot[] = [...first, ...states, ...parts, ...looks];
