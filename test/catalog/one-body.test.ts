import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needle } from '../../simulator/index.js';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { find, ids, truth } from './questions.js';

const { source, requests } = await startClouds();

for (const size of [5_000, 50_000]) {
  test(`${size} images of ZStack in one body are searched with one request, and the first show before the last are read`, async () => {
    const run = `zstack-${size}`;
    const catalog = new Catalog(source('zstack', { size, run }));
    const parts: CatalogResult[] = [];
    const first = await find(catalog, {}, { onProgress: (part) => parts.push(part) });
    assert.deepEqual([first.total, first.totalKind, first.incomplete], [size, 'exact', undefined]);
    const early = parts.filter(({ loaded }) => loaded < size);
    assert.ok(early.length > 0);
    assert.deepEqual(ids(early[0]?.images ?? []), ids(first.images));
    for (const part of early) assert.deepEqual([part.incomplete, part.expected], [undefined, size]);

    const found = await find(catalog, { text: needle('zstack', size) });
    assert.deepEqual(ids(found.images), ids(truth('zstack', { size }).slice(-1)));
    const other = await find(catalog, { page: size / 20 });
    assert.equal(other.offset, size - 20);
    assert.equal(requests(run).length, 1);
  });
}

test('what is at hand in one body is not limited, and never said to be', async () => {
  const catalog = new Catalog(source('zstack', { size: 6_000, run: 'unlimited' }));
  const parts: CatalogResult[] = [];
  const result = await find(catalog, { text: 'ubuntu' }, { walkLimit: 1_000, onProgress: (part) => parts.push(part) });
  assert.deepEqual([result.loaded, result.totalKind], [6_000, 'exact']);
  for (const { incomplete } of parts) assert.equal(incomplete, undefined);
});

test('Hostway has one body, too', async () => {
  const size = 3_000;
  const catalog = new Catalog(source('hostway', { size, run: 'hostway' }));
  const result = await find(catalog, {
    text: needle('hostway', size),
    sort: { field: 'createdAt', direction: 'desc' },
  });
  assert.deepEqual(ids(result.images), ids(truth('hostway', { size }).slice(-1)));
  await find(catalog, { filters: { status: ['ready'], location: ['CHI001'] } });
  assert.equal(requests('hostway').length, 1);
});
