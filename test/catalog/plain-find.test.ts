import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentials } from '../../simulator/index.js';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';

const { source } = await startClouds();

test('find() alone returns the first ten of all images', async () => {
  for (const cloud of ['zstack', 'huawei-workspace'] as const) {
    const { images, page, offset, total } = await new Catalog(source(cloud, { size: 30 })).find();
    assert.deepEqual([images.length, page, offset, total], [10, 1, 0, 30]);
  }
});

test('find() takes any part of a query, and options only where they are needed', async () => {
  const catalog = new Catalog(source('zstack', { size: 30 }));
  const first = await catalog.find({ pageSize: 20 });
  const second = await catalog.find({ pageSize: 20, page: 2 });
  assert.deepEqual([first.images.length, second.images.length, second.offset], [20, 10, 20]);
  await assert.rejects(catalog.find({}, { signal: AbortSignal.abort(new Error('taken back')) }), /taken back/);
});

test('a catalogue takes credentials in the forms that an element takes', async () => {
  const { username, password } = credentials.hostway;
  for (const form of [
    { username, password },
    () => ({ username, password }),
    () => Promise.resolve({ username, password }),
  ])
    assert.equal((await new Catalog(source('hostway', {}, { credentials: form })).find()).total, 12);
  const token = credentials.horizon;
  for (const form of [token, () => token, async ({ refresh }: { refresh: boolean }) => (refresh ? token : 'expired')])
    assert.equal((await new Catalog(source('horizon', {}, { credentials: form })).find()).images.length, 10);
});

test('a page or page size that is none is the default, and a page size without a bound is everything', async () => {
  for (const cloud of ['horizon', 'zstack', 'huawei-workspace', 'hostway', 'openstack'] as const) {
    const catalog = new Catalog(source(cloud, { size: 250 }));
    const first = (await catalog.find()).images;
    for (const odd of [0, -1, NaN, 0.5]) {
      assert.deepEqual((await catalog.find({ page: odd })).images, first, `${cloud}, page ${odd}`);
      assert.deepEqual((await catalog.find({ pageSize: odd })).images, first, `${cloud}, ${odd} images on a page`);
    }
    const whole = await catalog.find({ pageSize: Infinity });
    assert.deepEqual([whole.images.length, whole.offset, whole.page], [whole.total, 0, 1], cloud);
    assert.deepEqual((await catalog.find({ page: Infinity, pageSize: 100 })).page, Math.ceil(whole.total / 100), cloud);
  }
});

test('a callback that throws ends its own query, and no other', async () => {
  const catalog = new Catalog(source('zstack', { size: 1000, latency: 5 }));
  const onProgress = () => {
    throw new Error('a bug in the page');
  };
  const [broken, other] = await Promise.allSettled([
    catalog.find({ text: 'a' }, { onProgress }),
    catalog.find({ text: 'e' }),
  ]);
  assert.equal(broken.status === 'rejected' && String(broken.reason), 'Error: a bug in the page');
  assert.equal(other.status === 'fulfilled' && other.value.totalKind, 'exact');
});
