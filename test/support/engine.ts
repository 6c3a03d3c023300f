/** The browser engine that runs the tests. */
type EngineName = 'chromium' | 'firefox' | 'webkit';

/** What not every engine's driver can do. */
type Ability =
  /** `emulateMedia` of the test runner: colour scheme, print. */
  | 'emulateMedia'
  /** A wish for less motion: by `emulateMedia`, except in Firefox, which is started with it. */
  | 'reduced motion'
  /** `a11ySnapshot` of the test runner. */
  | 'a11ySnapshot'
  /** `setViewport` to less than 447 px, the least that WebKit's window shrinks to. */
  | 'a narrow viewport';

const lacking: Readonly<Record<EngineName, readonly Ability[]>> = {
  chromium: [],
  firefox: ['emulateMedia', 'a11ySnapshot'],
  webkit: ['emulateMedia', 'reduced motion', 'a11ySnapshot', 'a narrow viewport'],
};

function engineHere(): EngineName {
  const name = document.documentElement.dataset['engine'];
  if (name === 'chromium' || name === 'firefox' || name === 'webkit') return name;
  throw new Error('These tests need to know their engine: start them with `npm test`');
}

const engine = engineHere();

export const can = (ability: Ability): boolean => !lacking[engine].includes(ability);

/**
 * A test that is skipped, and says so in its name, where the engine's driver lacks what it needs:
 * `it('is dark at night', needs('emulateMedia', async () => { … }))`.
 */
export function needs(
  ability: Ability,
  test: () => void | Promise<void>,
): (this: Mocha.Context) => void | Promise<void> {
  return function () {
    if (can(ability)) return test();
    if (this.test) this.test.title += ` (needs ${ability}, which ${engine}’s driver lacks)`;
    this.skip();
  };
}
