import { existsSync } from 'node:fs';
import { inPath, installPackages } from './packages.js';

const usualPlaces = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The Firefox of this machine; `FIREFOX_PATH` names another one. */
function findFirefox(): string | undefined {
  const chosen = process.env['FIREFOX_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`FIREFOX_PATH names ${chosen}, which does not exist`);
    return chosen;
  }
  // On Ubuntu, Firefox is a snap, which cannot read the profile that a test creates.
  const commands = existsSync('/snap/bin/firefox') ? ['firefox-esr'] : ['firefox-esr', 'firefox'];
  return [...commands.map(inPath), ...usualPlaces.filter((file) => existsSync(file))].find(
    (file) => file !== undefined,
  );
}

/** Firefox, installed first if there is none and apt is available. */
export function ensureFirefox(): string | undefined {
  const present = findFirefox();
  if (present !== undefined) return present;
  return installPackages(['firefox-esr']) ? findFirefox() : undefined;
}
