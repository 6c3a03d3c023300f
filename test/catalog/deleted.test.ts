import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Catalog, pageCount, type Provider } from '../../src/catalog/index.js';
import { plain, RandomCloud, randomProvider, type Behaviour, type Row } from './random-cloud.js';

let cloud: RandomCloud;
before(async () => {
  cloud = await RandomCloud.start();
});
after(() => cloud.close());

const GONE = 'gone';

/** A provider for which the zone tells whether an image is deleted. */
function providerOf(behaves: Behaviour): Provider {
  const provider = randomProvider(behaves);
  return {
    ...provider,
    filters: { ...provider.filters, status: {} },
    readImage: (row) => {
      const image = provider.readImage(row);
      return image && { ...image, status: image.locations.includes(GONE) ? 'deleted' : 'ready' };
    },
  };
}

const rowOf = (gone: boolean, position: number): Row => ({
  id: `id-${position}`,
  name: `Image ${position}`,
  os: 'linux',
  zone: gone ? GONE : 'north',
  edition: 'a',
  scope: 'near',
  created: position,
});

const behaviour: fc.Arbitrary<Behaviour> = fc
  .record({
    style: fc.constantFrom('none', 'offset', 'page', 'marker'),
    max: fc.integer({ min: 2, max: 12 }),
    cap: fc.option(fc.integer({ min: 2, max: 12 }), { nil: undefined }),
    // Long runs of deleted images as well as single ones.
    runs: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 25 })), { maxLength: 6 }),
    total: fc.constantFrom('honest', 'honest', 'absent', 'high'),
    next: fc.boolean(),
    counts: fc.boolean(),
  })
  .map(({ runs, cap, max, ...shape }): Behaviour => {
    const gone = runs.flatMap(([isGone, length]) => Array.from({ length }, () => isGone));
    return { ...plain, ...shape, max, cap: cap && Math.min(cap, max), rows: gone.map(rowOf) };
  });

const asked = { text: '', filters: {}, hideDeleted: true } as const;
const signal = new AbortController().signal;

void test('a person who turns the pages meets every image that is not deleted, once, in order', async () => {
  let pagesOfServer = 0;
  await fc.assert(
    fc.asyncProperty(behaviour, fc.integer({ min: 1, max: 8 }), async (behaves, pageSize) => {
      const source = { provider: providerOf(behaves), params: {}, endpoint: cloud.add(behaves) };
      const catalog = new Catalog({ ...source, credentials: () => 'token' });
      const expected = behaves.rows.filter(({ zone }) => zone !== GONE).map(({ id }) => id);
      const met: string[] = [];
      for (let page = 1, last = 1; page <= last; page++) {
        const result = await catalog.find({ ...asked, page, pageSize }, { signal });
        // A total that was too high has offered a page beyond the last one.
        if (result.page < page) break;
        assert.equal(result.offset, met.length);
        met.push(...result.images.map(({ id }) => id));
        if (result.answeredBy === 'server') pagesOfServer++;
        if (result.totalKind === 'exact') assert.equal(result.total, expected.length);
        else if (result.totalKind === 'estimate')
          assert.ok(result.total >= expected.length || behaves.total !== 'honest');
        last = pageCount(result, pageSize) ?? page + 1;
      }
      assert.deepEqual(met, expected);
    }),
    { numRuns: 500 },
  );
  assert.ok(pagesOfServer > 200, `only ${pagesOfServer} pages came from the server`);
});

void test('the status filter asks for them, alone or with others', async () => {
  const rows = Array.from({ length: 9 }, (_, position) => rowOf(position % 3 === 0, position));
  const behaves: Behaviour = { ...plain, style: 'none', max: 50, rows };
  const source = { provider: providerOf(behaves), params: {}, endpoint: cloud.add(behaves) };
  const catalog = new Catalog({ ...source, credentials: () => 'token' });
  const total = async (filters: Record<string, string[]>, text = '') => {
    const { total, all, facets } = await catalog.find({ ...asked, filters, text, page: 1, pageSize: 50 }, { signal });
    const counts = facets.find(({ id }) => id === 'status')?.options.map(({ value, count }) => [value, count]);
    return { total, all, counts: Object.fromEntries(counts ?? []) as Record<string, number> };
  };
  assert.deepEqual(await total({}), { total: 6, all: 6, counts: { deleted: 3, ready: 6 } });
  assert.deepEqual(await total({ status: [] }), { total: 6, all: 6, counts: { deleted: 3, ready: 6 } });
  assert.deepEqual(await total({ status: ['deleted'] }), { total: 3, all: 9, counts: { deleted: 3, ready: 6 } });
  assert.deepEqual((await total({ status: ['ready', 'deleted'] })).total, 9);
  assert.deepEqual(await total({}, 'Image 3'), { total: 0, all: 6, counts: { deleted: 1, ready: 0 } });
});

void test('a list without a status filter hides nothing: nobody could ask for it', async () => {
  const behaves: Behaviour = { ...plain, style: 'none', max: 50, rows: [rowOf(true, 0), rowOf(false, 1)] };
  const provider = { ...providerOf(behaves), filters: {} };
  const catalog = new Catalog({ provider, params: {}, endpoint: cloud.add(behaves), credentials: () => 'token' });
  assert.equal((await catalog.find({ ...asked, page: 1, pageSize: 50 }, { signal })).total, 2);
});
