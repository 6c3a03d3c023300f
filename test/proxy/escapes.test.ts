import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ListRedactor } from '../../src/proxy/list-redactor.js';
import { Secrets } from '../../src/proxy/redaction.js';
import { RequestValues } from '../../src/proxy/request-values.js';

const nobody = new RequestValues([]);

const hex = (character: string, length: number): string => character.charCodeAt(0).toString(16).padStart(length, '0');

/** How a character can be written in a text of JSON. */
const spellings: readonly ((character: string) => string)[] = [
  (character) => character,
  (character) => character,
  (character) => `\\u${hex(character, 4)}`,
  (character) => `%${hex(character, 2)}`,
  (character) => `%25${hex(character, 2)}`,
  (character) => `\\u0025${hex(character, 2)}`,
  (character) => `&#x${hex(character, 2)};`,
  (character) => `&amp;#${character.charCodeAt(0)};`,
  (character) => `\\u0026#${character.charCodeAt(0)};`,
  (character) => `\\\\u${hex(character, 4)}`,
  (character) => `\\u200b${character}`,
];

/** What stands between: escapes that say something else, or nothing. */
const between = [
  '',
  '',
  '',
  '%20',
  '&zone',
  '&amp;',
  '\\n',
  '\\"',
  '\\/',
  '\\u4e2d',
  '%',
  '&',
  ' ',
  '&lt',
  '\\b',
  '%E4',
];

const quoted = (secret: string) =>
  fc
    .tuple(
      fc.nat(Math.max(0, secret.length - 16)),
      fc.array(fc.tuple(fc.nat(spellings.length - 1), fc.nat(between.length - 1)), { minLength: 16, maxLength: 32 }),
    )
    .map(([from, how]) =>
      how
        .map(([spelling, sign], index) => {
          const character = secret[from + index];
          if (character === undefined || character === '"' || character === '\\') return '';
          // Most of a quote stands in a row.
          const gap = index % 17 === 16 || index === 2 ? (between[sign] ?? '') : '';
          return (spellings[spelling]?.(character) ?? '') + gap;
        })
        .join(''),
    );

void test('a text of a list is left out exactly if what it says, once its escapes are undone, quotes a secret', () => {
  let left = 0;
  for (const secret of [
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIi-_0',
    'a b&c%20d;e#f{1}x',
    'pässwörd-of-the-portal',
    '4815162342108',
  ]) {
    const secrets = new Secrets([secret]);
    fc.assert(
      fc.property(quoted(secret), (text) => {
        const body = `{"a":"${text}"}`;
        const list = new ListRedactor(secrets, nobody);
        const passed = Buffer.concat([...list.transform(Buffer.from(body)), ...list.flush()]).toString();
        const { a } = JSON.parse(body) as { a: string };
        const expected = secrets.areQuotedIn(a, nobody);
        left += Number(expected);
        assert.equal(passed, expected ? '{"a":"…"}' : body);
      }),
      { numRuns: 2000 },
    );
  }
  assert.ok(left > 400, `only ${left} quotes`);
});
