import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, makeProxy, record, sendJson, until, type Recorder } from './serve.js';

const LIST = '/desktops/v2/-/images';
const LONG = 60_000;

/** A cloud that begins its answers, and ends each when the test says so. */
async function halting(): Promise<Recorder & { readonly endAll: () => void }> {
  const recorder = await record(({ response }) => response.writeHead(200).write('{"images":['));
  const endAll = (): void => recorder.requests.forEach(({ response }) => response.end(']}'));
  return { ...recorder, endAll };
}

test('a proxy that drains takes no more requests, and lets those under way end', async () => {
  const { url, endAll } = await halting();
  const { proxy, ask, events } = makeProxy(url);
  const response = await ask(LIST);
  let closed = false;
  const closing = proxy.close({ drain: LONG }).then(() => (closed = true));
  const refused = await ask(LIST);
  assert.equal(refused.headers.get('Retry-After'), '1');
  assert.deepEqual(await errorOf(refused), { status: 503, code: 'PROXY.CLOSED' });
  assert.equal(closed, false);
  endAll();
  assert.deepEqual(await response.json(), { images: [] });
  await closing;
  assert.deepEqual(
    events.map((event) => event.type === 'request' && event.outcome),
    ['failed', 'answered'],
  );
});

test('requests that wait for the portal, for credentials or for their turn are under way, too', async () => {
  const waiting: (() => void)[] = [];
  const { url } = await record(({ response }) => waiting.push(() => sendJson(response, 200, {})));
  const { proxy, ask } = makeProxy(url, {
    limits: { concurrency: 1 },
    authorize: () => new Promise((resolve) => setImmediate(resolve, true)),
  });
  const asked = [ask(LIST), ask(LIST)].map(
    async (response) => (await (await response).text()) && (await response).status,
  );
  const closing = proxy.close({ drain: LONG });
  for (let count = 0; count < 2; count++) {
    await until(() => waiting.length > 0);
    waiting.pop()?.();
  }
  assert.deepEqual(await Promise.all(asked), [200, 200]);
  await closing;
});

test('what has not ended when the time is over is broken off', async () => {
  const { url, requests } = await halting();
  const { proxy, ask, events } = makeProxy(url);
  const response = await ask(LIST);
  const text = response.text();
  await Promise.all([assert.rejects(text), proxy.close({ drain: 50 })]);
  assert.equal(requests.length, 1);
  assert.deepEqual(
    events.map((event) => event.type === 'request' && [event.outcome, event.code]),
    [['broken-off', 'CLOSED']],
  );
});

test('a second call breaks off at once what the first one waits for', async () => {
  const { url } = await halting();
  const { proxy, ask } = makeProxy(url);
  const text = (await ask(LIST)).text();
  const draining = proxy.close({ drain: LONG });
  await Promise.all([assert.rejects(text), proxy.close()]);
  await draining;
});

test('a proxy that has nothing to do is closed at once', async () => {
  const { url } = await record();
  const { proxy } = makeProxy(url);
  await proxy.close({ drain: LONG });
});
