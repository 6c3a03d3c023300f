import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';

const base = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

let browser: Browser;
let origin = '';
let close: () => void;

before(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'src/register/image-provider.ts', formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [bundle] = [built].flat();
  const script = bundle && 'output' in bundle ? bundle.output[0].code : '';
  assert.match(script, /lit-html/);
  const server = createServer(({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://page.test');
    if (pathname.endsWith('.js')) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
      return;
    }
    const policy = `${base}; ${searchParams.get('policy') ?? ''}`;
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': policy });
    const scripts = Array.from({ length: Number(searchParams.get('copies')) }, (_, copy) => `/${copy}.js`);
    response.end(scripts.map((src) => `<script type="module" src="${src}"></script>`).join(''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
  close = () => server.close();
});

after(async () => {
  await browser.close();
  close();
});

/** How many copies of Lit have not started under a policy. */
async function failures(policy: string, copies = 1): Promise<number> {
  const page = await browser.newPage();
  let failed = 0;
  page.on('pageerror', () => failed++);
  await page.goto(`${origin}/?${new URLSearchParams({ policy, copies: String(copies) }).toString()}`);
  const defined = await page.evaluate(() => customElements.get('image-provider') !== undefined);
  await page.close();
  assert.equal(defined, failed < copies);
  return failed;
}

describe('a policy about trusted types', () => {
  for (const [policy, copies, failed] of [
    ['', 1, 0],
    ["require-trusted-types-for 'script'", 1, 0],
    ['trusted-types of-the-page', 1, 1],
    ["trusted-types of-the-page; require-trusted-types-for 'script'", 1, 1],
    ['trusted-types lit-html', 1, 0],
    ["trusted-types lit-html; require-trusted-types-for 'script'", 1, 0],
    ['trusted-types lit-html', 2, 1],
    ["trusted-types lit-html; require-trusted-types-for 'script'", 2, 1],
    ["trusted-types lit-html 'allow-duplicates'", 2, 0],
    ["trusted-types lit-html 'allow-duplicates'; require-trusted-types-for 'script'", 2, 0],
  ] as const) {
    it(`${failed === 0 ? 'lets' : 'keeps one of'} ${copies} of Lit start: ${policy || 'none'}`, async () => {
      assert.equal(await failures(policy, copies), failed);
    });
  }
});
