import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudIds, type AddressOptions } from '../../simulator/index.js';
import { Catalog } from '../../src/catalog/index.js';
import { startClouds } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { find, findAll, ids, paged, truth } from './questions.js';

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

/** Sorted by name: nothing but everything can answer it. */
const everything = { sort: { field: 'name', direction: 'asc' }, pageSize: 20_000 } as const;

/** What may be wrong with a list whose images are all there. */
const oddities: readonly AddressOptions[] = [
  { total: 'short' },
  { total: 'absent' },
  { total: 'huge' },
  { total: 400 },
  { total: 0 },
  { 'short-pages': 30 },
  { 'short-pages': 1, size: 40 },
  { 'filtered-pages': 3 },
  { duplicates: 7 },
  { duplicates: 7, total: 'absent' },
  { odd: 1 },
  { odd: 1, total: 'huge', duplicates: 5 },
];

for (const [cloud, max] of paged) {
  for (const oddity of oddities) {
    const name = JSON.stringify(oddity);
    test(`${cloud}: with ${name} every image is found once, and the asking ends`, async () => {
      const options: AddressOptions = { size: 4 * max + max / 2, ...oddity };
      const run = `${cloud}-${name.replace(/\W+/g, '-')}`;
      const catalog = new Catalog(source(cloud, { ...options, run }));
      const result = await find(catalog, everything);
      const images = ids(truth(cloud, options));
      assert.deepEqual(ids(result.images).sort(), [...images].sort());
      // Where the cloud says that it has more than it sends, and not by its pages either, nobody can know that this is all.
      const unsure = oddity['total'] === 'huge' && cloud !== 'horizon';
      assert.deepEqual(
        [result.total, result.totalKind, result.incomplete],
        [images.length, ...(unsure ? ['minimum', { reason: 'missing' }] : ['exact', undefined])],
      );
      const perPage = Math.min(max, Number(options['short-pages'] ?? max));
      const needed = Math.ceil((Number(options['size']) + Number(options['duplicates'] ?? 0)) / perPage);
      // Four are under way when the end comes; hidden images make pages look shorter than they are.
      const most = 'filtered-pages' in options ? needed * 2 : needed + 4;
      assert.ok(requests(run).length <= most, `${requests(run).length} requests for ${needed} pages`);
      assert.deepEqual(ids((await find(catalog, { pageSize: 20_000 })).images), images, 'in the order of the cloud');
    });
  }
}

for (const cloud of cloudIds) {
  test(`${cloud}: rows that cannot be read are left out and counted`, async () => {
    const catalog = new Catalog(source(cloud, { size: 450, 'bad-rows': 9 }));
    const result = await find(catalog, { ...everything, text: '' });
    assert.deepEqual([result.total, result.unreadable, result.totalKind], [450, 9, 'exact']);
    assert.deepEqual(ids(result.images).sort(), ids(truth(cloud, { size: 450 })).sort());
  });

  test(`${cloud}: a list without images is an answer`, async () => {
    const run = `none-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: 0, run }));
    for (const query of [{}, { text: 'a' }, { page: 5 }]) {
      const result = await find(catalog, query);
      assert.deepEqual([result.images, result.total, result.totalKind, result.page], [[], 0, 'exact', 1]);
    }
    assert.equal(requests(run).length, 1);
  });

  test(`${cloud}: the example of its document is listed`, async () => {
    const result = await find(new Catalog(source(cloud, { catalogue: 'example' })), { text: '' });
    assert.ok(result.images.length > 0);
    assert.equal(result.unreadable, 0);
  });
}

for (const total of ['absent', 'short'] as const) {
  test(`horizon: the size of a page is what the cloud says it is, with a total that is ${total}`, async () => {
    const run = `capped-${total}`;
    const catalog = new Catalog(source('horizon', { size: 1061, 'short-pages': 30, total, run }));
    const result = await find(catalog, { ...everything, text: '' });
    assert.deepEqual([result.total, result.totalKind, result.incomplete], [1061, 'exact', undefined]);
    assert.ok(requests(run).length <= Math.ceil(1061 / 30) + 4);
  });
}

test('a short total is not believed, and pages can be turned beyond it', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 450, total: 'short' }));
  const first = await find(catalog);
  assert.deepEqual([first.total, first.totalKind, first.expected], [100, 'minimum', undefined]);
  assert.equal((await findAll(catalog, everything)).length, 450);
});

for (const change of ['vanish', 'appear'] as const) {
  test(`an image that ${change}s while the list is read costs a second reading, and none is lost`, async () => {
    const run = change;
    const catalog = new Catalog(source('huawei-workspace', { size: 950, run, [change]: 5 }));
    const result = await find(catalog, everything);
    const before = ids(truth('huawei-workspace', { size: 950 }));
    const missing = before.filter((id) => !ids(result.images).includes(id));
    assert.equal(missing.length, change === 'vanish' ? 1 : 0);
    assert.equal(result.total, change === 'vanish' ? 949 : 951);
    assert.deepEqual([result.totalKind, result.incomplete], ['exact', undefined]);
    assert.ok(requests(run).length <= 21, `${requests(run).length} requests`);
    const asked = requests(run).length;
    await find(catalog, { text: 'a' });
    assert.equal(requests(run).length, asked);
  });
}

/** A Workspace whose list grows by one with every request. */
const restless = (size: number) =>
  tiny.serve((request, response, count) => {
    const offset = Number(new URL(request.url ?? '', 'http://tiny').searchParams.get('offset'));
    const rows = Array.from({ length: size + count }, (_, row) => ({ id: `i${row}`, name: `n${row}` }));
    sendJson(response, 200, { images: rows.slice(offset, offset + 100), total_count: rows.length });
  });

test('a list that never stands still is read twice at most, and the answer says that it changed', async () => {
  const { endpoint, requests: seen } = restless(350);
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  const result = await find(catalog, everything);
  assert.deepEqual([result.incomplete, result.totalKind], [{ reason: 'changed' }, 'minimum']);
  assert.ok(seen.length <= 10, `${seen.length} requests`);
  const asked = seen.length;
  assert.equal((await find(catalog, { text: 'n1' })).incomplete?.reason, 'changed');
  assert.equal(seen.length, asked);
});

test('a person who types on during the second reading gets its answer, and so does everyone after', async () => {
  let slow: () => void = () => undefined;
  // The list is 250 long, then 251 for good; the second reading stops at its second page until it is let go.
  const { endpoint, requests: seen } = tiny.serve((request, response, count) => {
    const offset = Number(new URL(request.url ?? '', 'http://tiny').searchParams.get('offset'));
    const rows = Array.from({ length: count < 3 ? 250 : 251 }, (_, row) => ({ id: `i${row}`, name: `n${row}` }));
    const answer = () =>
      sendJson(response, 200, { images: rows.slice(offset, offset + 100), total_count: rows.length });
    if (count === 5) slow = answer;
    else answer();
  });
  const catalog = new Catalog(source('huawei-workspace', {}, { endpoint }));
  const abort = new AbortController();
  const first = find(catalog, { text: 'n' }, { signal: abort.signal }).catch(() => 'left');
  while (seen.length < 6) await new Promise(setImmediate);
  abort.abort();
  const second = find(catalog, { text: 'n2' });
  assert.equal(await first, 'left');
  slow();
  assert.deepEqual([(await second).incomplete, (await second).totalKind], [undefined, 'exact']);
  const asked = seen.length;
  const third = await find(catalog, { text: 'n25' });
  assert.deepEqual([third.incomplete, third.total], [undefined, 2]);
  assert.equal(seen.length, asked);
});

test('a cloud that answers every page with the first one is not asked for ever', async () => {
  const rows = Array.from({ length: 100 }, (_, row) => ({ id: `i${row}` }));
  const { endpoint, requests: seen } = tiny.serve((_, response) => sendJson(response, 200, { images: rows }));
  const result = await find(new Catalog(source('huawei-workspace', {}, { endpoint })), everything);
  assert.equal(result.total, 100);
  assert.ok(seen.length <= 12, `${seen.length} requests`);
});

test('a total beyond all bounds makes no endless list', async () => {
  for (const total_count of [1e308, -1, 'many', 2 ** 53]) {
    const { endpoint, requests: seen } = tiny.serve((_, response) =>
      sendJson(response, 200, { images: [{ id: 1 }, { id: 2 }], total_count }),
    );
    const result = await find(new Catalog(source('huawei-workspace', {}, { endpoint })), { ...everything, page: 7 });
    assert.equal(result.total, 2);
    assert.ok(seen.length <= 12, `${String(total_count)}: ${seen.length} requests`);
  }
});

test('while one page is slow, the others do not run on beyond the end', async () => {
  let slow: () => void = () => undefined;
  const { endpoint, requests: seen } = tiny.serve((request, response) => {
    const offset = Number(new URL(request.url ?? '', 'http://tiny').searchParams.get('offset'));
    const rows = Array.from({ length: 350 }, (_, row) => ({ id: `i${row}` }));
    const answer = () => sendJson(response, 200, { images: rows.slice(offset, offset + 100) });
    if (offset === 100) slow = answer;
    else answer();
  });
  const searching = find(new Catalog(source('huawei-workspace', {}, { endpoint })), everything);
  let counted: number;
  // As long as anything is still asked for within so many turns of the event loop, it runs on.
  for (let quiet = 0; quiet < 200 && seen.length < 40; quiet = seen.length === counted ? quiet + 1 : 0) {
    counted = seen.length;
    await new Promise(setImmediate);
  }
  slow();
  const result = await searching;
  assert.deepEqual([result.total, result.totalKind], [350, 'exact']);
  assert.ok(seen.length <= 8, `${seen.length} requests`);
});
