import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inPath, rightsForApt, run } from './packages.js';

/** The folder for a browser on systems without apt. */
const downloads = fileURLToPath(new URL('../.cache/browser/', import.meta.url));

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags for a browser that tests drive: no sandbox for root, which cannot have one, and no background requests. */
export const browserArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function downloaded(): string[] {
  if (!existsSync(downloads)) return [];
  const executables = /[/\\](?:chrome|chrome\.exe|Google Chrome for Testing)$/;
  return readdirSync(downloads, { recursive: true, encoding: 'utf8' })
    .filter((file) => executables.test(file))
    .map((file) => join(downloads, file));
}

/**
 * The Chromium or Chrome of this machine; `CHROME_PATH` names another one. `chrome-launcher` would use any browser if that
 * is wrong.
 */
function findBrowser(): string | undefined {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which does not exist`);
    return chosen;
  }
  const found = [...commands.map(inPath), ...usualPlaces.filter((file) => existsSync(file)), ...downloaded()];
  return found.find((file) => file !== undefined);
}

/** On other systems, including Ubuntu, the package of that name is missing, or only a wrapper. */
function hasChromiumPackage(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installBrowser(): void {
  const rights = rightsForApt();
  if (rights !== undefined && hasChromiumPackage()) {
    run(...rights, 'apt-get', 'update');
    run(...rights, 'apt-get', 'install', '-y', 'chromium');
  } else {
    const libraries = rights?.length === 0 ? ['--install-deps'] : [];
    run('npx', '--yes', '@puppeteer/browsers', 'install', 'chrome@stable', '--path', downloads, ...libraries);
  }
}

/** The browser for the tests, installed first if there is none. Logs what it does. */
export function ensureBrowser(): string {
  const present = findBrowser();
  if (present !== undefined) return present;
  console.log('The tests need Chromium or Chrome, and none was found: installing it.');
  installBrowser();
  const installed = findBrowser();
  if (installed === undefined) throw new Error('No browser could be installed. Install Chromium and set CHROME_PATH.');
  console.log(`Installed ${installed}`);
  return installed;
}
