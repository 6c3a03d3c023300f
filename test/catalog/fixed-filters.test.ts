import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueOf } from '../../simulator/index.js';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { find, findAll, ids, truth } from './questions.js';

const { source, requests, queries } = await startClouds();

const size = 450;
const everything = { sort: { field: 'name', direction: 'asc' }, pageSize: 500 } as const;
const valuesOf = (run: string, key: string) => new Set(queries(run).map((query) => query.get(key)));

test('a parameter that a filter could ask for is asked for alone, and the filter narrows down what it lists', async () => {
  const run = 'fixed';
  const catalog = new Catalog(source('openstack', { size, run }, { params: { visibility: 'all' } }));
  const all = await find(catalog, everything);
  assert.equal(all.totalKind, 'exact');
  const community = all.images.filter(({ visibility }) => visibility === 'community');
  assert.ok(community.length > 20 && all.total > size);
  const found = await findAll(catalog, { filters: { visibility: ['community'] } });
  assert.deepEqual(new Set(ids(found)), new Set(ids(community)));
  assert.deepEqual([...valuesOf(run, 'visibility')], ['all']);
  const counts = all.facets.find(({ id }) => id === 'visibility')?.options.map(({ count }) => count);
  assert.equal(
    counts?.reduce<number>((sum, count = 0) => sum + count, 0),
    all.total,
  );
});

test('a parameter takes nothing from the filters over other things', async () => {
  const run = 'fixed-other';
  const catalog = new Catalog(source('openstack', { size, run }, { params: { visibility: 'public' } }));
  const shown = await find(catalog, { filters: { status: ['ready'] } });
  assert.deepEqual([...valuesOf(run, 'status')], ['active']);
  assert.ok(shown.images.every(({ status, visibility }) => status === 'ready' && visibility === 'public'));
  assert.deepEqual(await findAll(catalog, { filters: { visibility: ['private'] } }), []);
  assert.deepEqual([...valuesOf(run, 'visibility')], ['public']);
});

test('the source stays the portal’s own, so that it is known again', () => {
  const given = source('openstack', { size }, { params: { visibility: 'public' } });
  assert.equal(new Catalog(given).source, given);
});

test('an image is gone only when no list has it, also where it is left out for two reasons', async () => {
  const run = 'two-reasons';
  const catalog = new Catalog(source('openstack', { size, run }));
  await find(catalog, everything);
  for (const filters of [{ visibility: ['community'] }, { 'os-hidden': ['true'] }]) {
    await find(catalog, { ...everything, filters });
    assert.equal(catalog.presence('never'), 'unknown');
  }
  const both = await find(catalog, { ...everything, filters: { visibility: ['community'], 'os-hidden': ['true'] } });
  assert.ok(both.total > 0);
  assert.equal(catalog.presence('never'), 'absent');
  assert.equal(catalog.presence(both.images[0]?.id ?? ''), 'present');
});

test('values that a list has and values that it leaves out are found together', async () => {
  const run = 'together';
  const catalog = new Catalog(source('openstack', { size, run }));
  const listed = truth('openstack', { size });
  assert.equal(listed.length, catalogueOf('openstack', { size }).length);
  const found = await findAll(catalog, { filters: { visibility: ['public', 'community'] } });
  const publicOnes = listed.filter(({ visibility }) => visibility === 'public');
  assert.deepEqual(ids(found.filter(({ visibility }) => visibility === 'public')), ids(publicOnes));
  assert.ok(found.some(({ visibility }) => visibility === 'community'));
  assert.equal(new Set(ids(found)).size, found.length);
  assert.equal(requests(run).length, 4, 'three pages of what is listed, one of the community');
});
