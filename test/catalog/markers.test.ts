import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needle } from '../../simulator/index.js';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { waitUntil } from '../support/wait.js';
import { find, findAll, ids, mostAtOnce, truth } from './questions.js';

const { source, requests, queries } = await startClouds();

test('a list whose length nobody says is shown from its first page, and counted as it is read', async () => {
  const catalog = new Catalog(source('openstack', { size: 950, run: 'pages' }));
  const images = ids(truth('openstack', { size: 950 }));
  const first = await find(catalog);
  assert.deepEqual([first.total, first.totalKind, first.expected], [200, 'minimum', undefined]);
  assert.deepEqual(ids(first.images), images.slice(0, 20));
  assert.equal(requests('pages').length, 1);
  const third = await find(catalog, { page: 30 });
  assert.deepEqual(ids(third.images), images.slice(580, 600));
  assert.equal(requests('pages').length, 3);
  await find(catalog, { page: 4 });
  assert.equal(requests('pages').length, 3);
  const last = await find(catalog, { page: 99 });
  assert.deepEqual([last.page, last.total, last.totalKind], [48, 950, 'exact']);
  assert.equal(requests('pages').length, 5);
});

test('a search reads one page after the other, each once, behind the last image of the one before', async () => {
  const size = 10 * 200;
  const catalog = new Catalog(source('openstack', { size, run: 'search', latency: '1-5' }));
  const result = await find(catalog, { text: needle('openstack', size).toUpperCase() });
  const images = ids(truth('openstack', { size }));
  assert.deepEqual(ids(result.images), images.slice(-1));
  assert.deepEqual([result.total, result.totalKind, result.loaded], [1, 'exact', size]);
  // As the last page is full, only an empty one says that it is the last.
  const markers = queries('search').map((query) => query.get('marker'));
  assert.deepEqual(markers, [null, ...Array.from({ length: 10 }, (_, page) => images[page * 200 + 199])]);
  assert.equal(mostAtOnce(requests('search')), 1);
});

test('a service that sends fewer than it is asked for is read to its end', async () => {
  const catalog = new Catalog(source('openstack', { size: 130, run: 'short', 'short-pages': 25 }));
  assert.deepEqual(ids(await findAll(catalog, { text: '' })), ids(truth('openstack', { size: 130 })));
  assert.equal(requests('short').length, 6);
});

test('pages that say less than they count, because an image may not be seen, end nothing', async () => {
  const options = { size: 450, 'filtered-pages': 3 };
  const catalog = new Catalog(source('openstack', options));
  const result = await find(catalog, { text: '-', pageSize: 500 });
  assert.deepEqual(ids(result.images), ids(truth('openstack', options)));
  assert.equal(result.totalKind, 'exact');
});

test('where the image that a page begins behind is gone, the list is begun again', async () => {
  const options = { size: 450, run: 'lost', 'short-pages': 3, vanish: 1 };
  const catalog = new Catalog(source('openstack', options));
  const result = await find(catalog, { text: '-', pageSize: 500 });
  const all = ids(truth('openstack', { size: 450 }));
  assert.deepEqual(ids(result.images), all.toSpliced(2, 1));
  assert.deepEqual(requests('lost').filter(({ status }) => status === 400).length, 1);
});

for (const field of ['createdAt', 'updatedAt'] as const) {
  test(`the service sorts by ${field}, page by page`, async () => {
    const run = `sort-${field}`;
    const catalog = new Catalog(source('openstack', { size: 450, run }));
    const images = truth('openstack', { size: 450 });
    const sorted = images.map((image) => image[field]?.getTime() ?? 0).sort((a, b) => a - b);
    const found = await findAll(catalog, { sort: { field, direction: 'asc' } });
    assert.deepEqual(
      found.map((image) => image[field]?.getTime()),
      sorted,
    );
    assert.ok(queries(run).every((query) => query.get('sort') !== null));
  });
}

for (const left of [false, true]) {
  test(`a search that begins while a page is on its way${left ? ', and no longer wanted,' : ''} reads on from that page`, async () => {
    const run = `on-its-way-${left}`;
    const size = 5 * 200;
    const catalog = new Catalog(source('openstack', { size, run, latency: 100 }));
    await find(catalog);
    const abort = new AbortController();
    const turned = find(catalog, { page: 21 }, abort).catch(() => undefined);
    await waitUntil(() => requests(run).length === 2, 'the second page is on its way');
    if (left) abort.abort();
    const result = await find(catalog, { text: '-', pageSize: size });
    await turned;
    assert.deepEqual(ids(result.images), ids(truth('openstack', { size })));
    assert.deepEqual([result.totalKind, result.incomplete], ['exact', undefined]);
    assert.equal(
      queries(run).filter((query) => query.get('marker') === null).length,
      1,
      'only the first page has none',
    );
  });
}

test('a page that failed in a search is requested again when somebody turns to it', async () => {
  const size = 3 * 200;
  const options = { size, run: 'failed', fail: '403', pages: '1', times: 1 } as const;
  const catalog = new Catalog(source('openstack', options));
  const found = await find(catalog, { text: '-' });
  assert.deepEqual([found.total, found.incomplete?.reason], [200, 'failed']);
  const turned = await find(catalog, { page: 21 });
  assert.deepEqual(ids(turned.images), ids(truth('openstack', { size })).slice(400, 420));
  catalog.resume();
  const again = await find(catalog, { text: '-' });
  assert.deepEqual([again.total, again.totalKind, again.incomplete], [size, 'exact', undefined]);
  assert.equal(queries('failed').filter((query) => query.get('marker') === null).length, 1);
});
