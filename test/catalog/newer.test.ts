import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../src/catalog/index.js';
import { errorOf, startClouds } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { waitUntil } from '../support/wait.js';
import { find, ids, mostAtOnce, truth } from './questions.js';

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

const byDate = { sort: { field: 'createdAt', direction: 'asc' } } as const;
const latest = { sort: { field: 'createdAt', direction: 'desc' } } as const;
const project = { projectId: 'p' };

test('an order that an older service refuses is tried once, and made here from then on', async () => {
  const options = { size: 250, newer: 'off', run: 'older-sort' };
  const catalog = new Catalog(source('huawei-workspace', options));
  const sorted = () => requests('older-sort').filter(({ url }) => url.includes('sort_'));
  const result = await find(catalog, byDate);
  assert.deepEqual([result.total, result.totalKind, result.answeredBy], [250, 'exact', 'catalog']);
  assert.deepEqual(ids(result.images), ids(truth('huawei-workspace', options)).slice(0, 20));
  assert.deepEqual(
    sorted().map(({ status }) => status),
    [400],
  );
  await find(catalog, latest);
  catalog.reload();
  await find(catalog, { ...latest, filters: { os: ['linux'] } });
  assert.equal(sorted().length, 1, 'not tried again');
});

test('pickers that ask at once for what is refused are all answered', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 120, newer: 'off', run: 'older-both' }));
  const [first, second] = await Promise.all([find(catalog, byDate), find(catalog, latest)]);
  assert.deepEqual([first.total, second.total], [120, 120]);
});

test('an order that an older service passes over is made here', async () => {
  const days = ['2024-03-01', '2024-01-01', '2024-02-01'];
  const images = days.map((day, index) => ({ id: `i${index}`, name: `n${index}`, created_at: `${day}T00:00:00Z` }));
  const more = Array.from({ length: 97 }, (_, index) => ({ id: `j${index}`, created_at: '2024-06-01T00:00:00Z' }));
  const all = [...images, ...more, { id: 'last', created_at: '2020-01-01T00:00:00Z' }];
  const { endpoint } = tiny.serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const offset = Number(query.get('offset'));
    sendJson(response, 200, { images: all.slice(offset, offset + 100), total_count: all.length });
  });
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  const { images: found } = await find(catalog, { ...byDate, pageSize: 4 });
  assert.deepEqual(ids(found), ['last', 'i1', 'i2', 'i0']);
  const [oldest] = (await find(new Catalog(source('huawei-workspace', {}, { endpoint })), { ...byDate, pageSize: 1 }))
    .images;
  assert.equal(oldest?.id, 'last', 'one image alone is in any order');
});

test('a search that is under way when an order is refused is the only one that reads the list', async () => {
  const options = { size: 1000, newer: 'off', run: 'older-beside', latency: 20 } as const;
  const catalog = new Catalog(source('huawei-workspace', options));
  const search = find(catalog, { text: '-' });
  await waitUntil(() => requests('older-beside').length > 4, 'a search under way');
  const sorted = await find(catalog, byDate);
  assert.deepEqual([sorted.total, sorted.totalKind, (await search).totalKind], [1000, 'exact', 'exact']);
  const pages = requests('older-beside').filter(({ url }) => !url.includes('sort_'));
  assert.ok(pages.length <= 11, `${pages.length} requests for 10 pages`);
  assert.ok(mostAtOnce(requests('older-beside')) <= 4);
});

test('a parameter that an older service refuses is applied here', async () => {
  const options = { size: 250, newer: 'off', run: 'older-image' };
  const [, wanted] = truth('huawei-workspace', options).slice(120);
  const params = { ...project, imageId: wanted?.id };
  const catalog = new Catalog(source('huawei-workspace', options, { params }));
  for (const query of [{}, byDate, { text: wanted?.name ?? '' }]) {
    const result = await find(catalog, query);
    assert.deepEqual([ids(result.images), result.total, result.totalKind], [[wanted?.id], 1, 'exact']);
  }
  assert.deepEqual(ids(catalog.matches({ text: '', filters: {}, page: 1, pageSize: 20 }) ?? []), [wanted?.id]);
  assert.equal(requests('older-image').filter(({ url }) => url.includes('image_id')).length, 1);
  const newer = new Catalog(source('huawei-workspace', { size: 250, run: 'newer-image' }, { params }));
  assert.deepEqual(ids((await find(newer)).images), [wanted?.id]);
  assert.equal(requests('newer-image').length, 1);
});

test('what is refused for another reason stays an error, and is not asked for without end', async () => {
  const run = 'refused-anyway';
  const params = { ...project, imageId: 'a' };
  const catalog = new Catalog(source('huawei-workspace', { fail: '400', run }, { params }));
  for (const query of [byDate, {}]) assert.equal((await errorOf(find(catalog, query))).kind, 'bad-request');
  assert.equal(requests(run).length, 3);
  const plain = new Catalog(source('huawei-workspace', { fail: '400', run: 'refused-plain' }));
  assert.equal((await errorOf(find(plain))).kind, 'bad-request');
  assert.equal(requests('refused-plain').length, 1);
});
