import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Catalog, type CatalogResult, type Query } from '../../src/catalog/index.js';
import { plain, RandomCloud, randomProvider, serverRows, type Behaviour, type Row } from './random-cloud.js';

const CASES = 1_000;
const TROUBLED_CASES = 400;
/** Requests for all questions of one case: a bound beyond which nothing but an endless loop goes. */
const MOST_REQUESTS = 1_200;

let cloud: RandomCloud;
before(async () => {
  cloud = await RandomCloud.start();
});
after(() => cloud.close());

const idOf = (id: number): string => `id-${id}`;

const rowsOf = (ids: readonly number[], salt: readonly number[]): Row[] =>
  ids.map((id) => {
    const roll = (salt[id % salt.length] ?? 0) + id * 7;
    return {
      id: idOf(id),
      name: `${['Ubuntu', 'Fedora', 'Windows', 'ubuntu'][roll % 4] ?? ''} ${roll % 23} v${id}`,
      os: ['windows', 'linux', 'haiku'][roll % 3] ?? '',
      zone: ['north', 'south', 'Süd'][Math.floor(roll / 3) % 3] ?? '',
      edition: ['a', 'b'][Math.floor(roll / 5) % 2] ?? '',
      scope: ['near', 'near', 'far'][Math.floor(roll / 7) % 3] ?? '',
      created: (roll % 9) * 1000,
    };
  });

const query: fc.Arbitrary<Query> = fc.record({
  text: fc.constantFrom('', '', 'ubuntu', 'UBUNTU v1', '2 u', 'sud', 'nothing has this', 'v3'),
  filters: fc.record({
    os: fc.constantFrom([], [], ['windows'], ['linux'], ['other'], ['windows', 'linux']),
    location: fc.constantFrom([], [], ['north'], ['south', 'Süd']),
    edition: fc.constantFrom([], [], [], ['a'], ['b'], ['b', 'a'], ['a', 'a']),
    scope: fc.constantFrom([], [], [], ['near'], ['far'], ['far', 'near']),
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

const questions = fc.array(query, { minLength: 1, maxLength: 4 });

const shape = {
  style: fc.constantFrom('none', 'offset', 'page', 'marker'),
  max: fc.integer({ min: 2, max: 12 }),
  capped: fc.boolean(),
  size: fc.nat({ max: 60 }),
  salt: fc.array(fc.nat({ max: 1000 }), { minLength: 5, maxLength: 40 }),
  total: fc.constantFrom('honest', 'honest', 'absent', 'low', 'high'),
  next: fc.boolean(),
  counts: fc.boolean(),
  partial: fc.boolean(),
} as const;

/** A cloud that stands still, or whose list changes once. */
const behaviour: fc.Arbitrary<Behaviour> = fc
  .record({
    ...shape,
    // A page of nothing but images listed twice would look like one that is repeated.
    twins: fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 3 }),
    broken: fc.array(fc.nat({ max: 59 }), { maxLength: 3 }),
    // Where nothing counts them, a list is given up after 20 pages that cannot be read.
    unreadable: fc.option(fc.record({ from: fc.nat({ max: 59 }), count: fc.nat({ max: 30 }) }), { freq: 4 }),
    hollow: fc.option(fc.integer({ min: 1, max: 4 })),
    change: fc.option(
      fc.record({ after: fc.integer({ min: 1, max: 4 }), at: fc.nat({ max: 59 }), vanish: fc.boolean() }),
      { freq: 2 },
    ),
  })
  .map(({ capped, size, salt, twins, unreadable, change, ...shape }): Behaviour => {
    const { max, total } = shape;
    const ids = Array.from({ length: size }, (_, id) => id);
    for (const twin of twins) if (twin < size) ids.splice(ids.indexOf(twin), 0, twin);
    const rows = rowsOf(ids, salt);
    const broken = new Set(shape.broken.map(idOf));
    for (let row = 0; unreadable && row < unreadable.count; row++) broken.add(idOf(unreadable.from + row));
    const changed = [...rows];
    // Only an honest total gives a change away, and a list with twins has no honest total.
    const changes = change !== null && total === 'honest' && twins.length === 0 && broken.size === 0;
    if (changes && change.vanish) changed.splice(change.at % Math.max(1, size), 1);
    if (changes && !change.vanish) changed.splice(change.at % Math.max(1, size), 0, ...rowsOf([900], salt));
    return {
      ...plain,
      ...shape,
      cap: capped ? Math.max(2, Math.ceil(max / 2)) : undefined,
      rows,
      broken,
      hollow: shape.hollow ?? undefined,
      change: changes ? { after: change.after, rows: changed } : undefined,
    };
  });

/** A cloud in trouble: requests fail, pages come empty or again, markers are lost, lists change and never seem to end. */
const troubled: fc.Arbitrary<Behaviour> = fc
  .record({
    ...shape,
    next: fc.constantFrom<Behaviour['next'][]>(false, true, 'always'),
    broken: fc.array(fc.nat({ max: 59 }), { maxLength: 30 }),
    hollow: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
    loop: fc.option(fc.nat({ max: 59 }), { freq: 2 }),
    stuck: fc.boolean(),
    troubles: fc.dictionary(
      fc.integer({ min: 1, max: 15 }).map(String),
      fc.constantFrom('500', 'empty', 'empty', 'lost', 'lost'),
      { maxKeys: 5 },
    ),
    change: fc.option(
      fc.record({ after: fc.integer({ min: 1, max: 12 }), at: fc.nat({ max: 59 }), vanish: fc.boolean() }),
      { freq: 2 },
    ),
  })
  .map(({ capped, size, salt, change, troubles, stuck, ...shape }): Behaviour => {
    const { max, total } = shape;
    const rows = rowsOf(
      Array.from({ length: size }, (_, id) => id),
      salt,
    );
    const changed = [...rows];
    if (change?.vanish) changed.splice(change.at % Math.max(1, size), 1);
    else if (change) changed.splice(change.at % Math.max(1, size), 0, ...rowsOf([900], salt));
    const counted = total === 'honest' || total === 'high';
    // Nothing but a count tells an empty page, or the same one again, from the end.
    const repeats = stuck && counted && shape.next !== 'always';
    return {
      ...plain,
      ...shape,
      rows,
      // Where all that comes cannot be read, it cannot be told that it is the same again.
      broken: new Set(repeats ? [] : shape.broken.map(idOf)),
      cap: capped ? Math.max(2, Math.ceil(max / 2)) : undefined,
      hollow: shape.hollow ?? undefined,
      // Where a total that is too low is reached just when the markers begin again, it would be believed.
      loop: total === 'low' ? undefined : (shape.loop ?? undefined),
      stuck: repeats,
      troubles: Object.fromEntries(Object.entries(troubles).filter(([, trouble]) => counted || trouble !== 'empty')),
      // Only an honest total gives a change away.
      change: change && total === 'honest' ? { after: change.after, rows: changed } : undefined,
    };
  });

/** The lists that a question is about, as the server has them: one for each edition, and one for what it leaves out unasked. */
function listsFor({ filters }: Query, behaves: Behaviour, request: number): (Row | 'broken')[] {
  const scopes = filters['scope'] ?? [];
  const asked: Record<string, string>[] = scopes.includes('far') ? [{ scope: 'far' }] : [];
  if (!scopes.includes('far') || scopes.length > 1) asked.unshift({});
  const editions = filters['edition']?.length ? [...new Set(filters['edition'])].map((edition) => ({ edition })) : [{}];
  return editions.flatMap((edition) =>
    asked.flatMap((scope) => serverRows(behaves, request, new URLSearchParams({ ...edition, ...scope }))),
  );
}

/** The simplest thing that is right: everything, filtered and sorted in one go. */
function oracle(rows: readonly (Row | 'broken')[], { text, filters, sort }: Query): Row[] {
  const seen = new Set<string>();
  const plainly = (value: string) => value.toLowerCase().replace('ü', 'u');
  const found = rows.filter((row): row is Row => {
    if (row === 'broken' || seen.has(row.id)) return false;
    seen.add(row.id);
    const os = row.os === 'haiku' ? 'other' : row.os;
    const fields = plainly([row.name, row.id, os, row.zone].join('\n'));
    const passes = (id: string, value: string) => !filters[id]?.length || filters[id].includes(value);
    return (
      plainly(text)
        .split(' ')
        .every((word) => fields.includes(word)) &&
      passes('os', os) &&
      passes('location', row.zone) &&
      passes('edition', row.edition) &&
      passes('scope', row.scope)
    );
  });
  const sign = sort?.direction === 'desc' ? -1 : 1;
  const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  if (sort?.field === 'name') found.sort((a, b) => sign * names.compare(a.name, b.name));
  if (sort?.field === 'createdAt') found.sort((a, b) => sign * (a.created - b.created));
  return found;
}

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

/** An answer over the whole catalogue is exactly the oracle's, and says so unless the cloud says that it has more. */
function assertExact(result: CatalogResult, expected: readonly Row[], { page, pageSize }: Query, high: boolean): void {
  const last = Math.max(1, Math.ceil(expected.length / pageSize));
  const offset = (Math.min(page, last) - 1) * pageSize;
  assert.deepEqual(ids(result.images), ids(expected.slice(offset, offset + pageSize)));
  assert.equal(result.total, expected.length);
  assert.equal(result.offset, offset);
  if (high && result.incomplete) {
    assert.deepEqual([result.totalKind, result.incomplete], ['minimum', { reason: 'missing' }]);
  } else {
    assert.deepEqual([result.totalKind, result.incomplete], ['exact', undefined]);
  }
}

/**
 * A page from the server is exactly what its list has at that place: without the rows that cannot be shown and those that came before, or,
 * where it has not been read up to that page, the rows there.
 */
function assertWindow(
  result: CatalogResult,
  rows: readonly (Row | 'broken')[],
  { style }: Behaviour,
  { pageSize }: Query,
): void {
  const readable = (list: typeof rows) => [...new Set(ids(list.filter((row): row is Row => row !== 'broken')))];
  const { offset } = result;
  const shown = readable(rows).slice(offset, offset + pageSize);
  const there = readable(rows.slice(offset, offset + pageSize));
  const isReached = style === 'marker' || (offset === 0 && there.length > 0);
  if (isReached || ids(result.images).join() !== there.join()) assert.deepEqual(ids(result.images), shown);
  if (result.totalKind === 'exact') assert.equal(result.total, rows.length);
}

const native = ({ filters, sort }: Query): URLSearchParams => {
  const query = new URLSearchParams();
  for (const id of ['os', 'edition', 'scope']) if (filters[id]?.[0] !== undefined) query.set(id, filters[id][0]);
  if (sort?.field === 'createdAt') query.set('sort', `created,${sort.direction}`);
  return query;
};

const catalogOf = (behaves: Behaviour, endpoint: string): Catalog =>
  new Catalog({ provider: randomProvider(behaves), params: {}, endpoint, credentials: () => 'token' });

/** What a person does while the cloud is searched: waits, stops it, leaves, or has it read a part only. */
const person = fc.array(fc.constantFrom('wait', 'wait', 'stop', 'leave', 'limit'), { minLength: 3, maxLength: 3 });

function findAs(act: string | undefined, catalog: Catalog, asked: Query): Promise<CatalogResult> {
  const abort = new AbortController();
  return catalog.find(asked, {
    signal: abort.signal,
    walkLimit: act === 'limit' ? 10 : undefined,
    onProgress: () => {
      if (act === 'stop') catalog.stop();
      if (act === 'leave') abort.abort();
    },
  });
}

const first: Query = { text: '', filters: {}, page: 1, pageSize: 10 };

const find = (catalog: Catalog, asked: Query) => catalog.find(asked, { signal: new AbortController().signal });

void test('every search, filter, sort and page agrees with the simplest oracle, whatever the cloud does', async () => {
  let walked = 0;
  await fc.assert(
    fc.asyncProperty(behaviour, questions, fc.boolean(), async (behaves, queries, atOnce) => {
      const endpoint = cloud.add(behaves);
      const catalog = catalogOf(behaves, endpoint);
      const begun: Promise<CatalogResult>[] = [];
      for (const [turn, asked] of queries.entries()) {
        const result = await (begun[turn] ?? find(catalog, asked));
        if (atOnce && turn === 0)
          for (const next of queries.slice(1)) begun[queries.indexOf(next)] = find(catalog, next);
        const requests = cloud.requests(endpoint);
        if (behaves.change) {
          assertHonest(result, behaves, asked);
        } else if (result.answeredBy === 'server') {
          assertWindow(result, serverRows(behaves, requests, native(asked)), behaves, asked);
        } else {
          walked++;
          assertExact(result, oracle(listsFor(asked, behaves, requests), asked), asked, behaves.total === 'high');
        }
        assert.ok(requests <= MOST_REQUESTS, `${requests} requests`);
      }
      assertNothingMissed(catalog, behaves);
      assert.ok(cloud.mostAtOnce(endpoint) <= 4, `${cloud.mostAtOnce(endpoint)} requests at once`);
    }),
    { numRuns: CASES },
  );
  assert.ok(walked > CASES / 4, `only ${walked} answers came from a walk`);
});

void test('whatever trouble the cloud is in, no total is called exact that is not, and when it is over the answer is right', async () => {
  let exact = 0;
  await fc.assert(
    fc.asyncProperty(
      troubled,
      fc.array(query, { minLength: 1, maxLength: 3 }),
      person,
      async (behaves, queries, acts) => {
        const endpoint = cloud.add(behaves);
        const catalog = catalogOf(behaves, endpoint);
        for (const [turn, asked] of queries.entries()) {
          const result = await findAs(acts[turn], catalog, asked).catch(() => undefined);
          if (result) assertHonest(result, behaves, asked);
          if (result?.totalKind === 'exact') exact++;
          assert.ok(cloud.requests(endpoint) <= MOST_REQUESTS, `${cloud.requests(endpoint)} requests`);
          if (acts[turn] !== 'leave' && result?.incomplete) catalog.resume();
        }
        assertNothingMissed(catalog, behaves);

        // The trouble is over, apart from what the cloud always does.
        while (cloud.requests(endpoint) <= 15) await fetch(`${endpoint}/images`);
        catalog.reload();
        for (const asked of queries) {
          const result = await find(catalog, { ...asked, sort: { field: 'name', direction: 'asc' } });
          assertHonest(result, behaves, asked);
          if (behaves.stuck || behaves.loop !== undefined || behaves.next === 'always' || behaves.total === 'high')
            continue;
          const final = oracle(listsFor(asked, behaves, cloud.requests(endpoint)), asked);
          assert.deepEqual([result.totalKind, result.total, result.incomplete], ['exact', final.length, undefined]);
        }
        assert.ok(cloud.mostAtOnce(endpoint) <= 4, `${cloud.mostAtOnce(endpoint)} requests at once`);
      },
    ),
    { numRuns: TROUBLED_CASES },
  );
  assert.ok(exact > TROUBLED_CASES / 4, `only ${exact} answers were exact`);
});

void test('turning pages shows every image once, whatever rows cannot be shown, and whoever reads the list meanwhile', async () => {
  const { style, max, size, salt, next, counts } = shape;
  const lists = fc.record({
    ...{ style, max, size, salt, next, counts },
    total: fc.constantFrom('honest', 'absent', 'high'),
    twins: fc.uniqueArray(fc.nat({ max: 59 }), { maxLength: 3 }),
    broken: fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 30 }),
    pageSize: fc.integer({ min: 1, max: 7 }),
    meanwhile: fc.option(fc.nat({ max: 8 })),
  });
  let unshown = 0;
  await fc.assert(
    fc.asyncProperty(lists, async ({ size, salt, twins, broken, pageSize, meanwhile, ...rest }) => {
      const ids = Array.from({ length: size }, (_, id) => id);
      for (const twin of twins) if (twin < size) ids.splice(ids.indexOf(twin), 0, twin);
      const behaves: Behaviour = { ...plain, ...rest, rows: rowsOf(ids, salt), broken: new Set(broken.map(idOf)) };
      const catalog = catalogOf(behaves, cloud.add(behaves));
      const seen: string[] = [];
      for (let page = 1; ; page++) {
        if (page === meanwhile) await find(catalog, { ...first, sort: { field: 'name', direction: 'asc' } });
        const result = await find(catalog, { ...first, page, pageSize });
        if (result.page < page) break;
        seen.push(...result.images.map(({ id }) => id));
      }
      const expected = oracle(serverRows(behaves, 0, new URLSearchParams()), first);
      assert.deepEqual(
        seen,
        expected.map(({ id }) => id),
      );
      if (expected.length < behaves.rows.length) unshown++;
    }),
    { numRuns: TROUBLED_CASES },
  );
  assert.ok(unshown > TROUBLED_CASES / 4, `only ${unshown} lists had rows that are not shown`);
});

/**
 * What must hold whatever happens: nothing is invented, nothing is shown twice, and a total that is called exact is that of a list
 * that the cloud had.
 */
function assertHonest(result: CatalogResult, behaves: Behaviour, asked: Query): void {
  const lists = [0, Infinity].map((request) => listsFor(asked, behaves, request));
  const ever = ids(oracle(lists.flat(), asked));
  const shown = ids(result.images);
  assert.equal(new Set(shown).size, shown.length);
  for (const id of shown) assert.ok(ever.includes(id), `${id} was never there, or does not match`);
  if (result.totalKind !== 'exact') return;
  const totals = lists.map((rows) => oracle(rows, asked).length);
  assert.ok(
    totals.includes(result.total),
    `${result.total} is called exact, where there were ${totals.join(', then ')}`,
  );
}

/** An image that the cloud has all the time, whether it lists or writes it well or not, is never said to be gone. */
function assertNothingMissed(catalog: Catalog, { rows, change }: Behaviour): void {
  const always = rows.filter(({ id }) => !change || change.rows.some((row) => row.id === id));
  for (const { id } of always) assert.notEqual(catalog.presence(id), 'absent', id);
}
