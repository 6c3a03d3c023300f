import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentials } from '../../simulator/index.js';
import { SecretFinder, secretsIn } from '../support/secrets.js';

const secret = credentials.horizon;

test('eight characters of a secret in a row are found, seven are not', () => {
  const middle = Math.floor(secret.length / 2);
  assert.deepEqual(secretsIn(`…${secret.slice(middle, middle + 8)}…`), ['the token of horizon']);
  assert.deepEqual(secretsIn(`…${secret.slice(middle, middle + 7)}…`), []);
});

test('a secret is found wherever a body is cut in two', () => {
  const bytes = new TextEncoder().encode(`{"é": "${secret.slice(0, 8)}"}`);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const found = new Set<string>();
    const finder = new SecretFinder((name) => found.add(name));
    finder.read(bytes.subarray(0, cut));
    finder.read(bytes.subarray(cut));
    assert.deepEqual([...found], ['the token of horizon'], `cut at ${String(cut)}`);
  }
});
