import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, beforeEach, describe, it } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';
import { credentials, startSimulator } from '../../simulator/index.js';

// A preset and the element for any cloud as a portal's bundler splits them, from a server that has lost some of its files.

const simulator = await startSimulator();
const built = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    write: false,
    rolldownOptions: {
      input: { preset: 'src/register/flexcloud-images.ts', picker: 'src/register/image-picker.ts' },
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
  if (url === '/preset' || url === '/picker') {
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
  path: '/preset' | '/picker',
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
    '/preset',
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
    '/picker',
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
