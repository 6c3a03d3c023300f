import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Secrets } from '../../src/proxy/redaction.js';

function redact(secrets: readonly string[], text: string, cuts: readonly number[] = []): string {
  const bytes = new TextEncoder().encode(text);
  const redactor = new Secrets(secrets).redactor();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const pieces = ends.flatMap((end, index) => redactor.pass(bytes.slice(ends[index - 1] ?? 0, end)));
  return Buffer.concat([...pieces, ...redactor.end()]).toString('utf8');
}

test('a secret is masked wherever it stands and however the body is cut', () => {
  const secret = fc
    .string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 40 })
    .filter((text) => text.trim().length > 5);
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  fc.assert(
    fc.property(secret, fc.array(text, { minLength: 1 }), fc.array(fc.nat()), (token, texts, cuts) => {
      const answer = redact([token], texts.join(token), cuts);
      assert.equal(answer.includes(token), false);
    }),
  );
});

test('what holds no secret is the same afterwards', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat()), (text, cuts) => {
      const body = `${text}}`;
      assert.equal(redact(['tok-5d8e2f1a'], body, cuts), body);
    }),
  );
});

test('the spellings of JSON, URLs and HTML are known', () => {
  const secret = 'a/b+c="ü&<密>';
  const quotes = [
    secret,
    JSON.stringify(secret),
    JSON.stringify(secret).replaceAll('/', '\\/'),
    encodeURIComponent(secret),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ];
  for (const quote of quotes) assert.match(redact([secret], `[${quote}]`), /^\["?\*\*\*"?\]$/);
});

test('a token that a message cuts short is masked as far as it goes', () => {
  const token = 'MIIF'.repeat(100);
  assert.equal(redact([token], `bad token ${token.slice(0, 60)}… (truncated)`), 'bad token ***… (truncated)');
  assert.equal(redact([token], `bad token ${token.slice(0, 60)}`), 'bad token ***');
});

test('short passwords are left alone: ordinary words would be masked', () => {
  assert.equal(redact(['image'], '{"images":[]}'), '{"images":[]}');
});

test('forty thousand characters are found at the speed of a copy', () => {
  const token = 'Mx1'.repeat(13_000);
  const body = 'M'.repeat(4_000_000);
  const started = performance.now();
  assert.equal(redact([token], body + token), `${body}***`);
  assert.ok(performance.now() - started < 5000);
});
