import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { find, truth } from './questions.js';

const { source, requests } = await startClouds();

const MINUTE = 60_000;
const size = 450;
const images = truth('huawei-workspace', { size });
const idAt = (position: number) => images[position]?.id ?? '';

test('an image that was seen on any page can be had by its id', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size }));
  assert.equal(catalog.get(idAt(0)), undefined);
  await find(catalog);
  assert.equal(catalog.get(idAt(99))?.name, images[99]?.name);
  assert.equal(catalog.get(idAt(300)), undefined);
  await find(catalog, { text: 'a' });
  assert.equal(catalog.get(idAt(449))?.name, images[449]?.name);
});

test('an id is absent only once everything has been read', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size }));
  assert.equal(catalog.presence('none'), 'unknown');
  await find(catalog);
  assert.deepEqual(
    [catalog.presence(idAt(3)), catalog.presence(idAt(449)), catalog.presence('none')],
    ['present', 'unknown', 'unknown'],
  );
  await find(catalog, { text: 'nothing has this' });
  assert.deepEqual([catalog.presence(idAt(449)), catalog.presence('none')], ['present', 'absent']);
});

test('all that the server has of one kind says nothing about an id of another', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 60 }));
  const result = await find(catalog, { filters: { os: ['linux'] } });
  assert.equal(result.totalKind, 'exact');
  assert.equal(catalog.presence('none'), 'unknown');
});

test('a search that was not finished says nothing about what it has not seen', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size, fail: '500', pages: '2' }));
  await find(catalog, { text: 'a' });
  assert.equal(catalog.presence(idAt(250)), 'unknown');
  assert.equal(catalog.presence(idAt(449)), 'present');
});

test('what was read is taken to be true for five minutes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 1) });
  const run = 'minutes';
  const catalog = new Catalog(source('huawei-workspace', { size, run }));
  const first = await find(catalog, { text: 'a' });
  assert.equal(first.loadedAt.toISOString(), '2026-01-01T00:00:00.000Z');
  t.mock.timers.tick(5 * MINUTE);
  await find(catalog, { text: 'b' });
  assert.equal(requests(run).length, 5);
  t.mock.timers.tick(1);
  const second = await find(catalog, { text: 'b' });
  assert.equal(requests(run).length, 10);
  assert.equal(second.loadedAt.toISOString(), '2026-01-01T00:05:00.001Z');
});

test('a page from the server grows old as well', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 1) });
  const catalog = new Catalog(source('huawei-workspace', { size, run: 'page' }));
  await find(catalog);
  t.mock.timers.tick(6 * MINUTE);
  await find(catalog);
  await find(catalog);
  assert.equal(requests('page').length, 2);
});

test('a reload asks the cloud again, once for everyone', async () => {
  const run = 'reload';
  const catalog = new Catalog(source('huawei-workspace', { size, run, appear: 5 }));
  const before = await find(catalog, { text: 'workspace' });
  assert.equal(requests(run).length, 5);
  catalog.reload();
  assert.equal(catalog.presence('none'), 'unknown');
  const [after] = await Promise.all([find(catalog, { text: 'workspace' }), find(catalog, { text: 'b' })]);
  assert.equal(requests(run).length, 10);
  assert.ok(after.loaded === before.loaded + 1);
});

test('a reload while a search is under way leaves that search its answer', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size, latency: 5 }));
  const searching = find(catalog, { text: 'a' });
  catalog.reload();
  assert.equal((await searching).totalKind, 'exact');
  assert.equal((await find(catalog, { text: 'a' })).totalKind, 'exact');
});

test('two catalogues know nothing of each other', async () => {
  const run = 'two';
  await find(new Catalog(source('huawei-workspace', { size, run })));
  await find(new Catalog(source('huawei-workspace', { size, run })));
  assert.equal(requests(run).length, 2);
});
