import type { BrowserLauncher } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { browserArguments, ensureBrowser } from './browser.js';
import { ensureFirefox } from './firefox.js';
import { ensureWebKit, openWebKit } from './webkit.js';

/** A browser that is ready to run test files. */
export interface OpenEngine {
  readonly launcher: BrowserLauncher;
  /** Set if only the page in front has the focus. */
  readonly oneAtATime: boolean;
  close(): void;
}

/** A browser engine that the tests run in. */
export interface Engine {
  readonly id: 'chromium' | 'firefox' | 'webkit';
  readonly name: string;
  /** Installs it if it is missing and available. */
  prepare(): unknown;
  /**
   * Returns `undefined` if this machine does not have it and cannot install it.
   *
   * @param timeZone - of its pages, if its driver can set one; otherwise, they use that of the machine
   */
  open(timeZone: string): OpenEngine | undefined | Promise<OpenEngine | undefined>;
}

const nothing = (): void => undefined;

export const chromium: Engine = {
  id: 'chromium',
  name: 'Chromium',
  prepare: ensureBrowser,
  open(timeZone) {
    const launchOptions = { executablePath: ensureBrowser(), args: [...browserArguments] };
    const launcher = chromeLauncher({
      launchOptions,
      // Two files run side by side. Each page must act as if it were in front; otherwise, it would neither paint nor have the focus.
      createPage: async ({ context }) => {
        const page = await context.newPage();
        const session = await page.createCDPSession();
        await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        await session.send('Emulation.setTimezoneOverride', { timezoneId: timeZone });
        return page;
      },
    });
    return { launcher, oneAtATime: false, close: nothing };
  },
};

const firefox: Engine = {
  id: 'firefox',
  name: 'Firefox',
  prepare: ensureFirefox,
  open() {
    const executablePath = ensureFirefox();
    if (executablePath === undefined) return undefined;
    const launcher = chromeLauncher({
      launchOptions: {
        browser: 'firefox',
        executablePath,
        // Its driver cannot set reduced motion once it runs.
        extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
      },
    });
    launcher.name = 'Firefox';
    return { launcher, oneAtATime: true, close: nothing };
  },
};

const webkit: Engine = {
  id: 'webkit',
  name: 'WebKit',
  prepare: ensureWebKit,
  async open() {
    const installed = ensureWebKit();
    return installed && { ...(await openWebKit(installed)), oneAtATime: true };
  },
};

export const engines: readonly Engine[] = [chromium, firefox, webkit];
