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

let asked: string[] = [];
let lost = '';
/** A file that does not come before it is let go. */
let held = '';
let letGo = (): void => undefined;
const server = createServer(({ url = '/' }, response) => {
  const script = url === lost ? undefined : files.get(url);
  if (url === '/preset' || url === '/picker') {
    const policy = `default-src 'none'; script-src 'self'; connect-src ${simulator.url}`;
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    response.end(
      '<!doctype html><html lang="en"><title>Portal</title><form></form><script type="module" src="' +
        `${url}.js"></script>`,
    );
    return;
  }
  asked.push(url);
  const answer = (): void => {
    response.writeHead(script === undefined ? 404 : 200, { 'Content-Type': 'text/javascript' }).end(script);
  };
  if (url === held) letGo = answer;
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

/** A page with pickers of some appearances, and what it throws. */
async function open(...appearances: string[]): Promise<{ page: Page; errors: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${origin}/preset`);
  await page.evaluate(
    async ([all, endpoint, account]) => {
      await customElements.whenDefined('flexcloud-images');
      for (const [index, appearance] of all.entries()) {
        const picker = document.createElement('flexcloud-images');
        Object.assign(picker, {
          name: 'image',
          label: `Image ${index + 1}`,
          appearance,
          endpoint,
          credentials: account,
        });
        document.querySelector('form')?.append(picker);
      }
    },
    [appearances, `${simulator.url}/hostway`, credentials.hostway] as const,
  );
  return { page, errors };
}

const value = (page: Page): Promise<FormDataEntryValue | null> =>
  page.evaluate(() => new FormData(document.querySelector('form') ?? undefined).get('image'));

describe('what only a dropdown needs', () => {
  beforeEach(() => {
    asked = [];
    lost = held = '';
  });

  it('is not loaded for a list', async () => {
    const { page, errors } = await open('list');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(
      asked.filter((file) => file.includes('dropdown')),
      [],
    );
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('is loaded once, and then opens by keyboard', async () => {
    const { page, errors } = await open('dropdown', 'dropdown');
    await page.getByRole('combobox', { name: 'Image 1' }).press('ArrowDown');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    await page.getByRole('combobox', { name: 'Image 2' }).waitFor();
    assert.deepEqual(
      asked.filter((file) => file.includes('dropdown')),
      ['/dropdown.js'],
    );
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('leaves a list to choose from where it cannot be loaded', async () => {
    lost = '/dropdown.js';
    const { page, errors } = await open('dropdown');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.equal(await page.getByRole('combobox', { name: 'Image 1' }).count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

/** A page with a field for any cloud, the files that it has asked for by their names, and what it throws. */
async function openPicker(
  provider: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<{ page: Page; errors: string[]; loaded: () => string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${origin}/picker`);
  await page.evaluate(
    async ([given, endpoint, token]) => {
      await customElements.whenDefined('image-picker');
      const picker = document.createElement('image-picker');
      for (const [name, value] of Object.entries(given)) picker.setAttribute(name, value);
      Object.assign(picker, {
        params: { projectId: '29dfe82ada564ac2b927e1ff036d9a9b' },
        endpoint,
        credentials: token,
      });
      document.querySelector('form')?.append(picker);
    },
    [
      { name: 'image', label: 'Image', provider, ...attributes },
      `${simulator.url}/${provider}`,
      credentials['huawei-workspace'],
    ] as const,
  );
  const loaded = () => asked.map((url) => url.slice(1, -3)).filter((name) => later.test(name));
  return { page, errors, loaded };
}

/** What loads with its first need: the clouds, the languages, the dropdown. */
const later = /^(horizon|zstack|huawei-workspace|hostway|huawei-cloud-phone|ar|zh|dropdown)$/;

describe('a field for any cloud', () => {
  beforeEach(() => {
    asked = [];
    lost = held = '';
  });

  it('loads its cloud alone', async () => {
    const { page, errors, loaded } = await openPicker('huawei-workspace');
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(loaded(), ['huawei-workspace']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('loads its language alone, and another one when it is to speak that', async () => {
    const { page, errors, loaded } = await openPicker('huawei-workspace', { lang: 'zh-CN' });
    await page.getByRole('searchbox', { name: '搜索镜像' }).waitFor();
    assert.deepEqual(loaded().toSorted(), ['huawei-workspace', 'zh']);
    await page.locator('image-picker').evaluate((picker: HTMLElement) => (picker.lang = 'ar'));
    await page.locator('image-picker [dir=rtl]').first().waitFor();
    assert.deepEqual(loaded().toSorted(), ['ar', 'huawei-workspace', 'zh']);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('speaks English where its language cannot be loaded', async () => {
    lost = '/zh.js';
    const { page, errors } = await openPicker('huawei-workspace', { lang: 'zh-CN' });
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('says so where its cloud cannot be loaded, and loads it when it is to try again', async () => {
    lost = '/huawei-workspace.js';
    const { page, errors } = await openPicker('huawei-workspace');
    await page.getByText('huawei-workspace could not be loaded').waitFor();
    await page.locator('image-picker:state(error)').waitFor();
    lost = '';
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('goes to another cloud, which it loads then, and back', async () => {
    const { page, errors, loaded } = await openPicker('huawei-workspace');
    const picker = page.locator('image-picker');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await picker.evaluate((element) => Object.assign(element, { provider: 'hostway', params: { accountId: 1 } }));
    await page.getByRole('listbox').getByRole('option').first().waitFor({ state: 'detached' });
    await picker.evaluate((element) =>
      Object.assign(element, {
        provider: 'huawei-workspace',
        params: { projectId: '29dfe82ada564ac2b927e1ff036d9a9b' },
      }),
    );
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    assert.deepEqual(loaded(), ['huawei-workspace', 'hostway']);
    assert.deepEqual(errors, []);
    await page.close();
  });
});

describe('a part that does not come', () => {
  beforeEach(() => {
    asked = [];
    lost = held = '';
  });

  it('of a dropdown leaves a list, which becomes one when it has come', async () => {
    held = '/dropdown.js';
    const { page, errors } = await open('dropdown');
    await page.getByRole('listbox').getByRole('option').first().click();
    letGo();
    await page.getByRole('combobox', { name: 'Image 1' }).waitFor();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a language leaves English, until it has come', async () => {
    held = '/zh.js';
    const { page, errors } = await openPicker('huawei-workspace', { lang: 'zh' });
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    letGo();
    await page.getByRole('searchbox', { name: '搜索镜像' }).waitFor();
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('of a cloud is waited for, as an answer of the cloud is', async () => {
    held = '/huawei-workspace.js';
    const { page, errors } = await openPicker('huawei-workspace');
    await page.getByRole('searchbox', { name: 'Search images' }).waitFor();
    await page.locator('image-picker:state(loading)').waitFor();
    letGo();
    await page.getByRole('listbox').getByRole('option').first().click();
    assert.notEqual(await value(page), null);
    assert.deepEqual(errors, []);
    await page.close();
  });
});
