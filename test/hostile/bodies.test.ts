import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { dice, type Dice } from '../../simulator/random.js';
import { cloudIds, type CloudId } from '../../simulator/index.js';
import { Client, FIRST_ROWS } from '../../src/providers/client.js';
import { ProviderError } from '../../src/providers/errors.js';
import { providers } from '../../src/providers/registry.js';

/** Bodies for each provider. */
const BODIES = Number(process.env['BODIES'] ?? 20_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** What breaks readers: by type, by size, by meaning. In JSON. */
const values: readonly string[] = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e999',
    '-1e999',
    '9007199254740993',
    '1e-400',
    '""',
    '" "',
    '[]',
    '{}',
    '[[]]',
    '[null]',
  ],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '"__proto__"', '"constructor"'],
  ...[
    '"toString"',
    '"hasOwnProperty"',
    '{"toString":null,"valueOf":7}',
    '{"length":-1}',
    '"\\ud800"',
    '"\\udfff\\ud800"',
  ],
  ...[
    '"\\u202e\\u2066\\u200b\\u0000"',
    '"<img src=x onerror=alert(1)>"',
    '"9999-99-99T99:99:99Z"',
    '"%E0%A4%A"',
    '"&#xFFFFF;"',
  ],
  `"${'a'.repeat(5000)}"`,
  `"${'&#'.repeat(2000)}"`,
  `"${'<'.repeat(2000)}"`,
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  `${'{"cause":'.repeat(2000)}1${'}'.repeat(2000)}`,
];
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  'images',
  'content',
  'inventories',
  'error',
  '',
];

/** What a provider's clouds have answered, as text. */
function captured(cloud: CloudId): string[] {
  const directory = new URL(`../providers/bodies/${cloud}/`, import.meta.url);
  return readdirSync(directory).map((name) => readFileSync(new URL(name, directory), 'utf8'));
}

/** A JSON value of any shape. */
function randomJson(chance: Dice, depth = 0): string {
  if (depth > 4 || chance.chance(0.5)) return chance.pick(values);
  const items = Array.from({ length: chance.int(0, 4) }, () => randomJson(chance, depth + 1));
  if (chance.chance(0.4)) return `[${items.join()}]`;
  return `{${items.map((item) => `${JSON.stringify(chance.pick(keys))}:${item}`).join()}}`;
}

/** The same answer with something wrong in it: a value, a key, a piece of text. */
function mutate(text: string, chance: Dice): string {
  const at = chance.int(0, text.length);
  const to = Math.min(text.length, at + chance.int(0, 12));
  switch (chance.int(0, 6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at);
    case 3:
      return text.slice(0, at) + String.fromCharCode(chance.int(0, 0xffff)) + text.slice(at);
    case 4:
      return text.replace(/"[^"]*"(?=\s*:)/g, (key) => (chance.chance(0.1) ? JSON.stringify(chance.pick(keys)) : key));
    default:
      return text.replace(/(?<=:\s*)("[^"]*"|[\w.+-]+)/g, (value) =>
        chance.chance(0.15) ? (chance.chance(0.7) ? chance.pick(values) : randomJson(chance, 3)) : value,
      );
  }
}

let body = '';
let status = 200;
const headers = new Headers({ 'Retry-After': '1e3' });
const { fetch } = globalThis;
// No more of a response than is read of it: a hundred thousand whole ones, and a record of them, take longer than all the reading.
globalThis.fetch = async () =>
  Object.assign(Object.create(null) as Response, {
    status,
    ok: status < 300,
    headers,
    text: () => Promise.resolve(body),
  });
after(() => (globalThis.fetch = fetch));

const signal = new AbortController().signal;

function clientOf(cloud: CloudId): Client {
  const provider = providers.get(cloud);
  assert.ok(provider);
  const params = Object.fromEntries(Object.keys(provider.params).map((name) => [name, 'p']));
  return new Client({ provider, params, endpoint: 'http://cloud', credentials: () => 'token-of-the-canary' });
}

/** @returns how many rows could be read, or the kind of the error */
async function read(client: Client): Promise<number | string> {
  try {
    const { rows } = await client.page({ index: 0, rowsPerPage: 100 }, signal);
    return rows.map(client.source.provider.readImage).filter(Boolean).length;
  } catch (error) {
    assert.ok(error instanceof ProviderError, `${String(error)}: status ${status}, ${body.slice(0, 2000)}`);
    return error.kind;
  }
}

for (const cloud of cloudIds) {
  test(`${cloud}: ${BODIES.toLocaleString('en')} random and mutated bodies are read or refused, and nothing else (SEED=${seed})`, async () => {
    const client = clientOf(cloud);
    const answers = captured(cloud);
    const outcomes = new Map<number | string, number>();
    for (let index = 0; index < BODIES; index++) {
      const chance = dice(seed, index);
      body = chance.chance(0.2) ? randomJson(chance) : chance.pick(answers);
      for (let times = chance.int(1, 3); times > 0; times--) body = mutate(body, chance);
      status = chance.chance(0.7) ? 200 : chance.pick([400, 401, 403, 404, 500]);
      const outcome = await read(client);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    // Otherwise the mutations are too wild to reach the readers, or too tame to break anything.
    const count = (counts: (outcome: number | string) => boolean) =>
      [...outcomes].reduce((sum, [outcome, times]) => sum + (counts(outcome) ? times : 0), 0);
    assert.ok(count((outcome) => outcome === 'malformed') > BODIES / 100, JSON.stringify([...outcomes]));
    assert.ok(count((outcome) => Number(outcome) > 0) > BODIES / 100, JSON.stringify([...outcomes]));
    assert.equal('polluted' in {}, false);
  });
}

/** The images of a page as JSON, or the kind of the error. */
async function imagesOf(client: Client): Promise<readonly (string | undefined)[] | string> {
  const { readImage } = client.source.provider;
  const json = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(readImage(row)));
  try {
    const page = await client.page({ index: 0, rowsPerPage: 100 }, signal);
    const images = json(page.whole?.().rows ?? page.rows);
    assert.deepEqual(json(page.rows.slice(0, FIRST_ROWS)), images.slice(0, FIRST_ROWS), body.slice(0, 2000));
    return images;
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return error.kind;
  }
}

for (const cloud of cloudIds) {
  test(`${cloud}: a body is read the same whether it is checked at once or not (SEED=${seed})`, async () => {
    const client = clientOf(cloud);
    const answers = captured(cloud);
    status = 200;
    for (let index = 0; index < BODIES / 20; index++) {
      const chance = dice(seed, index);
      body = mutate(chance.pick(answers), chance);
      const small = await imagesOf(client);
      // Blanks mean nothing, but megabytes are not checked at once.
      body += ' '.repeat(200_000);
      assert.deepEqual(await imagesOf(client), small, body.slice(0, 2000));
    }
  });
}

/** What a reader could work on for too long, at any length. */
const growing: Readonly<Record<string, (length: number) => string>> = {
  text: (length) => 'a'.repeat(length),
  'a page of HTML': (length) => '<p>&amp;'.repeat(length / 8),
  'tags that never end': (length) => '<'.repeat(length),
  'scripts that never end': (length) => '<script>'.repeat(length / 8),
  'references that never end': (length) => '&#'.repeat(length / 2),
  blanks: (length) => `{"error":"${' '.repeat(length)}x"}`,
  digits: (length) => `[${'1'.repeat(length)}]`,
  'long numbers': (length) => `[${'12345678901234567890,'.repeat(length / 21)}1]`,
  quotes: (length) => `[12345678901234567890,"${'\\"'.repeat(length / 2)}"]`,
  brackets: (length) => '['.repeat(length),
  rows: (length) =>
    JSON.stringify({ images: Array.from({ length: length / 40 }, (_, id) => ({ id, name: 'an image' })) }),
};

for (const cloud of cloudIds) {
  test(`${cloud}: a long body takes no more than in proportion`, async () => {
    const client = clientOf(cloud);
    for (const [name, make] of Object.entries(growing)) {
      for (status of [200, 400]) {
        for (const length of [100_000, 1_000_000]) {
          body = make(length);
          const before = process.cpuUsage();
          await read(client);
          const { user, system } = process.cpuUsage(before);
          // A million steps take milliseconds, and their square minutes, on any machine.
          const seconds = (user + system) / 1e6;
          assert.ok(seconds < 5, `${name}, ${status}, ${length} characters: ${seconds.toFixed(1)} s`);
        }
      }
    }
  });
}
