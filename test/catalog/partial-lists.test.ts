import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { Catalog, type CatalogResult, type Filters } from '../../src/catalog/index.js';
import { defineProvider, type FilterDefinition } from '../../src/providers/provider.js';
import { startClouds } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { find, findAll, ids, mostAtOnce, truth } from './questions.js';

const { source, requests, queries } = await startClouds();
const tiny = await startTinyServer();

const body = z.object({ rows: z.array(z.unknown()), total: z.number() });
const visibilities = ['public', 'private', 'community'] as const;

/** Images of one visibility. */
const kind = (visibility: string, size: number) =>
  Array.from({ length: size }, (_, row) => ({ id: `${visibility}-${row}`, visibility }));
const images = visibilities.flatMap((visibility, index) => kind(visibility, 25 - index));

/** A cloud that lists only what is `listed`, unless it is asked for a visibility; ten on a page. */
function serve(listed: readonly string[], filter: Partial<FilterDefinition>) {
  const seen: string[] = [];
  const { endpoint } = tiny.serve((request, response) => {
    const query = new URL(request.url ?? '', 'http://tiny').searchParams;
    const wanted = query.get('visibility');
    seen.push(`${wanted ?? 'all'} ${query.get('offset') ?? ''}`);
    const rows = images.filter(({ visibility }) => (wanted ? visibility === wanted : listed.includes(visibility)));
    const offset = Number(query.get('offset'));
    sendJson(response, 200, { rows: rows.slice(offset, offset + 10), total: rows.length });
  });
  const provider = defineProvider({
    id: 'partial',
    name: 'Partial',
    paths: ['/images'],
    params: {},
    authorize: () => ({}),
    paging: { style: 'offset', limit: 'limit', offset: 'offset', max: 10 },
    filters: { visibility: { query: { key: 'visibility' }, options: visibilities, ...filter } },
    columns: [],
    image: z.looseObject({ id: z.string(), visibility: z.string() }),
    toImage: ({ id, visibility }) => ({ id, name: id, visibility, status: 'ready', locations: [] }),
    readPage: (page) => body.parse(page),
    readError: () => undefined,
  });
  return { catalog: new Catalog({ provider, params: {}, endpoint, credentials: () => 'token' }), seen };
}

const everything = { sort: { field: 'name', direction: 'asc' }, pageSize: 100 } as const;
const facts = ({ total, totalKind, incomplete }: CatalogResult) => [total, totalKind, incomplete?.reason];
const optionsOf = ({ facets }: CatalogResult) => facets[0]?.options;

for (const partial of [{ unlisted: ['community'] }, { maybeUnlisted: visibilities }]) {
  const name = Object.keys(partial).join();

  test(`a value that a list leaves out is asked for, stays on offer and has no count: ${name}`, async () => {
    const { catalog, seen } = serve(['public', 'private'], partial);
    const whole = await find(catalog, everything);
    assert.deepEqual(facts(whole), [49, 'exact', undefined]);
    assert.deepEqual(optionsOf(whole), [
      { value: 'public', count: 25 },
      { value: 'private', count: 24 },
      { value: 'community' },
    ]);
    const before = seen.length;
    await find(catalog, { filters: { visibility: ['private'] } });
    assert.equal(seen.length, before, 'what the list shows is here');
    const community = await find(catalog, { text: 'ty-1', filters: { visibility: ['community'] }, pageSize: 50 });
    assert.deepEqual(facts(community), [11, 'exact', undefined]);
    assert.deepEqual(
      seen.slice(before).sort(),
      [0, 10, 20].map((offset) => `community ${offset}`),
    );
  });

  test(`an image that such a list does not have is gone only when the rest has been asked for: ${name}`, async () => {
    const { catalog } = serve(['public', 'private'], partial);
    await find(catalog, everything);
    assert.deepEqual([catalog.presence('never'), catalog.presence('community-3')], ['unknown', 'unknown']);
    await find(catalog, { ...everything, filters: { visibility: ['community'] } });
    assert.deepEqual([catalog.presence('never'), catalog.presence('community-3')], ['absent', 'present']);
  });

  test(`values that a list has and values that it leaves out are found together: ${name}`, async () => {
    const { catalog, seen } = serve(['public', 'private'], partial);
    await find(catalog, everything);
    const before = seen.length;
    const filters: Filters = { visibility: ['community', 'private'] };
    const wanted = ['private', 'community'].flatMap((value) =>
      ids(images.map(asImage)).filter((id) => id.startsWith(value)),
    );
    assert.deepEqual(ids(await findAll(catalog, { filters, pageSize: 7 })), wanted);
    assert.equal(seen.length, before + 3);
    assert.deepEqual(facts(await find(catalog, { filters, text: '-24' })), [0, 'exact', undefined]);
    assert.deepEqual(facts(await find(catalog, { filters, text: '-22' })), [2, 'exact', undefined]);
    assert.equal(catalog.matches({ text: '', filters, page: 1, pageSize: 5 })?.length, 47);
    assert.equal(seen.length, before + 3);
  });
}

const asImage = (row: (typeof images)[number]) =>
  ({ ...row, name: row.id, status: 'ready', locations: [], source: row }) as const;

test('what no document says is learned from the list: a value that it shows is answered from it', async () => {
  const { catalog, seen } = serve(visibilities, { maybeUnlisted: visibilities });
  const whole = await find(catalog, everything);
  assert.deepEqual(
    optionsOf(whole)?.map(({ count }) => count),
    [25, 24, 23],
  );
  const before = seen.length;
  assert.deepEqual(facts(await find(catalog, { filters: { visibility: ['community'] } })), [23, 'exact', undefined]);
  assert.equal(catalog.presence('never'), 'absent');
  assert.equal(seen.length, before);
});

test('without such a declaration nothing is asked for beyond the list', async () => {
  const { catalog, seen } = serve(['public', 'private'], {});
  await find(catalog, everything);
  const before = seen.length;
  assert.deepEqual(facts(await find(catalog, { filters: { visibility: ['community'] } })), [0, 'exact', undefined]);
  assert.equal(catalog.presence('never'), 'absent');
  assert.equal(seen.length, before);
});

for (const [cloud, id, values] of [
  ['huawei-cloud-phone', 'visibility', ['public', 'private', 'share']],
  ['huawei-workspace', 'visibility', ['gold', 'private']],
  ['hostway', 'status', ['deleted']],
] as const) {
  test(`${cloud}: a list without ${id} is not taken for everything until it has shown each value`, async () => {
    const run = `partial-${cloud}`;
    const catalog = new Catalog(source(cloud, { size: 0, run }));
    const whole = await find(catalog);
    assert.deepEqual(facts(whole), [0, 'exact', undefined]);
    const options = whole.facets.find((facet) => facet.id === id)?.options.map(({ value }) => value);
    assert.deepEqual(options, values);
    for (const value of values) await find(catalog, { filters: { [id]: [value] } });
    assert.equal(requests(run).length, 1 + values.length);

    const full = new Catalog(source(cloud, { size: 450, run: `${run}-full` }));
    await find(full, everything);
    const before = requests(`${run}-full`).length;
    for (const value of values) assert.ok((await find(full, { filters: { [id]: [value] } })).total > 0);
    assert.equal(requests(`${run}-full`).length, before);
    assert.equal(full.presence('never'), 'absent');
  });
}

const size = 450;

test('two values that only the server can judge are asked for one by one, and joined', async () => {
  const run = 'joined';
  const catalog = new Catalog(source('huawei-workspace', { size, run, latency: '2-6' }));
  const all = truth('huawei-workspace', { size });
  const wanted = ['arm', 'x86'].flatMap((value) => ids(all.filter(({ architecture }) => architecture === value)));
  const filters: Filters = { architecture: ['arm', 'x86'] };
  const first = await find(catalog, { filters });
  assert.deepEqual(facts(first), [wanted.length, 'exact', undefined]);
  assert.deepEqual(ids(first.images), wanted.slice(0, 20));
  assert.ok(mostAtOnce(requests(run)) <= 4);
  const asked = requests(run).length;
  assert.equal(asked, new Set(requests(run).map(({ url }) => url)).size, 'no page is asked for twice');
  assert.ok(queries(run).every((query) => query.get('architecture') !== null));

  assert.deepEqual(ids(await findAll(catalog, { filters })), wanted);
  const sorted = await findAll(catalog, { filters, sort: { field: 'createdAt', direction: 'desc' } });
  const moments = sorted.map(({ createdAt }) => createdAt?.getTime() ?? 0);
  assert.deepEqual(
    moments,
    [...moments].sort((a, b) => b - a),
  );
  assert.deepEqual(new Set(ids(sorted)), new Set(wanted));
  const os = await find(catalog, { filters: { ...filters, os: ['windows'] }, text: 'workspace' });
  const some = all.filter(({ os, name }) => os?.family === 'windows' && /workspace/i.test(name));
  assert.deepEqual(facts(os), [some.length, 'exact', undefined]);
  assert.equal(requests(run).length, asked, 'none of this costs a request');
});

test('the two types of Hostway images, together, are all of them, each once', async () => {
  const catalog = new Catalog(source('hostway', { size, run: 'types' }));
  const both = await findAll(catalog, { filters: { type: ['SERVER', 'BASE', 'SERVER'] } });
  assert.deepEqual([...ids(both)].sort(), [...ids(truth('hostway', { size }))].sort());
  assert.deepEqual(queries('types').map(String), ['type=SERVER', 'type=BASE']);
});

test('an image that two lists have is found once', async () => {
  const image = truth('hostway', { size })[5];
  const other = truth('hostway', { size })[6];
  assert.ok(image && other);
  const catalog = new Catalog(source('hostway', { size }));
  const filters: Filters = { name: [image.name, other.name], type: ['BASE', 'SERVER'] };
  const found = await findAll(catalog, { filters });
  assert.equal(new Set(ids(found)).size, found.length);
  assert.ok(ids(found).includes(image.id) && ids(found).includes(other.id));
});

test('a joined search that is stopped, or reaches its limit, says so, and goes on with what is missing', async () => {
  const filters: Filters = { architecture: ['x86', 'arm'] };
  const limited = new Catalog(source('huawei-workspace', { size: 1950, run: 'joined-limit' }));
  const part = await find(limited, { filters }, { walkLimit: 300 });
  assert.deepEqual([part.totalKind, part.incomplete], ['minimum', { reason: 'limit' }]);
  assert.ok(part.loaded < 900, `${part.loaded} loaded`);
  limited.resume();
  const wanted = truth('huawei-workspace', { size: 1950 }).length;
  assert.deepEqual(facts(await find(limited, { filters }, { walkLimit: 300 })), [wanted, 'exact', undefined]);
  const urls = requests('joined-limit').map(({ url }) => url);
  assert.equal(urls.length, new Set(urls).size, 'no page is asked for twice');

  const stopped = new Catalog(source('huawei-workspace', { size: 1950, run: 'joined-stop', latency: '3-9' }));
  const searching = find(stopped, { filters }, { onProgress: () => stopped.stop() });
  assert.deepEqual([(await searching).totalKind, (await searching).incomplete], ['minimum', { reason: 'stopped' }]);
  const before = requests('joined-stop').length;
  assert.equal((await find(stopped, { filters, text: 'a' })).incomplete?.reason, 'stopped');
  assert.equal(requests('joined-stop').length, before, 'a stopped search stays stopped');
  stopped.resume();
  assert.deepEqual(facts(await find(stopped, { filters })), [wanted, 'exact', undefined]);
});

test('a page of one of the lists that fails leaves a partial answer, and is all that a retry asks for', async () => {
  const run = 'joined-fail';
  const filters: Filters = { architecture: ['x86', 'arm'] };
  const catalog = new Catalog(source('huawei-workspace', { size: 1950, run, fail: '500', pages: '3', times: 1 }));
  const part = await find(catalog, { filters });
  assert.deepEqual([part.totalKind, part.incomplete?.reason], ['minimum', 'failed']);
  const before = requests(run).length;
  catalog.resume();
  assert.deepEqual(facts(await find(catalog, { filters })), [1950, 'exact', undefined]);
  assert.equal(requests(run).length, before + 1);
});
