import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserArguments, ensureBrowser } from './browser.js';
import { ensureFirefox } from './firefox.js';
import { ensureWebKit, openWebKit } from './webkit.js';

/** A browser that is ready to run test files. */
export interface OpenEngine {
  readonly launcher: BrowserLauncher;
  /** Test files at a time. */
  readonly concurrency: number;
  close(): void;
}

/** A browser engine that the tests run in. */
export interface Engine {
  readonly id: 'chromium' | 'firefox' | 'webkit';
  readonly name: string;
  /** Answers `undefined` where this machine does not have it and cannot get it. */
  open(): OpenEngine | undefined | Promise<OpenEngine | undefined>;
}

const nothing = (): void => undefined;

export const chromium: Engine = {
  id: 'chromium',
  name: 'Chromium',
  open() {
    const launchOptions = { executablePath: ensureBrowser(), args: [...browserArguments] };
    const launcher = chromeLauncher({
      launchOptions,
      // Two files run side by side, and each is to believe that it is in front: the other would neither paint nor have the focus.
      createPage: async ({ context }) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        return page;
      },
    });
    return { launcher, concurrency: 2, close: nothing };
  },
};

const firefox: Engine = {
  id: 'firefox',
  name: 'Firefox',
  open() {
    const executablePath = ensureFirefox();
    if (executablePath === undefined) return undefined;
    const launcher = chromeLauncher({
      launchOptions: {
        browser: 'firefox',
        executablePath,
        // Its driver cannot ask for less motion once it runs.
        extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
      },
    });
    launcher.name = 'Firefox';
    // Only the page in front has the focus.
    return { launcher, concurrency: 1, close: nothing };
  },
};

const webkit: Engine = {
  id: 'webkit',
  name: 'WebKit',
  async open() {
    const installed = ensureWebKit();
    return installed && { ...(await openWebKit(installed)), concurrency: 1 };
  },
};

export const engines: readonly Engine[] = [chromium, firefox, webkit];
