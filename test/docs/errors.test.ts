import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { enStates } from '../../src/locales/en-states.js';
import { localeOf, provideMessages } from '../../src/locales/registry.js';
import type { ErrorKind } from '../../src/providers/errors.js';

/** A kind more or less, and this does not compile. */
const kinds: Readonly<Record<ErrorKind, true>> = {
  credentials: true,
  forbidden: true,
  'not-found': true,
  'bad-request': true,
  'rate-limited': true,
  unavailable: true,
  network: true,
  timeout: true,
  malformed: true,
};

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

describe('the page on errors', () => {
  provideMessages('en', enStates);
  const { messages } = localeOf('en');

  it('has every kind, in the words that the person sees', () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\|.*?\| (.*?) +\| (.*?) +\|$/gm)].map((row) => row.slice(1));
    const said = (Object.keys(kinds) as ErrorKind[]).map((kind) => [
      kind,
      messages.errorTitle(kind),
      messages.errorAdvice(kind),
    ]);
    assert.deepEqual(rows, said);
  });

  it('calls the buttons by their names', () => {
    const { signIn, retry } = messages;
    const titles = (['offline', 'sign-in'] as const).map(messages.errorTitle);
    for (const words of [signIn, retry, ...titles]) assert.ok(page.replaceAll('\n', ' ').includes(`“${words}”`), words);
  });
});
