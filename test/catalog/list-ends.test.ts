import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { defineProvider, type Paging, type Provider } from '../../src/providers/provider.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';
import { errorOf } from '../http/clouds.js';
import { find, ids } from './questions.js';

const tiny = await startTinyServer();

const body = z.object({
  rows: z.array(z.unknown()),
  total: z.optional(z.number()),
  pages: z.optional(z.number()),
  next: z.optional(z.string()),
});

const pagings: Readonly<Record<'offset' | 'page' | 'marker' | 'none', Paging>> = {
  offset: { style: 'offset', limit: 'n', offset: 'at', max: 100 },
  page: { style: 'page', size: 'n', page: 'at', max: 100 },
  marker: { style: 'marker', limit: 'n', marker: 'at', max: 100 },
  none: { style: 'none' },
};

const providerWith = (paging: Paging): Provider =>
  defineProvider({
    id: 'portal',
    name: 'A portal’s own',
    paths: ['/images'],
    params: {},
    authorize: () => ({}),
    paging,
    filters: {},
    columns: [],
    image: z.looseObject({ id: z.string() }),
    toImage: ({ id }) => ({ id, name: id, status: 'ready', locations: [] }),
    readPage: (page) => body.parse(page),
    readError: () => undefined,
  });

/** A question that nothing but the whole list answers. */
const everything = { sort: { field: 'name', direction: 'asc' }, pageSize: 5_000 } as const;

const rows = (size: number) => Array.from({ length: size }, (_, row) => ({ id: `i${row}` }));

type Page = z.infer<typeof body>;

/** A list behind an address, whose pages are what `page` says; `at` is what the request asks for. */
function serve(style: keyof typeof pagings, page: (at: string | null, count: number) => Page | number) {
  const answer = (request: IncomingMessage, response: ServerResponse, count: number) => {
    const result = page(new URL(request.url ?? '', 'http://tiny').searchParams.get('at'), count);
    if (typeof result === 'number') sendJson(response, result, { message: 'no' });
    else sendJson(response, 200, result);
  };
  const { endpoint, requests } = tiny.serve(answer);
  const provider = providerWith(pagings[style]);
  return { catalog: new Catalog({ provider, params: {}, endpoint, credentials: () => 'token' }), requests };
}

const facts = ({ total, totalKind, incomplete }: CatalogResult) => [total, totalKind, incomplete?.reason];

const SIZE = 1061;
const CAP = 30;
const all = rows(SIZE);
const idsOf = (list: typeof all) => list.map(({ id }) => id);

const capped: Readonly<Record<string, [style: keyof typeof pagings, page: (at: string | null) => Page]>> = {
  'an offset, and a next page': ['offset', (at) => slice(Number(at), { next: true })],
  'an offset, and a total': ['offset', (at) => slice(Number(at), { total: SIZE })],
  'an offset, and nothing else': ['offset', (at) => slice(Number(at), {})],
  'an offset, and a total that is too low': ['offset', (at) => slice(Number(at), { total: 7 })],
  'a page number, and a next page': ['page', (at) => slice(Number(at) * CAP, { next: true })],
  'a page number, and a count of pages': ['page', (at) => slice(Number(at) * CAP, { pages: Math.ceil(SIZE / CAP) })],
  'a page number, and nothing else': ['page', (at) => slice(Number(at) * CAP, {})],
  'a marker': ['marker', (at) => slice(Number(at), { next: true })],
};

function slice(from: number, { next, ...said }: { next?: true; total?: number; pages?: number }): Page {
  const to = from + CAP;
  return { rows: all.slice(from, to), ...said, ...(next && to < SIZE && { next: String(to) }) };
}

for (const [said, [style, page]] of Object.entries(capped)) {
  test(`a server that sends less than it is asked for is read to its end, by ${said}`, async () => {
    const { catalog, requests } = serve(style, page);
    const result = await find(catalog, everything);
    assert.deepEqual(facts(result), [SIZE, 'exact', undefined]);
    assert.ok(requests.length <= Math.ceil(SIZE / CAP) + 4, `${requests.length} requests`);
    assert.deepEqual(ids((await find(catalog, { pageSize: 5_000 })).images), idsOf(all), 'in the order of the cloud');
  });
}

test('a short list is confirmed with one more request where nothing says how long it is', async () => {
  for (const style of ['offset', 'page'] as const) {
    const { catalog, requests } = serve(style, (at) => ({ rows: at === '0' ? rows(12) : [] }));
    assert.deepEqual(facts(await find(catalog)), [12, 'exact', undefined]);
    assert.equal(requests.length, 2);
  }
});

test('where that request fails, the images are shown, and no total is claimed', async () => {
  const { catalog } = serve('offset', (at) => (at === '0' ? { rows: rows(12) } : 500));
  const result = await find(catalog);
  assert.deepEqual([result.images.length, ...facts(result)], [12, 12, 'minimum', undefined]);
});

test('pages of different lengths leave nothing out', async () => {
  // The server cuts its pages by size in bytes: no two are alike.
  const lengths = [40, 25, 40, 7, 33, 40, 40, 1, 39];
  for (const said of [{ total: SIZE }, { next: 'more' }]) {
    const { catalog, requests } = serve('offset', (at) => {
      const from = Number(at);
      const to = from + (lengths[from % lengths.length] ?? 1);
      const { next, ...others } = { next: undefined, ...said };
      return { rows: all.slice(from, to), ...others, ...(to < SIZE && { next }) };
    });
    assert.deepEqual(facts(await find(catalog, everything)), [SIZE, 'exact', undefined]);
    assert.ok(requests.length < 150, `${requests.length} requests`);
  }
});

test('a page that spans many pages of a capped server is loaded with four requests at once', async () => {
  let underWay = 0;
  let most = 0;
  const { endpoint } = tiny.serve((request, response) => {
    most = Math.max(most, ++underWay);
    const at = Number(new URL(request.url ?? '', 'http://tiny').searchParams.get('at'));
    setTimeout(() => {
      underWay--;
      sendJson(response, 200, { rows: all.slice(at, at + 20), total: SIZE });
    }, 5);
  });
  const provider = providerWith(pagings.offset);
  const catalog = new Catalog({ provider, params: {}, endpoint, credentials: () => 'token' });
  const [shown] = await Promise.all([
    find(catalog, { pageSize: 500 }),
    find(catalog, { pageSize: 500, page: 2 }),
    find(catalog, everything),
  ]);
  assert.equal(shown.images.length, 500);
  assert.equal(most, 4);
});

test('once one of those pages has failed, the others are not asked for', async () => {
  const { catalog, requests } = serve('offset', (at) =>
    Number(at) < 60 ? { rows: all.slice(Number(at), Number(at) + 20), total: SIZE } : 500,
  );
  assert.equal((await errorOf(find(catalog, { pageSize: 500 }))).status, 500);
  assert.ok(requests.length <= 8, `${requests.length} requests`);
});

test('an empty page that names a next one ends nothing', async () => {
  const { catalog } = serve('marker', (at) => {
    const from = Number(at?.replace('empty-', '') ?? 0);
    if (from > 0 && at === String(from)) return { rows: [], next: `empty-${from}` };
    return slice(from, { next: true });
  });
  assert.deepEqual(facts(await find(catalog, everything)), [SIZE, 'exact', undefined]);
});

test('an empty last page behind the last marker is the end', async () => {
  const { catalog } = serve('marker', (at) => {
    const from = Number(at);
    return { rows: all.slice(from, from + CAP), ...(from < SIZE && { next: String(from + CAP) }) };
  });
  assert.deepEqual(facts(await find(catalog, everything)), [SIZE, 'exact', undefined]);
});

const endless: Readonly<
  Record<string, [style: keyof typeof pagings, page: (at: string | null) => Page, found: number]>
> = {
  'markers that lead back': [
    'marker',
    (at) => ({ ...slice(Number(at), {}), next: String((Number(at) + CAP) % 90) }),
    90,
  ],
  'markers that lead to empty pages': [
    'marker',
    (at) => ({ rows: at === null ? all.slice(0, CAP) : [], next: `${at ?? ''}x` }),
    CAP,
  ],
  'a next page of every page': ['offset', (at) => ({ rows: all.slice(Number(at), 90), next: 'more' }), 90],
  'a next page of every page, by number': [
    'page',
    (at) => ({ rows: all.slice(Number(at) * CAP, Math.min(90, (Number(at) + 1) * CAP)), next: 'more' }),
    90,
  ],
  'the same page again and again': ['offset', () => ({ rows: rows(100) }), 100],
  'unreadable rows without end': [
    'offset',
    (at) => ({ rows: at === '0' ? rows(100) : Array<object>(100).fill({}) }),
    100,
  ],
};

for (const [kind, [style, page, found]] of Object.entries(endless)) {
  test(`a list without an end, with ${kind}, is given up, and not called complete`, async () => {
    const { catalog, requests } = serve(style, page);
    assert.deepEqual(facts(await find(catalog, everything)), [found, 'minimum', 'missing']);
    const asked = requests.length;
    assert.ok(asked <= 30, `${asked} requests`);
    await find(catalog, { text: 'i1' });
    assert.equal(requests.length, asked, 'typing on asks for nothing');
    catalog.resume();
    assert.deepEqual(facts(await find(catalog, everything)), [found, 'minimum', 'missing']);
    assert.ok(requests.length > asked && requests.length <= asked + 60, `${requests.length} requests`);
  });
}

test('a short list that is sent whatever is asked for is complete', async () => {
  const { catalog } = serve('offset', () => ({ rows: rows(12) }));
  assert.deepEqual(facts(await find(catalog)), [12, 'exact', undefined]);
});

test('a list whose server repeats its last page beyond the end is complete', async () => {
  const { catalog } = serve('page', (at) => ({ ...slice(Math.min(Number(at), 35) * CAP, { total: SIZE }) }));
  assert.deepEqual(facts(await find(catalog, everything)), [SIZE, 'exact', undefined]);
});

test('one page that is sent in the place of another is noticed, and asked for again', async () => {
  let repeat = true;
  const { catalog } = serve('offset', (at) => {
    const from = repeat && at === '90' ? 60 : Number(at);
    return slice(from, { total: SIZE });
  });
  assert.deepEqual(facts(await find(catalog, everything)), [SIZE - CAP, 'minimum', 'missing']);
  repeat = false;
  catalog.resume();
  assert.deepEqual(facts(await find(catalog, everything)), [SIZE, 'exact', undefined]);
});

test('two pages of which only the same image can be read are not taken for one that was sent twice', async () => {
  const unreadable = Array<object>(CAP - 1).fill({});
  const pages = [all.slice(0, CAP), [...unreadable, { id: 'twin' }], [{ id: 'twin' }, ...unreadable]];
  for (const style of ['offset', 'page'] as const) {
    const { catalog } = serve(style, (at) => ({
      rows: pages[style === 'page' ? Number(at) : Number(at) / CAP] ?? [],
      total: 3 * CAP,
    }));
    assert.deepEqual(facts(await find(catalog, everything)), [CAP + 1, 'exact', undefined], style);
  }
});

/** A list by markers, in which the `lost`-th request with a marker is refused, and its image is gone from then on. */
function losing(lost: readonly number[], status = 400) {
  const here = [...all];
  let marked = 0;
  return serve('marker', (at) => {
    if (at !== null && lost.includes(++marked)) {
      here.splice(
        here.findIndex(({ id }) => id === at),
        1,
      );
      return status;
    }
    const from = at === null ? 0 : here.findIndex(({ id }) => id === at) + 1;
    const page = here.slice(from, from + CAP);
    return { rows: page, next: from + CAP < here.length ? page.at(-1)?.id : undefined };
  });
}

for (const status of [400, 404]) {
  test(`a marker that has been deleted begins the list again, with a ${status}`, async () => {
    const { catalog, requests } = losing([20], status);
    assert.deepEqual(facts(await find(catalog, everything)), [SIZE - 1, 'exact', undefined]);
    assert.equal(requests.length, 21 + 36);
    await find(catalog, { text: 'i2' });
    assert.equal(requests.length, 21 + 36);
  });
}

test('a marker that has been deleted is no error to a person who turns pages', async () => {
  const { catalog } = losing([2]);
  await find(catalog, { pageSize: CAP });
  await find(catalog, { pageSize: CAP, page: 2 });
  const third = await find(catalog, { pageSize: CAP, page: 3 });
  assert.deepEqual(ids(third.images), idsOf(all.filter(({ id }) => id !== 'i59')).slice(60, 90));
});

test('a server that refuses every marker is asked three times from the beginning, and its error is told', async () => {
  const { catalog, requests } = serve('marker', (at) => (at === null ? { ...slice(0, { next: true }) } : 400));
  const result = await find(catalog, everything);
  assert.deepEqual(facts(result), [CAP, 'minimum', 'failed']);
  assert.equal(requests.length, 6);
  await find(catalog, { text: 'i1' });
  assert.equal(requests.length, 6, 'typing on asks for nothing');
  catalog.resume();
  await find(catalog, everything);
  assert.equal(requests.length, 12);
  assert.equal((await errorOf(find(serveRefusing(), { page: 2, pageSize: CAP }))).kind, 'bad-request');
});

const serveRefusing = (): Catalog =>
  serve('marker', (at) => (at === null ? { ...slice(0, { next: true }) } : 400)).catalog;
