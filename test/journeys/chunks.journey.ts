import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, beforeEach, describe, it } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { credentials, startSimulator } from '../../simulator/index.js';
import type { ImageField } from '../../src/components/image-field.js';
import { until } from '../http/clouds.js';

// A preset and the element for any cloud as a portal's bundler splits them, from a server that has lost some of its files.

const simulator = await startSimulator();
const built = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    rolldownOptions: {
      input: {
        'flexcloud-images': 'src/register/flexcloud-images.ts',
        'image-picker': 'src/register/image-picker.ts',
        autoload: 'src/autoload.ts',
      },
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
const files = new Map(
  [built]
    .flat()
    .flatMap((bundle) =>
      'output' in bundle
        ? bundle.output.flatMap((file): [string, string][] =>
            file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [],
          )
        : [],
    ),
);

let requested: string[] = [];
let missing = '';
/** A file that is answered only after `release()`. */
let held = '';
let release = (): void => undefined;
const server = createServer(({ url = '/' }, response) => {
  const script = url === missing ? undefined : files.get(url);
  if (['/flexcloud-images', '/image-picker', '/autoload'].includes(url)) {
    const policy = `default-src 'none'; script-src 'self'; connect-src ${simulator.url}`;
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    response.end(
      '<!doctype html><html lang="en"><title>Portal</title><form></form><script type="module" src="' +
        `${url}.js"></script>`,
    );
    return;
  }
  requested.push(url);
  const answer = (): void => {
    response.writeHead(script === undefined ? 404 : 200, { 'Content-Type': 'text/javascript' }).end(script);
  };
  if (url === held) release = answer;
  else answer();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  await simulator.close();
});

interface Opened {
  readonly page: Page;
  /** What the page has thrown. */
  readonly errors: readonly string[];
  /** The names of the lazy chunks that it has requested. */
  readonly loaded: () => string[];
}

/** The clouds, the languages and the dropdown: each loads when it is first needed. */
const lazy = /^(horizon|zstack|huawei-workspace|hostway|huawei-cloud-phone|json-list|ar|zh|dropdown)$/;

/** Opens a page and puts an element into its form for each set of attributes. */
async function open(
  path: '/flexcloud-images' | '/image-picker',
  tag: string,
  properties: Readonly<Record<string, unknown>>,
  ...elements: Readonly<Record<string, string>>[]
): Promise<Opened> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(origin + path);
  await page.evaluate(
    async ([name, given, all]) => {
      await customElements.whenDefined(name);
      for (const attributes of all) {
        const element = document.createElement(name);
        for (const [attribute, text] of Object.entries(attributes)) element.setAttribute(attribute, text);
        Object.assign(element, given);
        document.querySelector('form')?.append(element);
      }
    },
    [tag, properties, elements] as const,
  );
  return { page, errors, loaded: () => requested.map((url) => url.slice(1, -3)).filter((name) => lazy.test(name)) };
}

const openPresets = (...appearances: string[]): Promise<Opened> =>
  open(
    '/flexcloud-images',
    'flexcloud-images',
    { endpoint: `${simulator.url}/hostway`, credentials: credentials.hostway },
    ...appearances.map((appearance, index) => ({ name: 'image', label: `Image ${index + 1}`, appearance })),
  );

const workspace = {
  provider: 'huawei-workspace',
  params: { projectId: '29dfe82ada564ac2b927e1ff036d9a9b' },
};

const openPicker = (attributes: Readonly<Record<string, string>> = {}): Promise<Opened> =>
  open(
    '/image-picker',
    'image-picker',
    {
      params: workspace.params,
      endpoint: `${simulator.url}/${workspace.provider}`,
      credentials: credentials['huawei-workspace'],
    },
    { name: 'image', label: 'Image', provider: workspace.provider, ...attributes },
  );

beforeEach(() => {
  requested = [];
  missing = held = '';
});

const value = (page: Page): Promise<FormDataEntryValue | null> =>
  page.evaluate(() => new FormData(document.querySelector('form') ?? undefined).get('image'));

describe('what only a dropdown needs', () => {
  it('is not loaded for a list', async () => {
    const { page, errors, loaded } = await openPresets('list');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.ok(!loaded().includes('dropdown'));
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('is loaded once, and then opens by keyboard', async () => {
    const { page, errors, loaded } = await openPresets('dropdown', 'dropdown');
    await page.getByRole('combobox', { name: 'Image 1' }).press('ArrowDown');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    await page.getByRole('combobox', { name: 'Image 2' }).waitFor();
    assert.deepEqual(
      loaded().filter((name) => name === 'dropdown'),
      ['dropdown'],
    );
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('leaves a list to choose from where it cannot be loaded', async () => {
    missing = '/dropdown.js';
    const { page, errors } = await openPresets('dropdown');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.equal(await page.getByRole('combobox', { name: 'Image 1' }).count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('what describes an error', () => {
  it('is there when the network is gone, though nobody has touched the picker', async () => {
    const { page, errors } = await openPresets('list');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await until(() => requested.includes('/states.js'));
    assert.ok(!requested.includes('/panels.js') && !requested.includes('/whole-list.js'));
    await page.evaluate((path) => import(path), '/states.js');
    await page.context().setOffline(true);
    await page.locator('flexcloud-images').evaluate((picker: ImageField) => picker.reload());
    await page.getByText('You are offline.').waitFor();
    assert.equal(await page.getByRole('option').first().isVisible(), true);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('a field for any cloud', () => {
  it('loads its cloud alone', async () => {
    const { page, errors, loaded } = await openPicker();
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(loaded(), ['huawei-workspace']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('loads what reads a list of the portal’s own only for one', async () => {
    const { page, errors, loaded } = await openPicker({ src: '/images.json' });
    // The policy of this page lets it ask the clouds only.
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    assert.deepEqual(loaded(), ['json-list']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('loads its language alone, and another one when it is to speak that', async () => {
    const { page, errors, loaded } = await openPicker({ lang: 'zh-CN' });
    await page.getByRole('searchbox', { name: '搜索镜像' }).waitFor();
    assert.deepEqual(loaded().toSorted(), ['huawei-workspace', 'zh']);
    await page.locator('image-picker').evaluate((picker: HTMLElement) => (picker.lang = 'ar'));
    await page.locator('image-picker [dir=rtl]').first().waitFor();
    assert.deepEqual(loaded().toSorted(), ['ar', 'huawei-workspace', 'zh']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('speaks English where its language cannot be loaded', async () => {
    missing = '/zh.js';
    const { page, errors } = await openPicker({ lang: 'zh-CN' });
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('says so where its cloud cannot be loaded, and loads it when it is to try again', async () => {
    missing = '/huawei-workspace.js';
    const { page, errors } = await openPicker();
    await page.getByText('huawei-workspace could not be loaded').waitFor();
    await page.locator('image-picker:state(error)').waitFor();
    await page.locator('[part~=state]').getByText('A part of this page could not be loaded.').waitFor();
    assert.equal(await page.getByText('The cloud cannot be reached.').count(), 0);
    missing = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('goes to another cloud, which it loads then, and back', async () => {
    const { page, errors, loaded } = await openPicker();
    const picker = page.locator('image-picker');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await picker.evaluate((element) => Object.assign(element, { provider: 'hostway', params: { accountId: 1 } }));
    await page.getByRole('listbox').getByRole('option').first().waitFor({ state: 'detached' });
    await picker.evaluate((element, given) => Object.assign(element, given), workspace);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    assert.deepEqual(loaded(), ['huawei-workspace', 'hostway']);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('a page that loads elements as it uses them', () => {
  const flexcloud = { endpoint: `${simulator.url}/hostway`, credentials: credentials.hostway, name: 'image' };
  const desktops = {
    ...workspace.params,
    endpoint: `${simulator.url}/huawei-workspace`,
    credentials: credentials['huawei-workspace'],
    name: 'desktop',
  };
  /** The elements and clouds that it has requested, in order of the alphabet. */
  const loaded = (): string[] =>
    requested
      .map((url) => url.slice(1, -3))
      .filter((name) => lazy.test(name) || /^(.*-images|image-(picker|provider|copies)|vm-.*|panels)$/.test(name))
      .toSorted();

  async function openAutoload(): Promise<{ page: Page; errors: string[]; said: string[] }> {
    const page = await browser.newPage();
    const errors: string[] = [];
    const said: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.text().startsWith('cloud-image-picker') && said.push(message.text()));
    await page.goto(`${origin}/autoload`);
    return { page, errors, said };
  }

  /** Puts an element where the page says. */
  const put = (page: Page, tag: string, properties: Readonly<Record<string, unknown>>, shadow = false): Promise<void> =>
    page.evaluate(
      async ([name, given, hidden, path]) => {
        const parent = document.createElement('div');
        // Properties that are set before the element has been loaded are kept.
        parent.append(Object.assign(document.createElement(name), given));
        if (hidden) {
          const host = document.createElement('div');
          const root = host.attachShadow({ mode: 'open' });
          root.append(parent);
          document.body.append(host);
          const { autoload } = (await import(path)) as typeof import('../../src/autoload.js');
          await autoload(root);
        } else {
          document.querySelector('form')?.append(parent);
        }
      },
      [tag, properties, shadow, '/autoload.js'] as const,
    );

  it('requests that element, its cloud and nothing else', async () => {
    const { page, errors, said } = await openAutoload();
    assert.deepEqual(loaded(), []);
    await put(page, 'flexcloud-images', flexcloud);
    const option = page.getByRole('listbox').getByRole('option').first();
    await option.waitFor();
    assert.deepEqual(loaded(), ['flexcloud-images', 'hostway']);
    await option.click();
    assert.notEqual(await value(page), null);

    await put(page, 'flexcloud-images', { ...flexcloud, name: 'other' });
    await put(page, 'workspace-images', desktops);
    await page.getByRole('listbox').nth(2).getByRole('option').first().waitFor();
    // A person has used the first one, and may open its panels next.
    assert.deepEqual(loaded(), ['flexcloud-images', 'hostway', 'huawei-workspace', 'panels', 'workspace-images']);
    assert.deepEqual([errors, said], [[], []]);
    await page.close();
  });

  it('finds what is in a shadow tree where it is told of it', async () => {
    const { page, errors } = await openAutoload();
    await put(page, 'workspace-images', desktops, true);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    assert.deepEqual(loaded(), ['huawei-workspace', 'workspace-images']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('says so where an element cannot be loaded, and the others go on', async () => {
    missing = '/workspace-images.js';
    const { page, errors, said } = await openAutoload();
    await put(page, 'workspace-images', desktops);
    await put(page, 'flexcloud-images', flexcloud);
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /<workspace-images> could not be loaded/);
    await page.close();
  });
});

describe('what a person may need next', () => {
  const next = (): string[] => requested.filter((url) => /^\/(panels|states|whole-list)\.js$/.test(url)).toSorted();
  const all = ['/panels.js', '/states.js', '/whole-list.js'];

  for (const [way, use] of [
    ['a pointer', (page: Page) => page.getByRole('searchbox').hover()],
    ['the keyboard', (page: Page) => page.getByRole('searchbox').focus()],
  ] as const) {
    it(`is loaded once ${way} comes to a field, and not before`, async () => {
      // What describes an error would come by itself after the first images.
      const endpoint = simulator.endpoint('hostway', { fail: 'hang' });
      const { page, errors } = await open(
        '/flexcloud-images',
        'flexcloud-images',
        { endpoint, credentials: credentials.hostway },
        { name: 'image', label: 'Image' },
      );
      await page.locator('.skeleton').first().waitFor();
      assert.deepEqual(next(), []);
      await use(page);
      await until(() => next().length >= all.length);
      assert.deepEqual(next(), all);
      assert.deepEqual(errors, []);
      await page.close();
    });
  }
});

describe('the states other than images', () => {
  /** The policy of the page forbids this address, so that no answer comes from it. */
  const openFailing = (): Promise<Opened> =>
    open(
      '/flexcloud-images',
      'flexcloud-images',
      { endpoint: 'http://nowhere.example', credentials: credentials.hostway },
      { name: 'image', label: 'Image' },
    );

  it('leave what was there before until they have come', async () => {
    held = '/states.js';
    const { page, errors } = await openFailing();
    await page.locator('flexcloud-images:state(error)').waitFor();
    assert.ok((await page.locator('.skeleton').count()) > 0);
    assert.equal(await page.getByRole('listbox').count(), 0);
    release();
    await page.getByText('The cloud cannot be reached.').first().waitFor();
    assert.equal(await page.locator('.skeleton').count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('say so where they cannot be loaded, and come with the next attempt', async () => {
    missing = '/states.js';
    const { page, errors } = await openFailing();
    await page.locator('[part=state]').getByText('could not be loaded').waitFor();
    await page.getByRole('status').getByText('could not be loaded').waitFor();
    missing = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[part~=state]').getByText('The cloud cannot be reached.').waitFor();
    assert.equal(await page.locator('[part~=state]').getByText('could not be loaded').count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('what a search adds', () => {
  it('is missing where it cannot be loaded, which is said: the search works, and the next attempt brings it', async () => {
    missing = '/states.js';
    const { page, errors } = await openPresets('list');
    const options = page.getByRole('option');
    await options.first().waitFor();
    const all = await options.count();
    await page.getByRole('searchbox').fill('windows');
    await page.getByText('This part of the page could not be loaded.').waitFor();
    assert.ok((await options.count()) < all);
    assert.equal(await page.locator('mark').count(), 0);
    missing = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('mark').first().waitFor();
    assert.equal(await page.getByText('could not be loaded').count(), 0);
    assert.ok((await options.count()) < all);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('what sorts a whole list', () => {
  const names = (page: Page): Promise<string[]> =>
    page.getByRole('option').evaluateAll((options) => options.map(({ dataset }) => dataset['id'] ?? ''));

  it('leaves the list as it is until it has come', async () => {
    held = '/whole-list.js';
    const { page, errors } = await openPresets('list');
    const before = await sortByName(page);
    await page.locator('[role=listbox][aria-busy=true]').waitFor();
    assert.deepEqual(await names(page), before);
    release();
    await page.locator('[role=listbox]:not([aria-busy])').waitFor();
    assert.notDeepEqual(await names(page), before);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('leaves the list as it is where it cannot be loaded, says so, and is loaded with the next attempt', async () => {
    missing = '/whole-list.js';
    const { page, errors } = await openPresets('list');
    const before = await sortByName(page);
    await page.locator('[part~=notice]').getByText('A part of this page could not be loaded.').waitFor();
    assert.deepEqual(await names(page), before);
    missing = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[part~=notice]').waitFor({ state: 'detached' });
    await page.locator('[role=listbox]:not([aria-busy])').waitFor();
    assert.notDeepEqual(await names(page), before);
    assert.deepEqual(errors, []);
    await page.close();
  });

  /** Returns the images in the order before. */
  async function sortByName(page: Page): Promise<string[]> {
    await page.getByRole('option').first().waitFor();
    const before = await names(page);
    await page.getByRole('button', { name: 'Sort by name' }).click();
    return before;
  }
});

describe('a panel that cannot be loaded', () => {
  it('says so above the images, and is loaded with the next attempt', async () => {
    missing = '/panels.js';
    const { page, errors } = await openPresets('list');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByText('This part of the page could not be loaded.').waitFor();
    missing = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Details' }).waitFor();
    assert.equal(await page.getByText('could not be loaded').count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('a part that does not come', () => {
  it('of a dropdown leaves a list, which becomes one when it has come', async () => {
    held = '/dropdown.js';
    const { page, errors } = await openPresets('dropdown');
    await page.getByRole('listbox').getByRole('option').first().click();
    release();
    await page.getByRole('combobox', { name: 'Image 1' }).waitFor();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a dropdown holds up the first rendering alone', async () => {
    held = '/dropdown.js';
    const { page, errors } = await openPresets('dropdown');
    await page.getByRole('option').first().waitFor();
    const times = await page.locator('flexcloud-images').evaluate(async (picker: ImageField) => {
      const taken: number[] = [];
      for (const label of ['One', 'Two', 'Three']) {
        const start = performance.now();
        picker.label = label;
        await picker.updateComplete;
        taken.push(performance.now() - start);
      }
      return taken;
    });
    await page.getByRole('group', { name: 'Three' }).waitFor();
    // The first rendering waits two seconds, and no later one.
    assert.ok(Math.max(...times) < 1900, `${times.map(Math.round).join(', ')} ms`);
    release();
    await page.getByRole('combobox', { name: 'Three' }).waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a dropdown takes no key from a search when it has come', async () => {
    held = '/dropdown.js';
    const { page, errors } = await openPresets('dropdown');
    await page.getByRole('searchbox').fill('windows');
    release();
    const combobox = page.getByRole('combobox', { name: 'Image 1', expanded: true });
    await combobox.waitFor();
    await page.keyboard.type(' s');
    assert.equal(await combobox.inputValue(), 'windows s');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.notEqual(await value(page), '');
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a language leaves English, until it has come', async () => {
    held = '/zh.js';
    const { page, errors } = await openPicker({ lang: 'zh' });
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    release();
    await page.getByRole('searchbox', { name: '搜索镜像' }).waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a cloud is waited for, as an answer of the cloud is', async () => {
    held = '/huawei-workspace.js';
    const { page, errors } = await openPicker();
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    await page.locator('image-picker:state(loading)').waitFor();
    release();
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });
});
