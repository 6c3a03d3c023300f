import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudId } from '../../simulator/index.js';
import { Catalog, type Filters } from '../../src/catalog/index.js';
import { facetValues } from '../../src/catalog/filter.js';
import type { CloudImage } from '../../src/providers/image.js';
import type { SortDirection, SortField } from '../../src/providers/provider.js';
import { startClouds } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { find, findAll, ids, truth } from './questions.js';

const { source, requests, queries } = await startClouds();
const tiny = await startTinyServer();

const size = 950;

/** Filters that the cloud judges by itself, and what it must be asked for. */
const native: readonly (readonly [CloudId, Filters, string])[] = [
  ['huawei-workspace', { os: ['windows'] }, 'os_type=Windows'],
  ['huawei-workspace', { os: ['linux'] }, 'os_type=Linux'],
  ['huawei-workspace', { visibility: ['gold'] }, 'image_type=gold'],
  ['huawei-workspace', { visibility: ['private'], os: ['linux'] }, 'image_type=private&os_type=Linux'],
  ['huawei-cloud-phone', { visibility: ['public'] }, 'image_type=public'],
  ['huawei-cloud-phone', { visibility: ['share'], status: [] }, 'image_type=share'],
  ['huawei-cloud-phone', { status: ['pending'] }, 'status=0'],
  ['huawei-cloud-phone', { status: ['ready'] }, 'status=1'],
  ['huawei-cloud-phone', { status: ['failed'], visibility: ['private'] }, 'status=2&image_type=private'],
  ['hostway', { status: ['ready'] }, 'status=ACTIVE'],
  ['hostway', { status: ['pending'] }, 'status=SAVING'],
  ['hostway', { status: ['deleted'] }, 'status=DELETED'],
  ['hostway', { location: ['CHI001'] }, 'zone=CHI001'],
];

const passes = (image: CloudImage, filters: Filters) =>
  Object.entries(filters).every(
    ([id, values]) => values.length === 0 || facetValues(image, id).some((value) => values.includes(value)),
  );

for (const [cloud, filters, expected] of native) {
  test(`${cloud}: ${JSON.stringify(filters)} is asked as ${expected}, and server and catalogue agree`, async () => {
    const run = `${cloud}-${expected.replace(/\W/g, '-')}`;
    const wanted = ids(truth(cloud, { size }).filter((image) => passes(image, filters)));
    assert.ok(wanted.length > 0 && wanted.length < size);

    const asking = new Catalog(source(cloud, { size, run }));
    const first = await find(asking, { filters });
    assert.equal(requests(run).length, 1);
    const [query] = queries(run);
    for (const key of ['limit', 'offset']) query?.delete(key);
    assert.equal(query?.toString(), expected);
    assert.equal(first.total, wanted.length);
    assert.deepEqual(ids(await findAll(asking, { filters })), wanted);

    const whole = new Catalog(source(cloud, { size, run: `${run}-whole` }));
    await find(whole, { text: 'a' });
    const before = requests(`${run}-whole`).length;
    assert.deepEqual(ids(await findAll(whole, { filters })), wanted);
    assert.equal(requests(`${run}-whole`).length, before);
  });
}

test('what a cloud cannot judge exactly is found by reading everything', async () => {
  const cases: readonly (readonly [CloudId, Filters])[] = [
    ['huawei-workspace', { os: ['windows', 'linux'] }],
    ['huawei-workspace', { os: ['other'] }],
    ['huawei-workspace', { format: ['raw'], os: ['windows'] }],
    ['huawei-cloud-phone', { 'image-version': ['AOSP 11.0'] }],
    ['huawei-cloud-phone', { status: ['failed', 'pending'] }],
    ['horizon', { 'gpu-type': ['NVIDIA'], status: ['ready'] }],
    ['horizon', { location: ['640a77b19a2b4c0017e5b113'], 'multi-session': ['true'] }],
  ];
  for (const [cloud, filters] of cases) {
    const run = `walk-${cloud}-${JSON.stringify(filters).replace(/\W+/g, '-')}`;
    const result = await findAll(new Catalog(source(cloud, { size, seed: 3, run })), { filters });
    const expected = truth(cloud, { size, seed: 3 }).filter((image) => passes(image, filters));
    assert.deepEqual(ids(result), ids(expected));
    // Horizon has 200 on a page.
    assert.equal(requests(run).length, cloud === 'horizon' ? 5 : 10);
    for (const query of queries(run)) {
      const keys = [...query.keys()].filter((key) => !['limit', 'offset', 'page', 'size'].includes(key));
      assert.deepEqual(keys, []);
    }
  }
});

test('what only the server can judge is always asked of it, together with a search', async () => {
  const run = 'server-only';
  const catalog = new Catalog(source('huawei-workspace', { size, run }));
  await find(catalog, { text: 'workspace' });
  assert.equal(requests(run).length, 10);
  const arm = await find(catalog, { text: 'workspace', filters: { architecture: ['arm'] } });
  const images = truth('huawei-workspace', { size });
  const expected = images.filter(({ name, architecture }) => architecture === 'arm' && /workspace/i.test(name));
  assert.equal(arm.total, expected.length);
  assert.deepEqual([arm.totalKind, arm.answeredBy], ['exact', 'catalog']);
  assert.ok(
    queries(run)
      .slice(10)
      .every((query) => query.get('architecture') === 'arm'),
  );
  const asked = requests(run).length;
  await find(catalog, { text: 'desk', filters: { architecture: ['arm'], format: ['raw'] } });
  await find(catalog, { text: 'desk' });
  assert.equal(requests(run).length, asked);
});

test('the type of a Hostway image, which it does not say, parts the list in two', async () => {
  const catalog = new Catalog(source('hostway', { size, run: 'type' }));
  const base = await findAll(catalog, { filters: { type: ['BASE'] } });
  const server = await findAll(catalog, { filters: { type: ['SERVER'] } });
  const all = ids(truth('hostway', { size }));
  assert.deepEqual([...ids(base), ...ids(server)].sort(), [...all].sort());
  assert.ok(base.length > 0 && server.length > 0);
  assert.deepEqual(queries('type').map(String), ['type=BASE', 'type=SERVER']);
});

test('a name that the server is asked for reaches it whole, whatever is in it', async () => {
  for (const [cloud, id, key] of [
    ['hostway', 'name', 'name'],
    ['huawei-cloud-phone', 'image-name', 'image_name'],
  ] as const) {
    const image = truth(cloud, { size })[5];
    assert.ok(image);
    const found = await find(new Catalog(source(cloud, { size, run: `name-${cloud}` })), {
      filters: { [id]: [image.name] },
    });
    assert.ok(ids(found.images).includes(image.id));
    assert.deepEqual(queries(`name-${cloud}`)[0]?.get(key), image.name);
    const nothing = await find(new Catalog(source(cloud, { size })), { filters: { [id]: ['50% & ü?'] } });
    assert.deepEqual([nothing.total, nothing.totalKind, nothing.images], [0, 'exact', []]);
  }
});

const sorts: readonly (readonly [CloudId, SortField, SortDirection, readonly string[]])[] = [
  ['horizon', 'createdAt', 'asc', ['createdAt,asc', 'id,asc']],
  ['horizon', 'createdAt', 'desc', ['createdAt,desc', 'id,asc']],
  ['horizon', 'updatedAt', 'asc', ['updatedAt,asc', 'id,asc']],
  ['horizon', 'updatedAt', 'desc', ['updatedAt,desc', 'id,asc']],
  ['huawei-workspace', 'createdAt', 'asc', ['created_at', 'asc']],
  ['huawei-workspace', 'createdAt', 'desc', ['created_at', 'desc']],
];

for (const [cloud, field, direction, words] of sorts) {
  test(`${cloud}: ${field} ${direction} is sorted by the server, as the catalogue itself would`, async () => {
    const run = `sort-${cloud}-${field}-${direction}`;
    const sort = { field, direction } as const;
    const asking = new Catalog(source(cloud, { size, run }));
    const { answeredBy } = await find(asking, { sort });
    assert.equal(answeredBy, 'server');
    assert.equal(requests(run).length, 1);
    const [query] = queries(run);
    assert.deepEqual(
      cloud === 'horizon' ? query?.getAll('sort') : [query?.get('sort_field'), query?.get('sort_type')],
      words,
    );
    const byServer = await findAll(asking, { sort });

    const whole = new Catalog(source(cloud, { size }));
    await find(whole, { text: 'a' });
    const byCatalog = await findAll(whole, { sort });
    const moments = (images: readonly CloudImage[]) => images.map((image) => image[field]);
    assert.deepEqual(moments(byServer), moments(byCatalog));
    assert.deepEqual(ids(byServer).sort(), ids(byCatalog).sort());
  });
}

test('filter and sort that the server knows go out together; with a sort that it lacks, everything is read', async () => {
  const filters = { os: ['linux'] };
  const catalog = new Catalog(source('huawei-workspace', { size, run: 'both' }));
  await find(catalog, { filters, sort: { field: 'createdAt', direction: 'desc' } });
  assert.match(requests('both')[0]?.url ?? '', /\?os_type=Linux&sort_field=created_at&sort_type=desc&/);
  const byName = await findAll(catalog, { filters, sort: { field: 'name', direction: 'asc' } });
  const names = byName.map(({ name }) => name);
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  assert.deepEqual(names, [...names].sort(order.compare));
  assert.equal(byName.length, truth('huawei-workspace', { size }).filter((image) => passes(image, filters)).length);
});

test('a filter that no provider knows, or a value named like a part of the language, finds nothing and breaks nothing', async () => {
  for (const filters of [{ os: ['constructor'] }, { constructor: ['x'] }, { toString: ['x'] }, { nonsense: ['x'] }]) {
    const result = await find(new Catalog(source('huawei-workspace', {})), { filters });
    assert.deepEqual([result.total, result.totalKind], [0, 'exact']);
  }
});

test('images of one date keep the order of the server, also once everything has been read', async () => {
  const rows = Array.from({ length: 450 }, (_, row) => ({
    id: `c${String((row * 277) % 450).padStart(3, '0')}`,
    status: 'AVAILABLE',
    createdAt: `2024-05-0${1 + (row % 5)}T00:00:00Z`,
  }));
  const { endpoint } = tiny.serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const list = [...rows];
    if (query.has('sort')) list.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id));
    const from = Number(query.get('page')) * 200;
    const content = list.slice(from, from + 200);
    sendJson(response, 200, { content, number: from / 200, size: 200, totalElements: 450, totalPages: 3 });
  });
  const sort = { field: 'createdAt', direction: 'desc' } as const;
  for (const readAt of [2, 10, 20]) {
    const catalog = new Catalog(source('horizon', {}, { endpoint }));
    const seen: string[] = [];
    for (let page = 1; page <= 23; page++) {
      if (page === readAt) await find(catalog, { text: 'c' });
      seen.push(...ids((await find(catalog, { sort, page })).images));
    }
    assert.deepEqual([new Set(seen).size, seen.length], [450, 450]);
  }
});
