import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { startClouds, until } from '../http/clouds.js';
import { find, mostAtOnce } from './questions.js';

const { source, requests } = await startClouds();

const reason = new Error('taken back');
const isReason = (error: unknown) => error === reason;
const outcome = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

const distinct = (run: string) => new Set(requests(run).map(({ url }) => url)).size;

test('two questions at once share every request, whoever asked first', async () => {
  const run = 'two';
  const catalog = new Catalog(source('huawei-workspace', { size: 950, run, latency: '2-8' }));
  const results = await Promise.all([
    find(catalog),
    find(catalog, { text: 'win' }),
    find(catalog, { text: 'ubuntu', sort: { field: 'name', direction: 'asc' } }),
    find(catalog, { page: 30 }),
    find(catalog, { filters: { format: ['raw'] } }),
  ]);
  assert.equal(requests(run).length, 10);
  assert.equal(distinct(run), 10);
  assert.ok(mostAtOnce(requests(run)) <= 5);
  assert.deepEqual(
    results.map(({ answeredBy }) => answeredBy),
    ['server', 'catalog', 'catalog', 'server', 'catalog'],
  );
});

test('the first of two who gives up takes nothing from the other', async () => {
  const run = 'one-of-two';
  const catalog = new Catalog(source('huawei-workspace', { size: 250, run, latency: 30 }));
  const first = new AbortController();
  const left = outcome(find(catalog, { text: 'a' }, { signal: first.signal }));
  const stays = find(catalog, { text: 'b' });
  await until(() => requests(run).length === 1);
  first.abort(reason);
  assert.equal(await left, reason);
  assert.equal((await stays).totalKind, 'exact');
  assert.equal(requests(run).length, 3);
  assert.ok(requests(run).every(({ aborted }) => !aborted));
});

test('when the last one gives up, every connection is closed', async () => {
  const run = 'last';
  const catalog = new Catalog(
    source('huawei-workspace', { size: 950, run, fail: 'hang', pages: '1,2,3,4,5,6,7,8,9' }, { timeout: 60_000 }),
  );
  const aborts = [new AbortController(), new AbortController()];
  const left = aborts.map(({ signal }) => outcome(find(catalog, { text: 'a' }, { signal })));
  await until(() => requests(run).length === 5);
  for (const abort of aborts) abort.abort(reason);
  assert.deepEqual(await Promise.all(left), [reason, reason]);
  await until(() => requests(run).every(({ millis }) => millis !== undefined));
  assert.deepEqual(
    requests(run).map(({ aborted }) => aborted),
    [false, true, true, true, true],
  );
});

test('a page of a list without pages is aborted as well', async () => {
  const catalog = new Catalog(source('zstack', { run: 'body', fail: 'drip' }));
  const abort = new AbortController();
  const left = outcome(find(catalog, {}, { signal: abort.signal }));
  await until(() => requests('body')[0]?.status === 200);
  abort.abort(reason);
  assert.equal(await left, reason);
  await until(() => requests('body')[0]?.aborted === true);
});

test('a question that was taken back before it was asked asks nothing', async () => {
  const catalog = new Catalog(source('zstack', { run: 'never' }));
  await assert.rejects(find(catalog, {}, { signal: AbortSignal.abort(reason) }), isReason);
  // Whatever it had sent would have come before this.
  await find(new Catalog(source('zstack', { run: 'after' })));
  assert.equal(requests('never').length, 0);
});

test('a newer question that replaces an older one goes on with its search', async () => {
  const run = 'newer';
  const catalog = new Catalog(source('huawei-workspace', { size: 3950, run, latency: '2-6' }));
  let abort = new AbortController();
  const texts = ['u', 'ub', 'ubu', 'ubun', 'ubunt'];
  const taken: Promise<unknown>[] = [];
  const ask = (index: number): Promise<CatalogResult> => {
    abort = new AbortController();
    return find(catalog, { text: texts[index] ?? '' }, { signal: abort.signal });
  };
  let asked = ask(0);
  for (let index = 1; index < texts.length; index++) {
    await until(() => requests(run).length >= index * 7);
    abort.abort(reason);
    taken.push(outcome(asked));
    // Elements ask anew in a microtask, some of them in one that follows from another.
    for (let ticks = 0; ticks < index * 10; ticks++) await Promise.resolve();
    asked = ask(index);
  }
  const result = await asked;
  assert.deepEqual(await Promise.all(taken), [reason, reason, reason, reason]);
  assert.equal(result.totalKind, 'exact');
  assert.equal(requests(run).length, 40);
  assert.ok(requests(run).every(({ aborted }) => !aborted));
});

test('a search that was given up and asked again later goes on where it was', async () => {
  const run = 'later';
  const catalog = new Catalog(source('huawei-workspace', { size: 1950, run, latency: '2-6' }));
  const abort = new AbortController();
  const left = outcome(find(catalog, { text: 'a' }, { signal: abort.signal }));
  await until(() => requests(run).length >= 9);
  abort.abort(reason);
  assert.equal(await left, reason);
  await until(() => requests(run).every(({ millis }) => millis !== undefined));
  const before = requests(run).length;
  assert.ok(before < 20, `${before} requests`);
  assert.equal((await find(catalog, { text: 'a' })).totalKind, 'exact');
  const answered = requests(run).filter(({ aborted }) => !aborted);
  assert.equal(new Set(answered.map(({ url }) => url)).size, 20);
  assert.ok(requests(run).length - 20 <= 4, 'only what was under way is asked for again');
});

test('after an abort the catalogue tells its listener nothing more', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 1950, run: 'quiet', latency: '2-6' }));
  const abort = new AbortController();
  let told = 0;
  const left = outcome(find(catalog, { text: 'a' }, { signal: abort.signal, onProgress: () => told++ }));
  await until(() => told > 0);
  abort.abort(reason);
  await left;
  const before = told;
  await find(catalog, { text: 'b' });
  assert.equal(told, before);
});
