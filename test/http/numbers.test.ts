import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cloudIds, type CloudId } from '../../simulator/index.js';
import { parseJson } from '../../src/providers/json.js';
import { factsOf } from '../clouds/index.js';
import { answer, at } from '../providers/bodies.js';
import { errorOf, firstPage, providerOf, startClouds } from './clouds.js';
import { startTinyServer } from './tiny-server.js';

const { source } = await startClouds();
const tiny = await startTinyServer();

/** The rows of a page, each the first one of the document's example with some values as they stand in JSON. */
async function rowsOf(cloud: CloudId, values: readonly Readonly<Record<string, string>>[]) {
  const provider = providerOf(cloud);
  const { body } = answer(cloud, '200-example.json');
  const [row] = provider.readPage(body).rows;
  const rows = values.map((changes) => {
    const marked = { ...(row as object), ...Object.fromEntries(Object.keys(changes).map((key) => [key, `@${key}@`])) };
    return JSON.stringify(marked).replace(/"@(\w+)@"/g, (_, key: string) => changes[key] ?? '');
  });
  const page = JSON.stringify(body).replace(/\[\{.*\}\]/, () => `[${rows.join()}]`);
  const { endpoint } = tiny.serve((_, response) => response.end(page));
  return firstPage(source(cloud, {}, { endpoint }));
}

const exact = [
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '18446744073709551615',
  '18446744073709551614',
  '123456789012345678901234567890',
  '42',
];

for (const cloud of cloudIds) {
  const { idKey: id, size: { key: size, unit } = { key: undefined, unit: 1 } } = factsOf(cloud);

  test(`${cloud}: ids that are numbers are never rounded to one another`, async () => {
    const images = await rowsOf(
      cloud,
      exact.map((number) => ({ [id]: number })),
    );
    assert.deepEqual(
      images.map((image) => image.id),
      exact,
    );
    const raw = images.map(({ source: wire }) => JSON.stringify(wire));
    for (const [index, number] of exact.entries())
      assert.match(at(raw, index), new RegExp(`"${id}":"?${number}"?[,}]`));
  });

  test(`${cloud}: a number beyond all numbers is none`, async () => {
    const images = await rowsOf(cloud, [{ [id]: '1e999' }, { [id]: '-1e999' }, { [id]: '7' }]);
    assert.deepEqual(
      images.map((image) => image.id),
      ['7'],
    );
    assert.equal(JSON.stringify(images).includes('Infinity'), false);
  });

  if (size === undefined) continue;
  test(`${cloud}: sizes stay numbers`, async () => {
    const sizes = ['9007199254740993', '17179869184', '1e999', '-1e999'];
    const images = await rowsOf(
      cloud,
      sizes.map((number, index) => ({ [id]: String(index), [size]: number })),
    );
    assert.deepEqual(
      images.map(({ sizeBytes, minDiskBytes }) => (cloud === 'huawei-workspace' ? minDiskBytes : sizeBytes)),
      [2 ** 53 * unit, 17179869184 * unit, undefined, undefined],
    );
  });
}

test('a total beyond all numbers is none', async () => {
  const { endpoint } = tiny.serve((_, response) => response.end('{"images":[{"id":"a"}],"total_count":1e999}'));
  assert.equal((await firstPage(source('huawei-workspace', {}, { endpoint }))).length, 1);
});

test('digits within a text stay as they are, whatever stands around them', async () => {
  const names = [
    'id: 12345678901234567890, next: [98765432109876543210]',
    '\\": 12345678901234567890,',
    '{"a": 12345678901234567890}',
    '12345678901234567890',
  ];
  const rows = names.map((name, index) => `{"id": 900719925474099${index},"name":${JSON.stringify(name)}}`);
  const { endpoint } = tiny.serve((_, response) => response.end(`{"images": [${rows.join(', ')}]}`));
  const images = await firstPage(source('hostway', {}, { endpoint }));
  assert.deepEqual(
    images.map(({ name }) => name),
    names,
  );
});

test('millions of escapes in one text keep no long number from being read', async () => {
  const body = `{"images":[{"id":12345678901234567890,"name":"${'\\n'.repeat(5_000_000)}"}]}`;
  const { endpoint } = tiny.serve((_, response) => response.end(body));
  const [image] = await firstPage(source('hostway', {}, { endpoint }));
  assert.equal(image?.id, '12345678901234567890');
});

test('what is no JSON is none, long numbers or not', async () => {
  for (const body of [
    '{"images":[00123456789012345678]}',
    '{123456789012345678901:1}',
    '[12345678901234567890',
    '[1e5.5]',
  ]) {
    const { endpoint } = tiny.serve((_, response) => response.end(body));
    assert.equal((await errorOf(firstPage(source('hostway', {}, { endpoint })))).kind, 'malformed', body);
  }
});

test('any JSON without long numbers is parsed as ever', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      assert.deepEqual(parseJson(text), JSON.parse(text));
    }),
  );
});

test('any whole number keeps its digits, wherever it stands', () => {
  const digits = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), digits)), fc.constantFrom('', ' ', '\n  '), (entries, blank) => {
      const list = entries.map(([key, number]) => `{${JSON.stringify(key)}:${blank}${number}${blank}}`);
      const parsed = parseJson(`[${list.join(`,${blank}`)}]`) as Record<string, unknown>[];
      assert.deepEqual(
        parsed.map((item) => Object.values(item).map(String)),
        entries.map(([, number]) => [number]),
      );
    }),
  );
});
