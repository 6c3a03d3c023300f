import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentials } from '../../simulator/index.js';
import { Catalog, type CatalogResult } from '../../src/catalog/index.js';
import { errorOf, startClouds, until } from '../http/clouds.js';
import { find, ids, truth } from './questions.js';

const { source, requests, queries } = await startClouds();

const offsets = (run: string) => queries(run).map((query) => Number(query.get('offset')) / 100);

/** The pages that could not be loaded, and why. */
function failureOf({ incomplete }: CatalogResult) {
  assert.ok(incomplete?.reason === 'failed', incomplete?.reason);
  return incomplete;
}

test('pages that fail leave a partial answer that says how many, and a retry asks for just those', async () => {
  const run = 'failing';
  const catalog = new Catalog(source('huawei-workspace', { size: 1950, run, fail: '500', pages: '3,7,19', times: 3 }));
  const part = await find(catalog, { text: 'a' });
  assert.deepEqual(
    [failureOf(part).pages, failureOf(part).error.kind, failureOf(part).error.status],
    [3, 'unavailable', 500],
  );
  assert.deepEqual([part.loaded, part.totalKind], [1950 - 250, 'minimum']);
  assert.equal(requests(run).length, 20);

  assert.deepEqual(failureOf(await find(catalog, { text: 'b' })).pages, 3);
  assert.equal(requests(run).length, 20, 'typing on does not try again by itself');

  catalog.resume();
  const whole = await find(catalog, { text: '', sort: { field: 'name', direction: 'asc' }, pageSize: 2000 });
  assert.deepEqual(
    offsets(run)
      .slice(20)
      .sort((a, b) => a - b),
    [3, 7, 19],
  );
  assert.deepEqual([whole.total, whole.totalKind, whole.incomplete], [1950, 'exact', undefined]);
  assert.deepEqual(ids(whole.images).sort(), ids(truth('huawei-workspace', { size: 1950 })).sort());
  const unsorted = await find(catalog, { pageSize: 2000 });
  assert.deepEqual(ids(unsorted.images), ids(truth('huawei-workspace', { size: 1950 })), 'in the order of the cloud');
});

test('a retry that fails again says so again', async () => {
  const run = 'again';
  const catalog = new Catalog(source('huawei-cloud-phone', { size: 950, run, fail: '500', pages: '2,5' }));
  await find(catalog, { text: 'a' });
  catalog.resume();
  assert.equal(failureOf(await find(catalog, { text: 'a' })).pages, 2);
  assert.equal(requests(run).length, 12);
});

test('a retry that is taken back is made by the next question', async () => {
  const run = 'retry-taken-back';
  const catalog = new Catalog(
    // So late that no answer comes before the request is taken back, on the slowest machine.
    source('huawei-workspace', { size: 450, run, fail: '500', pages: '2', times: 1, latency: 700 }),
  );
  await find(catalog, { text: 'a' });
  catalog.resume();
  const abort = new AbortController();
  const left = find(catalog, { text: 'a' }, { signal: abort.signal }).catch(() => 'left');
  await until(() => requests(run).length === 6);
  abort.abort();
  assert.equal(await left, 'left');
  await until(() => requests(run).every(({ millis }) => millis !== undefined));
  assert.equal((await find(catalog, { text: 'a' })).totalKind, 'exact');
  assert.deepEqual(offsets(run).slice(5), [2, 2]);
});

test('while a search goes on only what has failed is counted as missing', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 2950, fail: '500', pages: '1', latency: '10-20' }));
  const parts: CatalogResult[] = [];
  await find(catalog, { text: 'a' }, { onProgress: (part) => parts.push(part) });
  const failing = parts.filter(({ incomplete }) => incomplete);
  assert.ok(failing.length > 0);
  for (const part of failing) assert.equal(failureOf(part).pages, 1);
});

test('a first page that fails is an error, and the next question tries again', async () => {
  for (const query of [{}, { text: 'a' }]) {
    const run = `first-${Object.keys(query).length}`;
    const catalog = new Catalog(source('huawei-workspace', { size: 250, run, fail: '500', times: 1 }));
    assert.equal((await errorOf(find(catalog, query))).kind, 'unavailable');
    assert.equal((await find(catalog, query)).images.length, 20);
  }
});

test('a page that fails while a person turns pages is an error of that page alone', async () => {
  const catalog = new Catalog(source('huawei-workspace', { size: 450, fail: '500', pages: '2', times: 1 }));
  await find(catalog);
  assert.equal((await errorOf(find(catalog, { page: 11 }))).kind, 'unavailable');
  assert.equal((await find(catalog, { page: 1 })).images.length, 20);
  assert.equal((await find(catalog, { page: 11 })).images.length, 20);
});

test('credentials that expire in the middle end the search, and with new ones it goes on', async () => {
  const run = 'expired';
  let token: string = credentials['huawei-workspace'];
  const catalog = new Catalog(
    source('huawei-workspace', { size: 2950, run, 'expire-after': 6, latency: '2-6' }),
    () => token,
  );
  const part = await find(catalog, { text: 'a' });
  assert.equal(failureOf(part).error.kind, 'credentials');
  assert.equal(failureOf(part).pages, 24);
  assert.equal(part.loaded, 600);
  assert.ok(requests(run).length <= 10, `${requests(run).length} requests`);
  token += '-2';
  catalog.resume();
  const before = requests(run).length;
  assert.equal((await find(catalog, { text: 'a' })).totalKind, 'exact');
  assert.equal(requests(run).length - before, 24);
});

test('a function that renews the credentials keeps the search going', async () => {
  const run = 'renewed';
  const option = ({ refresh }: { readonly refresh: boolean }) =>
    `${credentials['huawei-workspace']}${refresh ? '-2' : ''}`;
  const catalog = new Catalog(
    source('huawei-workspace', { size: 2950, run, 'expire-after': 6 }, { credentials: option }),
  );
  assert.equal((await find(catalog, { text: 'a' })).totalKind, 'exact');
  const refused = requests(run).filter(({ status }) => status === 401).length;
  assert.ok(refused <= 4, `${refused} refused`);
  assert.equal(requests(run).length, 30 + refused);
});

for (const [fail, kind] of [
  ['403', 'forbidden'],
  ['429', 'rate-limited'],
] as const) {
  test(`${kind} in the middle ends the search`, async () => {
    const run = `hopeless-${fail}`;
    const pages = Array.from({ length: 26 }, (_, index) => index + 4).join();
    const catalog = new Catalog(source('huawei-workspace', { size: 2950, run, fail, pages, 'retry-after': 60 }));
    const part = await find(catalog, { text: 'a' });
    assert.deepEqual([failureOf(part).error.kind, failureOf(part).error.retryAfter], [kind, 60]);
    assert.equal(failureOf(part).pages, 26);
    assert.ok(requests(run).length <= 8, `${requests(run).length} requests`);
  });
}

test('a cloud that keeps failing is left alone after a few pages', async () => {
  const run = 'keeps-failing';
  const pages = Array.from({ length: 40 }, (_, index) => index + 10).join();
  const catalog = new Catalog(source('huawei-workspace', { size: 4950, run, fail: '500', pages }));
  const part = await find(catalog, { text: 'a' });
  assert.equal(failureOf(part).pages, 40);
  assert.equal(part.loaded, 1000);
  assert.ok(requests(run).length <= 18, `${requests(run).length} requests`);
});

test('a failure beyond what turns out to be the end is none', async () => {
  const pages = '5,6,7,8,9,10';
  const catalog = new Catalog(
    source('huawei-workspace', { size: 450, total: 'absent', fail: '403', pages, latency: '0-9' }),
  );
  const result = await find(catalog, { text: 'a' });
  assert.deepEqual([result.totalKind, result.incomplete, result.loaded], ['exact', undefined, 450]);
});

test('a search that is stopped keeps what it has found, and goes on when it may', async () => {
  const run = 'stopped';
  const size = 2950;
  const catalog = new Catalog(source('huawei-workspace', { size, run, latency: '3-9' }));
  const searching = find(catalog, { text: 'a' });
  await until(() => requests(run).length >= 10);
  catalog.stop();
  const part = await searching;
  assert.deepEqual([part.incomplete, part.totalKind], [{ reason: 'stopped' }, 'minimum']);
  assert.ok(part.loaded >= 500 && part.loaded < size, `${part.loaded} loaded`);
  await until(() => requests(run).every(({ millis }) => millis !== undefined));
  const before = requests(run).length;
  assert.equal((await find(catalog, { text: 'b' })).incomplete?.reason, 'stopped');
  assert.equal(requests(run).length, before, 'a stopped search stays stopped');
  catalog.resume();
  const whole = await find(catalog, { text: 'a' });
  assert.deepEqual([whole.incomplete, whole.totalKind, whole.loaded], [undefined, 'exact', size]);
  assert.equal(new Set(offsets(run)).size, 30);
  assert.ok(requests(run).length <= 34, 'only what was under way is asked for again');
});

test('a search that is stopped and resumed in one breath is finished', async () => {
  const run = 'breath';
  const catalog = new Catalog(source('huawei-workspace', { size: 1950, run, latency: '3-9' }));
  const searching = find(catalog, { text: 'a' });
  await until(() => requests(run).length >= 6);
  catalog.stop();
  catalog.resume();
  const whole = await find(catalog, { text: 'a' });
  await searching;
  assert.deepEqual([whole.totalKind, whole.loaded], ['exact', 1950]);
});

test('beyond the limit nothing is read unasked, and what is found until then is shown', async () => {
  const run = 'limit';
  const size = 2950;
  const catalog = new Catalog(source('huawei-workspace', { size, run }));
  const part = await find(catalog, { text: 'windows' }, { walkLimit: 1000 });
  assert.deepEqual([part.incomplete, part.totalKind, part.expected], [{ reason: 'limit' }, 'minimum', size]);
  assert.ok(part.total > 0 && part.loaded >= 1000 && part.loaded <= 1300, `${part.loaded} loaded`);
  const before = requests(run).length;
  await find(catalog, { text: 'linux' }, { walkLimit: 1000 });
  assert.equal(requests(run).length, before);
  catalog.resume();
  const whole = await find(catalog, { text: 'windows' }, { walkLimit: 1000 });
  assert.deepEqual([whole.incomplete, whole.totalKind], [undefined, 'exact']);
  assert.equal(requests(run).length, 30);
});

test('beyond the offset that Workspace allows nothing can be listed, and the answer says so', async () => {
  const run = 'ceiling';
  const catalog = new Catalog(source('huawei-workspace', { size: 6000, run }));
  const result = await find(catalog, { text: 'a' });
  assert.deepEqual([result.incomplete, result.totalKind], [{ reason: 'ceiling' }, 'minimum']);
  assert.equal(result.loaded, 5100);
  assert.equal(requests(run).length, 51);
  assert.equal(Math.max(...offsets(run)), 50);
  const last = await find(catalog, { page: 300 });
  assert.deepEqual([last.page, last.images.length, last.incomplete?.reason], [255, 20, 'ceiling']);
  assert.equal(Math.max(...offsets(run)), 50, 'turning pages does not ask for it either');
});

test('the ceiling is seen without a total, too, and exactly full is not beyond it', async () => {
  const absent = await find(new Catalog(source('huawei-workspace', { size: 6000, total: 'absent' })), { text: 'a' });
  assert.equal(absent.incomplete?.reason, 'ceiling');
  const full = await find(new Catalog(source('huawei-workspace', { size: 5100 })), { text: 'a' });
  assert.deepEqual([full.incomplete, full.loaded, full.totalKind], [undefined, 5100, 'exact']);
});
