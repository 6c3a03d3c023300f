import { proxied } from './simulator.js';

/** The browser engine that runs the tests. */
type EngineName = 'chromium' | 'firefox' | 'webkit';

/** What cannot be had in every run: most of it is a matter of the engine's driver. */
type Ability =
  /** `emulateMedia` of the test runner: colour scheme, print. */
  | 'emulateMedia'
  /** A wish for less motion: by `emulateMedia`, except in Firefox, which is started with it. */
  | 'reduced motion'
  /** `a11ySnapshot` of the test runner. */
  | 'a11ySnapshot'
  /** The command `memory`, which frees what nobody can reach any more and counts what is left. */
  | 'memory'
  /** The command `compose`, which composes a word as an input method does. */
  | 'compose'
  /** `setViewport` to less than 447 px, the least that WebKit's window shrinks to. */
  | 'a narrow viewport'
  /** A time zone of the run's own, whatever the machine's is. */
  | 'a time zone'
  /** The page asks the clouds itself: its server has not put a proxy before them. */
  | 'credentials of its own'
  /** Minutes for every spelling of a secret in every place: one engine is enough. */
  | 'time for every spelling'
  /** The cloud's words reach the page as they are: a proxy tells an error in words of its own. */
  | 'the cloud’s own words';

const lacking: Readonly<Record<EngineName, readonly Ability[]>> = {
  chromium: [],
  firefox: ['emulateMedia', 'a11ySnapshot', 'memory', 'compose', 'a time zone', 'time for every spelling'],
  webkit: [
    'emulateMedia',
    'reduced motion',
    'a11ySnapshot',
    'memory',
    'compose',
    'a narrow viewport',
    'a time zone',
    'time for every spelling',
  ],
};

function engineHere(): EngineName {
  const name = document.documentElement.dataset['engine'];
  if (name === 'chromium' || name === 'firefox' || name === 'webkit') return name;
  throw new Error('These tests need to know their engine: start them with `npm test`');
}

const engine = engineHere();

/** Who lacks an ability in this run, if any does. */
function whoLacks(ability: Ability): string | undefined {
  if (['credentials of its own', 'the cloud’s own words'].includes(ability) && proxied)
    return 'a page behind the proxy';
  return lacking[engine].includes(ability) ? `${engine}’s driver` : undefined;
}

export const can = (ability: Ability): boolean => whoLacks(ability) === undefined;

/**
 * A test that is skipped, and says so in its name, where this run lacks what it needs:
 * `it('is dark at night', needs('emulateMedia', async () => { … }))`.
 */
export function needs(
  ability: Ability,
  test: () => void | Promise<void>,
): (this: Mocha.Context) => void | Promise<void> {
  return function () {
    const who = whoLacks(ability);
    if (who === undefined) return test();
    if (this.test) this.test.title += ` (needs ${ability}, which ${who} lacks)`;
    this.skip();
  };
}
