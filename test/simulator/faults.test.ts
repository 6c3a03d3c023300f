import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloudIds, faultKinds } from '../../simulator/index.js';
import type { CloudId } from '../../simulator/index.js';
import { at, listPath, rowsOf, signedIn, startAsking, until } from './ask.js';

const { simulator, ask } = await startAsking();

const statuses = faultKinds.filter((kind) => /^\d+$/.test(kind));

/** Asks without waiting for the body. */
function open(cloud: CloudId, fail: string, signal?: AbortSignal): Promise<Response> {
  const address = simulator.endpoint(cloud, { fail, run: `${cloud}-${fail}` }) + listPath(cloud);
  return fetch(address, { headers: signedIn(cloud), redirect: 'manual', ...(signal && { signal }) });
}

for (const cloud of cloudIds) {
  test(`${cloud}: fails with any status in words of its own, and no failure is a breach`, async () => {
    const run = `${cloud}-statuses`;
    for (const fail of statuses) {
      const answer = await ask(cloud, { options: { fail, run } });
      assert.equal(answer.status, Number(fail));
      assert.ok(answer.text.length > 10, fail);
      assert.equal(answer.text.includes('undefined'), false, fail);
    }
    assert.deepEqual(simulator.breaches(run), []);
  });

  test(`${cloud}: answers 200 with a body that is not a page`, async () => {
    const html = await ask(cloud, { options: { fail: 'html' } });
    assert.deepEqual([html.status, html.text.startsWith('<!DOCTYPE html>')], [200, true]);
    const text = await ask(cloud, { options: { fail: 'text' } });
    assert.deepEqual([text.status, text.json], [200, undefined]);
    const empty = await ask(cloud, { options: { fail: 'empty' } });
    assert.deepEqual([empty.status, empty.text], [200, '']);
    const truncated = await ask(cloud, { options: { fail: 'truncated' } });
    assert.deepEqual([truncated.status, truncated.json, truncated.text.length > 500], [200, undefined, true]);
    const shape = await ask(cloud, { options: { fail: 'wrong-shape' } });
    assert.equal(shape.status, 200);
    assert.ok(shape.json);
    assert.deepEqual(rowsOf(cloud, shape.json), []);
  });

  test(`${cloud}: breaks the connection, and does not blame the client`, async () => {
    await assert.rejects(open(cloud, 'reset'));
    await until(() => simulator.log(`${cloud}-reset`)[0]?.millis !== undefined);
    assert.equal(simulator.log(`${cloud}-reset`)[0]?.aborted, false);
    assert.equal(simulator.log(`${cloud}-reset`)[0]?.status, undefined);
  });

  test(`${cloud}: drips a body that never ends, until the client gives up`, async () => {
    const giveUp = new AbortController();
    const response = await open(cloud, 'drip', giveUp.signal);
    assert.equal(response.status, 200);
    const reader = response.body?.getReader();
    for (let bytes = 0; bytes < 3; bytes += 1) assert.equal((await reader?.read())?.done, false);
    giveUp.abort();
    await until(() => simulator.log(`${cloud}-drip`)[0]?.aborted === true);
  });

  test(`${cloud}: a redirect that is followed is a breach`, async () => {
    const response = await open(cloud, 'redirect');
    assert.equal(response.status, 302);
    assert.deepEqual(simulator.breaches(`${cloud}-redirect`), []);
    const elsewhere = simulator.url + (response.headers.get('location') ?? '');
    assert.equal((await fetch(elsewhere, { headers: signedIn(cloud) })).status, 404);
    assert.equal(simulator.breaches(`${cloud}-redirect`).length, 1);
  });
}

for (const cloud of cloudIds) {
  test(`${cloud}: breaks off in the middle of a page, and does not blame the client`, async () => {
    const response = await open(cloud, 'reset-body');
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    await until(() => simulator.log(`${cloud}-reset-body`)[0]?.millis !== undefined);
    assert.equal(simulator.log(`${cloud}-reset-body`)[0]?.aborted, false);
  });

  test(`${cloud}: spoils the rows of a page, its type or its root`, async () => {
    const rows = async (fail: string): Promise<readonly unknown[]> => {
      const { status, json } = await ask(cloud, { options: { fail } });
      assert.equal(status, 200, fail);
      return rowsOf(cloud, json);
    };
    const unreadable = await rows('unreadable');
    assert.deepEqual([unreadable.length, typeof unreadable[0]], [12, 'string']);
    const withoutIds = await rows('no-ids');
    assert.equal(withoutIds.length, 12);
    assert.equal(
      withoutIds.some((row) => Object.hasOwn(Object(row) as object, cloud === 'zstack' ? 'uuid' : 'id')),
      false,
    );
    assert.equal((await rows('nested')).length, 12);
    const mistyped = await ask(cloud, { options: { fail: 'wrong-type' } });
    assert.deepEqual([mistyped.headers.get('content-type'), rowsOf(cloud, mistyped.json).length], ['text/html', 12]);
    assert.ok(Array.isArray((await ask(cloud, { options: { fail: 'wrong-root' } })).json));
    const large = await ask(cloud, { options: { fail: 'large' } });
    assert.deepEqual([large.text.length > 50_000_000, rowsOf(cloud, large.json).length], [true, 12]);
    const nothing = await ask(cloud, { options: { fail: 'no-content' } });
    assert.deepEqual([nothing.status, nothing.text], [204, '']);
  });
}

test('a page can be empty or another one, and a total change from page to page', async () => {
  const page = async (options: object, offset: number): Promise<{ rows: number; total: unknown; first: unknown }> => {
    const { json } = await ask('huawei-workspace', {
      options: { size: 100, ...options },
      query: `?limit=10&offset=${offset}`,
    });
    const rows = rowsOf('huawei-workspace', json);
    return { rows: rows.length, total: at(json, 'total_count'), first: at(rows[0], 'id') };
  };
  assert.deepEqual(
    (await Promise.all([0, 10, 20].map((offset) => page({ 'empty-pages': '1' }, offset)))).map(({ rows }) => rows),
    [10, 0, 10],
  );
  const [first, second] = [await page({ 'repeat-pages': 1 }, 0), await page({ 'repeat-pages': 1 }, 10)];
  assert.equal(second.first, first.first);
  assert.deepEqual(
    [(await page({ total: 'growing' }, 20)).total, (await page({ total: 'shrinking' }, 20)).total],
    [102, 98],
  );
});

test('nothing goes wrong in a run any more once it is repaired', async () => {
  const options = { fail: 500, run: 'repaired' };
  assert.equal((await ask('hostway', { options })).status, 500);
  assert.equal((await fetch(`${simulator.url}/-/repair?run=repaired`, { method: 'POST' })).status, 204);
  assert.equal((await ask('hostway', { options })).status, 200);
  assert.equal((await ask('hostway', { options: { fail: 500, run: 'another' } })).status, 500);
});

test('answers can be kept by a browser, and a failure can say anything of when to come back', async () => {
  const kept = await ask('zstack', { options: { cache: 'max-age=60' } });
  assert.equal(kept.headers.get('cache-control'), 'max-age=60');
  const later = await ask('zstack', { options: { fail: 429, 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } });
  assert.equal(later.headers.get('retry-after'), 'Wed, 21 Oct 2026 07:28:00 GMT');
});

test('a request that hangs has no answer when the client gives up, and the log says so', async () => {
  const giveUp = new AbortController();
  const hanging = open('zstack', 'hang', giveUp.signal);
  await until(() => simulator.log('zstack-hang').length > 0);
  giveUp.abort();
  await assert.rejects(hanging, { name: 'AbortError' });
  await until(() => simulator.log('zstack-hang')[0]?.millis !== undefined);
  const [entry] = simulator.log('zstack-hang');
  assert.deepEqual([entry?.aborted, entry?.status], [true, undefined]);
});

test('the fullest errors name the cause, however deep', async () => {
  const zstack = await ask('zstack', { options: { fail: 'business' } });
  assert.equal(zstack.status, 503);
  assert.match(String(at(zstack.json, 'error', 'cause', 'cause', 'details')), /已断开连接/);
  const horizon = await ask('horizon', { options: { fail: 'business' } });
  assert.equal(at(horizon.json, 'errors', 0, 'cause', 'code'), 'AZURE_CREDENTIAL_EXPIRED');
  const hostway = await ask('hostway', { options: { fail: 'business' } });
  assert.match(String(at(hostway.json, 'forbidden', 'errorid')), /^[\da-f-]{36}$/);
  const phone = await ask('huawei-cloud-phone', { options: { fail: 'business' } });
  assert.equal(at(phone.json, 'error_code'), 'CPS.0001');
});

test('the gateway of Huawei has codes of its own', async () => {
  const code = async (fail: number): Promise<unknown> =>
    at((await ask('huawei-workspace', { options: { fail } })).json, 'error_code');
  assert.deepEqual([await code(401), await code(404), await code(429)], ['APIGW.0301', 'APIGW.0101', 'APIGW.0308']);
});

test('the errors of Horizon are its own for odd seeds and those of its framework for even ones', async () => {
  const own = await ask('horizon', { options: { fail: 403, seed: 1 } });
  assert.equal(at(own.json, 'errors', 0, 'code'), 'FORBIDDEN');
  const framework = await ask('horizon', { options: { fail: 403, seed: 2 } });
  assert.deepEqual([at(framework.json, 'status'), at(framework.json, 'path')], [403, listPath('horizon')]);
});

test('ZStack says in plain text, without a Content-Type, what it does not put into an error', async () => {
  for (const fail of [400, 404, 405, 500]) {
    const { headers, json, text } = await ask('zstack', { options: { fail } });
    assert.equal(headers.get('content-type'), null);
    assert.equal(json, undefined);
    assert.ok(text.length > 0);
  }
});

test('fails so many times, then works; another run counts for itself', async () => {
  for (const run of ['times-a', 'times-b']) {
    const options = { fail: 503, times: 2, run };
    const answers: number[] = [];
    for (let asked = 0; asked < 4; asked += 1) answers.push((await ask('huawei-cloud-phone', { options })).status);
    assert.deepEqual(answers, [503, 503, 200, 200]);
  }
});

test('fails for the pages that are named, and for no other', async () => {
  const options = { fail: 500, pages: '1,3', size: 200 };
  const statusOf = async (cloud: CloudId, query: string): Promise<number> =>
    (await ask(cloud, { options, query })).status;
  const phone = [0, 10, 20, 30].map((offset) => statusOf('huawei-cloud-phone', `?limit=10&offset=${String(offset)}`));
  assert.deepEqual(await Promise.all(phone), [200, 500, 200, 500]);
  const copies = [0, 1, 2, 3].map((page) => statusOf('horizon', `?size=10&page=${String(page)}`));
  assert.deepEqual(await Promise.all(copies), [200, 500, 200, 500]);
});

test('fails only later than so many milliseconds after the first request', async () => {
  const options = { fail: 500, from: 30, run: 'later' };
  const started = performance.now();
  assert.equal((await ask('zstack', { options })).status, 200);
  let status = 200;
  while (status === 200 && performance.now() - started < 5000) ({ status } = await ask('zstack', { options }));
  assert.equal(status, 500);
  assert.ok(performance.now() - started >= 30);
});

test('a failure says when to come back, and only a failure', async () => {
  const options = { fail: 429, 'retry-after': 7, times: 1 };
  assert.equal((await ask('huawei-workspace', { options })).headers.get('retry-after'), '7');
  assert.equal((await ask('huawei-workspace', { options })).headers.get('retry-after'), null);
});

for (const cloud of cloudIds) {
  test(`${cloud}: a token expires after so many requests, a refreshed one works, and none of it is a breach`, async () => {
    const options = { 'expire-after': 2, run: `${cloud}-expiry` };
    const refused = cloud === 'zstack' ? 503 : 401;
    const answers: number[] = [];
    for (const suffix of ['', '', '', '-2', '-2', '-2', '']) {
      answers.push((await ask(cloud, { options, headers: signedIn(cloud, suffix) })).status);
    }
    assert.deepEqual(answers, [200, 200, refused, 200, 200, 200, refused]);
    assert.deepEqual(simulator.breaches(options.run), []);
  });
}

test('answers come after the latency, the same for the same seed', async () => {
  const run = 'latency';
  await ask('zstack', { options: { latency: '40-60', run } });
  const [entry] = simulator.log(run);
  assert.ok((entry?.millis ?? 0) >= 39, String(entry?.millis));
});
