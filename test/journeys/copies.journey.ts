import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';

// Two copies of the package in one page, as two teams' bundles bring them along.

/** A bundle of its own, in one file; what it exports is `copy` of the page under a name. */
async function bundle(name: string, ...modules: string[]): Promise<string> {
  const entry = `\0${name}`;
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? entry : undefined),
        load: (id) =>
          id === entry
            ? [
                ...modules.map((path) => `import '${path}';`),
                `import { addMessages } from '/src/locales/index.ts';`,
                `import { ProviderError } from '/src/providers/errors.ts';`,
                `globalThis.${name} = { addMessages, ProviderError };`,
              ].join('\n')
            : undefined,
        // A copy of a later version, in which the parts that copies share have changed.
        transform: (code) =>
          name === 'later' ? code.replaceAll(/(cloud-image-picker\/\w+)\/1(?=['"])/g, '$1/2') : undefined,
      },
    ],
    build: { write: false, rolldownOptions: { input: entry, output: { codeSplitting: false } } },
  });
  const [output] = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  assert.ok(output?.type === 'chunk');
  return output.code;
}

const scripts: Readonly<Record<string, string>> = {
  '/around.js': await bundle('around', '/src/register/image-provider.ts', '/src/register/workspace-images.ts'),
  '/within.js': await bundle('within', '/src/register/image-picker.ts'),
  '/later.js': await bundle('later', '/src/register/image-provider.ts'),
  '/first.js': await bundle('first', '/src/index.ts'),
  '/second.js': await bundle('second', '/src/index.ts'),
};

const images = ['Alpine', 'Debian', 'Fedora'].map((name, id) => ({ id, name, status: 'active' }));
const asked: string[] = [];
const server = createServer(({ url = '/' }, response) => {
  const script = scripts[url];
  if (script !== undefined) {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
  } else if (url === '/page') {
    response
      .writeHead(200, { 'Content-Type': 'text/html' })
      .end('<!doctype html><html lang="en"><title>Portal</title>');
  } else {
    asked.push(url);
    const status = url.startsWith('/forbidden') ? 403 : 200;
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(images));
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

interface Opened {
  readonly page: Page;
  /** What the page has thrown. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

async function open(body: string, ...copies: string[]): Promise<Opened> {
  const page = await browser.newPage();
  const errors: string[] = [];
  const warnings: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.goto(`${origin}/page`);
  await page.evaluate((html) => (document.body.innerHTML = html), body);
  for (const copy of copies) await page.addScriptTag({ type: 'module', url: `/${copy}.js` });
  await page.waitForFunction((names) => names.every((name) => name in globalThis), copies);
  return { page, errors, warnings };
}

const pickers = (path: string) => `
  <image-provider provider="json" endpoint="${path}">
    <image-picker name="one"></image-picker><image-picker name="two"></image-picker>
  </image-provider>`;

void describe('two copies in one page', { concurrency: true }, () => {
  for (const order of [
    ['around', 'within'],
    ['within', 'around'],
  ]) {
    it(`share a list and its requests between them: ${order.join(', ')}`, async () => {
      const path = `/${order.join('-')}.json`;
      const { page, errors } = await open(pickers(path), ...order);
      for (const name of ['one', 'two'])
        await page
          .getByRole('listbox')
          .nth(name === 'one' ? 0 : 1)
          .getByText('Debian')
          .waitFor();
      assert.deepEqual(
        asked.filter((url) => url === path),
        [path],
      );
      await page.getByRole('option').filter({ hasText: 'Fedora' }).first().click();
      assert.equal(
        await page
          .locator('image-picker')
          .first()
          .evaluate((picker) => String(Reflect.get(picker, 'value'))),
        '2',
      );
      assert.deepEqual(errors, []);
    });
  }

  it('tell each other what went wrong', async () => {
    const { page, errors } = await open(pickers('/forbidden.json'), 'around', 'within');
    await page.getByText('You are not allowed to see these images.').first().waitFor();
    const kinds = await page.evaluate(() => {
      const state: unknown = Reflect.get(document.querySelector('image-picker') ?? {}, 'state');
      const error: unknown = Reflect.get(Object(state) as object, 'error');
      return ['around', 'within'].map((name) => {
        const copy = Reflect.get(globalThis, name) as { readonly ProviderError: abstract new () => unknown };
        return [
          error instanceof copy.ProviderError,
          {} instanceof copy.ProviderError,
          new Error('x') instanceof copy.ProviderError,
        ];
      });
    });
    assert.deepEqual(kinds, [
      [true, false, false],
      [true, false, false],
    ]);
    assert.deepEqual(errors, []);
  });

  it('leave the elements to the first, and say so once', async () => {
    const { page, errors, warnings } = await open(pickers('/twice.json'), 'first', 'second');
    await page.getByText('Debian').first().waitFor();
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings[0] ?? '', /cloud-image-picker: another copy has defined <image-picker>/);
    assert.deepEqual(errors, []);
  });

  it('say once that one of another version hands nothing on', async () => {
    const { page, errors, warnings } = await open(pickers('/later.json'), 'later', 'within');
    await page.locator('image-picker').nth(1).getByText('Image', { exact: true }).first().waitFor();
    const states = await page
      .locator('image-picker')
      .evaluateAll((pickers) =>
        pickers.map((picker) => String(Reflect.get(Object(Reflect.get(picker, 'state')) as object, 'status'))),
      );
    assert.deepEqual(states, ['unconfigured', 'unconfigured']);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings[0] ?? '', /<image-provider> of another version/);
    assert.deepEqual(errors, []);
    assert.ok(!asked.includes('/later.json'));
  });

  it('say nothing where there is one', async () => {
    const { page, errors, warnings } = await open(pickers('/once.json'), 'first');
    await page.getByText('Debian').first().waitFor();
    assert.deepEqual([...warnings, ...errors], []);
  });

  for (const copy of ['first', 'second']) {
    it(`take messages that are added to the ${copy}`, async () => {
      const { page, errors } = await open(pickers(`/${copy}.json`), 'first', 'second');
      await page.getByText('Debian').first().waitFor();
      await page.evaluate((name) => {
        interface Copy {
          readonly addMessages: (language: string, messages: object) => void;
        }
        (Reflect.get(globalThis, name) as Copy).addMessages('en', { label: 'Operating system image' });
      }, copy);
      await page.getByText('Operating system image').nth(1).waitFor();
      assert.deepEqual(errors, []);
    });
  }
});
