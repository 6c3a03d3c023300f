import { chromium, type Browser } from 'playwright-core';
import { createServer, type InlineConfig } from 'vite';
import { clouds } from '../../demo/clouds.js';
import type { Log } from '../../src/proxy/index.js';
import { browserArguments, ensureBrowser } from '../../scripts/browser.js';

/** The demo in a browser, as a person finds it. */
export interface Journey {
  readonly browser: Browser;
  /** Where the demo is, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the demo, as `npm start` does but on a free port, and a browser to visit it with.
 *
 * @param log - told what the demo's proxy does
 */
export async function startJourney(log?: Log): Promise<Journey> {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...browserArguments] });
  try {
    const listened: InlineConfig = log ? { configFile: false, root: 'demo', plugins: [clouds(log)] } : {};
    const server = await createServer({ ...listened, logLevel: 'error', server: { port: 0, strictPort: false } });
    await server.listen();
    const url = server.resolvedUrls?.local[0];
    if (url === undefined) throw new Error('The demo has no address');
    return {
      browser,
      url,
      async close() {
        await browser.close();
        await server.close();
      },
    };
  } catch (error) {
    // Left open, it would keep the test's process alive.
    await browser.close();
    throw error;
  }
}
