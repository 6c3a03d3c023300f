import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import getPort from 'get-port';
import { startInBackground, type BackgroundProcess } from './background-process.js';
import { inPath, installPackages } from './packages.js';
import { WebDriverLauncher } from './webdriver-launcher.js';

interface WebKit {
  readonly driver: string;
  /** WebKitGTK's own small browser. */
  readonly browser: string;
  /** A virtual screen: there is no other way to run it headless. */
  readonly screen: string;
}

/** On Debian, the subfolder is named after the processor. Elsewhere, there is none. */
function findMiniBrowser(): string | undefined {
  const places = ['/usr/lib', '/usr/libexec', '/usr/lib64'].filter((folder) => existsSync(folder));
  return places
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((name) => join(folder, name, 'MiniBrowser')))
    .find((file) => existsSync(file));
}

function findWebKit(): WebKit | undefined {
  const driver = inPath('WebKitWebDriver');
  const screen = inPath('Xvfb');
  const browser = findMiniBrowser();
  return driver !== undefined && screen !== undefined && browser !== undefined
    ? { driver, screen, browser }
    : undefined;
}

/** WebKitGTK, installed first if there is none and apt is available. */
export function ensureWebKit(): WebKit | undefined {
  if (process.platform !== 'linux') return undefined;
  const present = findWebKit();
  if (present !== undefined) return present;
  return installPackages(['webkit2gtk-driver', 'xvfb']) ? findWebKit() : undefined;
}

/**
 * Starts a virtual screen, which chooses a free number and prints it.
 *
 * Without a window manager, the window under the pointer has the focus, and the pointer rests in the middle of the
 * screen. On such a low screen, that is the browser's toolbar, whatever the size of the window, so that nothing on the page is hovered.
 */
async function startScreen(command: string): Promise<{ screen: BackgroundProcess; display: string }> {
  const size = ['-screen', '0', '640x40x24'];
  const screen = startInBackground(command, ['-displayfd', '1', ...size, '-nolisten', 'tcp']);
  const number = (await text(screen.output)).trim();
  if (number === '') throw new Error(`${command} did not start`);
  return { screen, display: `:${number}` };
}

async function untilReady(driver: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const response = await fetch(`${driver}/status`).catch(() => undefined);
    if (response?.ok) return;
    await delay(100);
  }
  throw new Error('The WebDriver of WebKit did not start');
}

/** Starts WebKit's driver on a free port, and on its own screen. */
export async function openWebKit(webkit: WebKit): Promise<{ launcher: WebDriverLauncher; close: () => void }> {
  const { screen, display } = await startScreen(webkit.screen);
  const port = await getPort();
  const driver = startInBackground(webkit.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    ...process.env,
    DISPLAY: display,
    GDK_BACKEND: 'x11',
  });
  driver.output.resume();
  const close = (): void => {
    driver.stop();
    screen.stop();
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilReady(address);
    const launcher = new WebDriverLauncher('WebKit', address, {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: webkit.browser, args: ['--automation'] },
    });
    return { launcher, close };
  } catch (error) {
    close();
    throw error;
  }
}
