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
  /** `setViewport` to less than 447 px, the least that WebKit's window shrinks to. */
  | 'a narrow viewport'
  /** The page asks the clouds itself: its server has not put a proxy before them. */
  | 'credentials of its own';

const lacking: Readonly<Record<EngineName, readonly Ability[]>> = {
  chromium: [],
  firefox: ['emulateMedia', 'a11ySnapshot', 'memory'],
  webkit: ['emulateMedia', 'reduced motion', 'a11ySnapshot', 'memory', 'a narrow viewport'],
};

function engineHere(): EngineName {
  const name = document.documentElement.dataset['engine'];
  if (name === 'chromium' || name === 'firefox' || name === 'webkit') return name;
  throw new Error('These tests need to know their engine: start them with `npm test`');
}

const engine = engineHere();

/** Who lacks an ability in this run, if any does. */
function whoLacks(ability: Ability): string | undefined {
  if (ability === 'credentials of its own') return proxied ? 'a page behind the proxy' : undefined;
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
