import assert from 'node:assert/strict';
import test from 'node:test';
import { formatsOf } from '../../src/locales/format.js';

const GIB = 1024 ** 3;

test('sizes are counted in steps of 1,024, and rounded to what a person compares', () => {
  const { bytes } = formatsOf('en');
  assert.equal(bytes(0), '0 byte');
  assert.equal(bytes(1024), '1 kB');
  assert.equal(bytes(1536 * 1024), '1.5 MB');
  assert.equal(bytes(20 * GIB), '20 GB');
  assert.equal(bytes(20.25 * GIB), '20.3 GB');
  assert.equal(bytes(2 * 1024 * GIB), '2 TB');
  assert.equal(bytes(5000 * 1024 * GIB), '5,000 TB');
});

test('sizes, numbers, lists and dates are written as the language writes them', () => {
  const date = new Date(2026, 2, 9, 12, 23, 48);
  const english = formatsOf('en-GB');
  const chinese = formatsOf('zh-CN');
  const cairo = formatsOf('ar-EG');
  assert.equal(english.date(date), '9 Mar 2026');
  assert.equal(chinese.date(date), '2026年3月9日');
  assert.equal(english.date(new Date('2026-03-09T00:00:00Z'), 'UTC'), '9 Mar 2026');
  assert.match(english.dateTime(new Date('2026-03-09T23:59:59Z'), 'UTC'), /^9 Mar 2026, 23:59:59$/);
  assert.match(chinese.dateTime(date), /^2026年3月9日 12:23:48$/);
  assert.match(cairo.date(date), /٠٩.*٠٣.*٢٠٢٦/);
  assert.equal(cairo.bytes(20 * GIB), '٢٠ غ.ب');
  assert.equal(chinese.list(['a', 'b', 'c']), 'a、b和c');
  assert.equal(english.list(['a', 'b', 'c']), 'a, b and c');
});

test('a wait is said in seconds, and a long one in minutes, hours or days, rounded up', () => {
  const { duration } = formatsOf('en');
  const said: readonly (readonly [seconds: number, words: string])[] = [
    [1, '1 second'],
    [120, '120 seconds'],
    [121, '3 minutes'],
    [3600, '60 minutes'],
    [7201, '3 hours'],
    [86_400 * 2, '48 hours'],
    [86_400 * 365, '365 days'],
  ];
  for (const [seconds, words] of said) assert.equal(duration(seconds), words);
  assert.equal(formatsOf('zh').duration(30), '30秒钟');
  assert.equal(formatsOf('ar').duration(5), '5 ثوان');
});

test('a counted word without a form of its own takes the general one', () => {
  const { plural } = formatsOf('ar');
  assert.equal(plural(3, { one: 'one', other: '# others' }), '3 others');
  assert.equal(plural(1, { one: 'one', other: '# others' }), 'one');
});
