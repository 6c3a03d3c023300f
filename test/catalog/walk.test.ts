import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needle } from '../../simulator/index.js';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { find, findAll, ids, mostAtOnce, paged, truth } from './questions.js';

const { source, requests } = await startClouds();

for (const [cloud, max] of paged) {
  const size = 49 * max + max / 2;

  test(`${cloud}: the first look costs one request, and says about how many there are`, async () => {
    const run = `mount-${cloud}`;
    const result = await find(new Catalog(source(cloud, { size, run })));
    assert.equal(requests(run).length, 1);
    assert.deepEqual(ids(result.images), ids(truth(cloud, { size }).slice(0, 20)));
    assert.deepEqual([result.total, result.totalKind, result.answeredBy], [size, 'estimate', 'server']);
    assert.deepEqual([result.loaded, result.expected], [max, size]);
  });

  test(`${cloud}: a list that fits into one page is known with one request`, async () => {
    const run = `small-${cloud}`;
    const result = await find(new Catalog(source(cloud, { size: max - 1, run })));
    assert.deepEqual([result.total, result.totalKind, result.incomplete], [max - 1, 'exact', undefined]);
    assert.equal(requests(run).length, 1);
  });

  test(`${cloud}: a search finds the last image of page 50 of 50 with 50 requests, four at once`, async () => {
    const run = `needle-${cloud}`;
    const catalog = new Catalog(source(cloud, { size, run, latency: '20-40' }));
    await find(catalog);
    const result = await find(catalog, { text: needle(cloud, size).toUpperCase() });
    assert.deepEqual(ids(result.images), ids(truth(cloud, { size }).slice(-1)));
    assert.deepEqual([result.total, result.totalKind, result.answeredBy], [1, 'exact', 'catalog']);
    assert.deepEqual([result.loaded, result.incomplete], [size, undefined]);
    assert.equal(requests(run).length, 50);
    assert.equal(new Set(requests(run).map(({ url }) => url)).size, 50);
    assert.equal(mostAtOnce(requests(run)), 4);
  });

  test(`${cloud}: once everything is read, typing on, filters, sorts and pages cost nothing`, async () => {
    const run = `typing-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: 3 * max - 1, run }));
    await find(catalog, { text: 'a' });
    assert.equal(requests(run).length, 3);
    const images = truth(cloud, { size: 3 * max - 1 });
    for (const text of ['a', 'ao', 'aos', 'AOSP 1', 'win dows', '']) await find(catalog, { text });
    await find(catalog, { sort: { field: 'createdAt', direction: 'desc' } });
    await find(catalog, { filters: { os: ['windows'], status: ['ready', 'failed'] } });
    assert.deepEqual(ids(await findAll(catalog, {})), ids(images));
    const beyond = await find(catalog, { page: 99 });
    assert.deepEqual(ids(beyond.images), ids(images.slice(beyond.offset)));
    assert.equal(requests(run).length, 3);
  });
}

test('turning pages asks only for pages that are not here yet, and turning back for none', async () => {
  const catalog = new Catalog(source('huawei-cloud-phone', { size: 950, run: 'pages' }));
  const images = ids(truth('huawei-cloud-phone', { size: 950 }));
  const counts: number[] = [];
  for (const page of [1, 2, 5, 6, 5, 1, 48, 48, 99]) {
    const result = await find(catalog, { page });
    assert.equal(result.page, Math.min(page, 48));
    assert.deepEqual(ids(result.images), images.slice(result.offset, result.offset + 20));
    counts.push(requests('pages').length);
  }
  assert.deepEqual(counts, [1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

test('a page of the view that lies across pages of the cloud asks for both, side by side', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 950, run: 'across', latency: 20 }));
  const result = await find(catalog, { page: 4, pageSize: 150 });
  assert.deepEqual(ids(result.images), ids(truth('huawei-workspace', { size: 950 }).slice(450, 600)));
  assert.equal(requests('across').length, 3);
  assert.equal(mostAtOnce(requests('across')), 2);
});

test('pages that were looked at are not asked for again by a search', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 950, run: 'looked' }));
  for (const page of [1, 13, 48]) await find(catalog, { page });
  assert.equal(requests('looked').length, 3);
  await find(catalog, { text: 'x86' });
  assert.equal(requests('looked').length, 10);
});

test('matches and progress show while the search goes on, and only ever grow', async () => {
  const size = 1950;
  const catalog = new Catalog(source('huawei-workspace', { size, latency: '30-60' }));
  const seen: CatalogResult[] = [];
  const result = await find(catalog, { text: 'workspace' }, { onProgress: (part) => seen.push(part) });
  assert.ok(seen.length >= 2, `${seen.length} reports`);
  const loaded = seen.map((part) => part.loaded);
  assert.deepEqual(
    loaded,
    [...loaded].sort((a, b) => a - b),
  );
  for (const part of seen) {
    assert.equal(part.expected, size);
    assert.equal(part.incomplete, undefined);
    if (part.loaded < size) assert.equal(part.totalKind, 'minimum');
    assert.deepEqual(ids(part.images), ids(result.images).slice(0, part.images.length));
  }
  assert.equal(result.totalKind, 'exact');
});

test('words are found in any order, in any case, across all that an image says', async () => {
  const size = 450;
  const catalog = new Catalog(source('zstack', { size, odd: 1 }));
  const images = truth('zstack', { size, odd: 1 });
  for (const text of [
    'QCOW2 ubuntu',
    'ubuntu qcow2',
    'x86_64 windows',
    images[7]?.id ?? '',
    images[3]?.locations[0] ?? 'x',
  ]) {
    const words = text.toLowerCase().split(' ');
    const expected = images.filter(({ name, id, description, os, architecture, format, locations }) => {
      const said = [name, id, description, os?.family, os?.version, architecture, format, ...locations];
      return words.every((word) => said.some((part) => part?.toLowerCase().includes(word)));
    });
    assert.ok(expected.length > 0, text);
    assert.deepEqual(ids(await findAll(catalog, { text })), ids(expected), text);
  }
});

test('a search for nothing but a space is the question of a person who has touched nothing', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 950, run: 'space' }));
  await find(catalog);
  assert.equal((await find(catalog, { text: '  ' })).answeredBy, 'server');
  assert.equal(requests('space').length, 1);
});

test('a page beyond the end is the last one, also where the cloud says no total', async () => {
  for (const options of [{ size: 250, total: 'absent' }, { size: 250, total: 'short' }, { size: 250 }]) {
    const result = await find(new Catalog(source('huawei-workspace', options)), { page: 90 });
    assert.deepEqual([result.page, result.offset], [13, 240]);
    assert.deepEqual(ids(result.images), ids(truth('huawei-workspace', { size: 250 }).slice(240)));
  }
});
