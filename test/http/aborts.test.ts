import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPage, startClouds, until } from './clouds.js';

const { source, requests } = await startClouds();

const reason = new Error('the person typed on');

/** Aborts once a condition holds: the promise must be rejected with the reason, before anything else happens to it. */
async function abortWhen(condition: () => boolean, start: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const abort = new AbortController();
  const asked = start(abort.signal).then(
    () => assert.fail('answered'),
    (error: unknown) => error,
  );
  await until(condition);
  const aborted = performance.now();
  abort.abort(reason);
  assert.equal(await asked, reason);
  assert.ok(performance.now() - aborted < 1000, 'at once');
}

async function connectionClosed(run: string): Promise<void> {
  await until(() => requests(run)[0]?.millis !== undefined);
  assert.equal(requests(run)[0]?.aborted, true);
  assert.equal(requests(run).length, 1);
}

test('an abort before anything was sent sends nothing', async () => {
  const asked = firstPage(source('zstack', { run: 'before' }), AbortSignal.abort(reason));
  await assert.rejects(asked, (error) => error === reason);
  assert.equal(requests('before').length, 0);
});

test('an abort while the headers are awaited closes the connection', async () => {
  await abortWhen(
    () => requests('headers').length === 1,
    (signal) => firstPage(source('zstack', { fail: 'hang', run: 'headers' }), signal),
  );
  await connectionClosed('headers');
});

test('an abort in the middle of the body closes the connection', async () => {
  await abortWhen(
    () => requests('body')[0]?.status === 200,
    (signal) => firstPage(source('hostway', { fail: 'drip', run: 'body' }), signal),
  );
  await connectionClosed('body');
});

test('an abort between two attempts ends the pause, and nothing more is sent', async () => {
  const plain = source('zstack', { fail: '429', 'retry-after': 8, run: 'pause' });
  let turns = 0;
  const readError: typeof plain.provider.readError = (...answer) => {
    // Once the error has been read, the pause begins within the same turn of the event loop.
    setImmediate(() => turns++);
    return plain.provider.readError(...answer);
  };
  await abortWhen(
    () => turns > 0,
    (signal) => firstPage({ ...plain, provider: { ...plain.provider, readError } }, signal),
  );
  assert.equal(requests('pause').length, 1);
});

test('an abort does not wait for a credentials function that never answers', async () => {
  let asked = 0;
  const never = () => {
    asked++;
    return new Promise<string>(() => undefined);
  };
  await abortWhen(
    () => asked === 1,
    (signal) => firstPage(source('zstack', { run: 'never' }, { credentials: never }), signal),
  );
  assert.equal(requests('never').length, 0);
});

test('an abort does not wait for a refresh either', async () => {
  let refreshing = false;
  const stuck = ({ refresh }: { readonly refresh: boolean }) => {
    refreshing = refresh;
    return refresh ? new Promise<string>(() => undefined) : 'expired';
  };
  await abortWhen(
    () => refreshing,
    (signal) => firstPage(source('horizon', { run: 'refresh' }, { credentials: stuck }), signal),
  );
  assert.equal(requests('refresh').length, 1);
});

test('what has been answered is not taken back by a late abort', async () => {
  const abort = new AbortController();
  const page = await firstPage(source('huawei-workspace', { run: 'late' }), abort.signal);
  abort.abort(reason);
  assert.equal(page.length, 12);
  assert.equal(requests('late')[0]?.aborted, false);
});
