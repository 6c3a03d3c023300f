import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AddressOptions } from '../../simulator/index.js';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { find, ids, paged, truth } from './questions.js';

// That something is not there is said only where it would have been seen.

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

const everything = { sort: { field: 'name', direction: 'asc' }, pageSize: 5_000 } as const;
const facts = ({ total, totalKind, incomplete }: CatalogResult) => [total, totalKind, incomplete?.reason];

test('while a row cannot be read, no image is said to be gone', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 450, 'bad-rows': 1 }));
  const result = await find(catalog, everything);
  assert.deepEqual([...facts(result), result.unreadable], [450, 'exact', undefined, 1]);
  assert.equal(catalog.presence('never'), 'unknown');
});

for (const [cloud, max] of paged) {
  test(`${cloud}: four pages that cannot be read do not end the list`, async () => {
    const size = 20 * max;
    const options: AddressOptions = { size, fail: 'unreadable', pages: '3,4,5,6' };
    const catalog = new Catalog(source(cloud, options));
    const result = await find(catalog, everything);
    assert.deepEqual([result.total, result.unreadable], [16 * max, 4 * max]);
    const found = [...truth(cloud, { size }).slice(0, 3 * max), ...truth(cloud, { size }).slice(7 * max)];
    assert.deepEqual(ids(result.images).sort(), ids(found).sort());
    assert.equal(catalog.presence('never'), 'unknown');
  });

  test(`${cloud}: empty pages before the end are not the end, and are asked for again`, async () => {
    const run = `empty-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: 20 * max, 'empty-pages': '5,11', run }));
    const result = await find(catalog, everything);
    assert.deepEqual(facts(result), [18 * max, 'minimum', 'missing']);
    assert.equal(catalog.presence('never'), 'unknown');
    assert.deepEqual(
      result.facets.flatMap(({ options }) => options.filter(({ count }) => count !== undefined)),
      [],
    );
    const before = requests(run).length;
    await find(catalog, { text: 'a' });
    assert.equal(requests(run).length, before, 'typing on asks for nothing');
    catalog.resume();
    assert.equal((await find(catalog, everything)).incomplete?.reason, 'missing');
    assert.ok(requests(run).length - before <= 3, 'only what is missing, and the end');
  });
}

test('the first look at a list whose first page is empty reads on', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 450, 'empty-pages': '0' }));
  const result = await find(catalog);
  assert.deepEqual([result.images.length, ...facts(result)], [20, 350, 'minimum', 'missing']);
});

test('a cloud that sends nothing of the 300 images that it counts is not said to have none', async () => {
  const { endpoint, requests: seen } = tiny.serve((_, response) =>
    sendJson(response, 200, { images: [], total_count: 300 }),
  );
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  assert.deepEqual(facts(await find(catalog)), [0, 'minimum', 'missing']);
  assert.equal(seen.length, 3);
});

test('an empty page that was a slip is there when it is asked for again', async () => {
  const { endpoint } = tiny.serve((request, response, count) => {
    const offset = Number(new URL(request.url ?? '', 'http://tiny').searchParams.get('offset'));
    const images = Array.from({ length: 2000 }, (_, row) => ({ id: `i${row}` })).slice(offset, offset + 100);
    sendJson(response, 200, { images: count === 6 ? [] : images, total_count: 2000 });
  });
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  assert.deepEqual(facts(await find(catalog, everything)), [1900, 'minimum', 'missing']);
  catalog.resume();
  assert.deepEqual(facts(await find(catalog, everything)), [2000, 'exact', undefined]);
  assert.equal((await find(catalog)).images[0]?.id, 'i0');
});

test('a first page that cannot be read is shown as such, and the next one can be turned to', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 300, fail: 'unreadable', pages: '0' }));
  const first = await find(catalog);
  assert.deepEqual([first.images.length, first.unreadable, ...facts(first)], [0, 100, 300, 'estimate', undefined]);
  assert.equal((await find(catalog, { page: 6 })).images.length, 20);
});

for (const walkLimit of [null, undefined, NaN, -1]) {
  test(`a limit of ${walkLimit} is the default one`, async () => {
    const catalog = new Catalog(source('huawei-workspace', { size: 450 }));
    const result = await find(catalog, { text: 'no image says this' }, { walkLimit });
    assert.deepEqual(facts(result), [0, 'exact', undefined]);
  });
}

test('a limit of 0 reads nothing unasked, says so, and lets the search go on', async () => {
  const run = 'none';
  const catalog = new Catalog(source('huawei-workspace', { size: 450, run }));
  await find(catalog, {}, { walkLimit: 0 });
  const part = await find(catalog, { text: 'no image says this' }, { walkLimit: 0 });
  assert.deepEqual([part.loaded, part.expected, ...facts(part)], [100, 450, 0, 'minimum', 'limit']);
  assert.equal(requests(run).length, 1);
  catalog.resume();
  assert.deepEqual(facts(await find(catalog, { text: 'no image says this' }, { walkLimit: 0 })), [
    0,
    'exact',
    undefined,
  ]);
  assert.equal(requests(run).length, 5);
});
