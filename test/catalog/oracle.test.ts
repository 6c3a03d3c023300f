import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Catalog, type CatalogResult, type Query } from '../../src/catalog/index.js';
import { RandomCloud, randomProvider, serverRows, type Behaviour, type Row } from './random-cloud.js';

const CASES = 1_000;

let cloud: RandomCloud;
before(async () => {
  cloud = await RandomCloud.start();
});
after(() => cloud.close());

const rowsOf = (ids: readonly number[], salt: readonly number[]): Row[] =>
  ids.map((id) => {
    const roll = (salt[id % salt.length] ?? 0) + id * 7;
    return {
      id: `id-${id}`,
      name: `${['Ubuntu', 'Fedora', 'Windows', 'ubuntu'][roll % 4] ?? ''} ${roll % 23} v${id}`,
      os: ['windows', 'linux', 'haiku'][roll % 3] ?? '',
      zone: ['north', 'south', 'Süd'][Math.floor(roll / 3) % 3] ?? '',
      edition: ['a', 'b'][Math.floor(roll / 5) % 2] ?? '',
      created: (roll % 9) * 1000,
    };
  });

const query: fc.Arbitrary<Query> = fc.record({
  text: fc.constantFrom('', '', 'ubuntu', 'UBUNTU v1', '2 u', 'sud', 'nothing has this', 'v3'),
  filters: fc.record({
    os: fc.constantFrom([], [], ['windows'], ['linux'], ['other'], ['windows', 'linux']),
    location: fc.constantFrom([], [], ['north'], ['south', 'Süd']),
    edition: fc.constantFrom([], [], [], ['a'], ['b']),
  }),
  sort: fc.constantFrom(
    undefined,
    { field: 'name', direction: 'asc' } as const,
    { field: 'name', direction: 'desc' } as const,
    { field: 'createdAt', direction: 'asc' } as const,
    { field: 'createdAt', direction: 'desc' } as const,
  ),
  page: fc.constantFrom(1, 1, 2, 3, 9),
  pageSize: fc.integer({ min: 1, max: 7 }),
});

const behaviour: fc.Arbitrary<Behaviour> = fc
  .record({
    style: fc.constantFrom('none', 'offset', 'page', 'marker'),
    max: fc.integer({ min: 2, max: 12 }),
    capped: fc.boolean(),
    size: fc.nat({ max: 60 }),
    salt: fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 40 }),
    twins: fc.array(fc.nat({ max: 59 }), { maxLength: 3 }),
    broken: fc.array(fc.nat({ max: 59 }), { maxLength: 3 }),
    total: fc.constantFrom('honest', 'honest', 'absent', 'low', 'high'),
    change: fc.option(
      fc.record({ after: fc.integer({ min: 1, max: 4 }), at: fc.nat({ max: 59 }), vanish: fc.boolean() }),
      { freq: 2 },
    ),
  })
  .map(({ style, max, capped, size, salt, twins, broken, total, change }): Behaviour => {
    const ids = Array.from({ length: size }, (_, id) => id);
    for (const twin of twins) if (twin < size) ids.splice(twin, 0, twin);
    const rows = rowsOf(ids, salt);
    const changed = [...rows];
    // Only an honest total gives a change away, and a list with twins has no honest total.
    const changes = change !== null && total === 'honest' && twins.length === 0 && broken.length === 0;
    if (changes && change.vanish) changed.splice(change.at % Math.max(1, size), 1);
    if (changes && !change.vanish) changed.splice(change.at % Math.max(1, size), 0, ...rowsOf([900], salt));
    return {
      style,
      max,
      // Nothing but a total tells a page that was cut short from the last one.
      cap: capped && (total === 'honest' || total === 'high') ? Math.ceil(max / 2) : undefined,
      rows,
      broken: new Set(broken),
      total,
      change: changes ? { after: change.after, rows: changed } : undefined,
    };
  });

/** The simplest thing that is right: everything, filtered and sorted in one go. */
function oracle(rows: readonly (Row | 'broken')[], { text, filters, sort }: Query): Row[] {
  const seen = new Set<string>();
  const plain = (value: string) => value.toLowerCase().replace('ü', 'u');
  const found = rows.filter((row): row is Row => {
    if (row === 'broken' || seen.has(row.id)) return false;
    seen.add(row.id);
    const os = row.os === 'haiku' ? 'other' : row.os;
    const fields = plain([row.name, row.id, os, row.zone].join('\n'));
    return (
      plain(text)
        .split(' ')
        .every((word) => fields.includes(word)) &&
      [os, undefined].some((value) =>
        value === undefined ? filters['os']?.length === 0 : filters['os']?.includes(value),
      ) &&
      (filters['location']?.length === 0 || filters['location']?.includes(row.zone) === true) &&
      (filters['edition']?.length === 0 || filters['edition']?.includes(row.edition) === true)
    );
  });
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  if (sort?.field === 'name') found.sort((a, b) => sign * names.compare(a.name, b.name));
  if (sort?.field === 'createdAt') found.sort((a, b) => sign * (a.created - b.created));
  return found;
}

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

/** An answer over the whole catalogue is exactly the oracle's. */
function assertExact(result: CatalogResult, expected: readonly Row[], { page, pageSize }: Query): void {
  const last = Math.max(1, Math.ceil(expected.length / pageSize));
  const offset = (Math.min(page, last) - 1) * pageSize;
  assert.deepEqual(ids(result.images), ids(expected.slice(offset, offset + pageSize)));
  assert.equal(result.total, expected.length);
  assert.equal(result.totalKind, 'exact');
  assert.equal(result.offset, offset);
  assert.equal(result.incomplete, undefined);
}

/** A page from the server is exactly the server's rows at that place; those that came by markers are counted without twins. */
function assertWindow(
  result: CatalogResult,
  rows: readonly (Row | 'broken')[],
  { style }: Behaviour,
  { pageSize }: Query,
): void {
  const readable = (list: typeof rows) => [...new Set(ids(list.filter((row): row is Row => row !== 'broken')))];
  const { offset } = result;
  const expected =
    style === 'marker'
      ? readable(rows).slice(offset, offset + pageSize)
      : readable(rows.slice(offset, offset + pageSize));
  assert.deepEqual(ids(result.images), expected);
  if (result.totalKind === 'exact') assert.equal(result.total, rows.length);
}

const native = ({ filters, sort }: Query): URLSearchParams => {
  const query = new URLSearchParams();
  if (filters['os']?.[0] !== undefined) query.set('os', filters['os'][0]);
  if (filters['edition']?.[0] !== undefined) query.set('edition', filters['edition'][0]);
  if (sort?.field === 'createdAt') query.set('sort', `created,${sort.direction}`);
  return query;
};

void test('every search, filter, sort and page agrees with the simplest oracle, whatever the cloud does', async () => {
  let walked = 0;
  await fc.assert(
    fc.asyncProperty(behaviour, fc.array(query, { minLength: 1, maxLength: 4 }), async (behaves, queries) => {
      const endpoint = cloud.add(behaves);
      const catalog = new Catalog({
        provider: randomProvider(behaves),
        params: {},
        endpoint,
        credentials: () => 'token',
      });
      for (const asked of queries) {
        const result = await catalog.find(asked, { signal: new AbortController().signal });
        const requests = cloud.requests(endpoint);
        if (behaves.change) {
          assertHonest(result, behaves, asked);
        } else if (result.answeredBy === 'server') {
          assertWindow(result, serverRows(behaves, requests, native(asked)), behaves, asked);
        } else {
          walked++;
          assertExact(result, oracle(serverRows(behaves, requests, new URLSearchParams()), asked), asked);
        }
        // A walk asks for each page once, one past the end, and no more than the lanes have under way beyond that.
        assert.ok(requests <= 400, `${requests} requests`);
      }
    }),
    { numRuns: CASES },
  );
  assert.ok(walked > CASES / 4, `only ${walked} answers came from a walk`);
});

/**
 * While the list changes there is no one truth. What must hold: nothing is invented, nothing is shown twice, and an image that
 * was there all the time is found, or the result says that the list changed.
 */
function assertHonest(result: CatalogResult, behaves: Behaviour, asked: Query): void {
  const ever = oracle([...behaves.rows, ...(behaves.change?.rows ?? [])], asked);
  const shown = ids(result.images);
  assert.equal(new Set(shown).size, shown.length);
  for (const id of shown) assert.ok(ids(ever).includes(id), `${id} was never there, or does not match`);
  if (result.answeredBy === 'server' || result.incomplete) return;
  const before = ids(oracle(behaves.rows, asked));
  const always = ids(oracle(behaves.change?.rows ?? [], asked)).filter((id) => before.includes(id));
  assert.ok(result.total >= always.length, `${result.total} found of ${always.length} that never went`);
}
