import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Verdict } from '../../src/proxy/index.js';
import { makeProxy, record, until, type Made } from './serve.js';

const LIST = '/desktops/v2/-/images';

/** Left alone, one of these ends the process. */
const unhandled: unknown[] = [];
const keep = (reason: unknown): void => void unhandled.push(reason);
process.on('unhandledRejection', keep);
after(() => {
  process.off('unhandledRejection', keep);
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** A function of the portal that waits until the test says how it ends. */
class Pending<Value> {
  asked = 0;
  resolve: (value: Value) => void = () => undefined;
  reject: (reason: unknown) => void = () => undefined;
  readonly ask = (): Promise<Value> => {
    this.asked += 1;
    return new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  };
}

async function made(changes: Parameters<typeof makeProxy>[1]): Promise<Made> {
  const { url } = await record();
  return makeProxy(url, changes);
}

test('a request that was aborted before it came asks the portal nothing', async () => {
  const authorize = new Pending<Verdict>();
  const { ask } = await made({ authorize: authorize.ask });
  const response = await ask(LIST, { signal: AbortSignal.abort() });
  assert.deepEqual([response.status, authorize.asked], [499, 0]);
});

test('an aborted request whose authorize fails later harms nothing', async () => {
  const authorize = new Pending<Verdict>();
  const { ask } = await made({ authorize: authorize.ask });
  const page = new AbortController();
  const asked = ask(LIST, { signal: page.signal });
  await until(() => authorize.asked === 1);
  page.abort();
  assert.equal((await asked).status, 499);
  authorize.reject(new Error('too late'));
  await settle();
  assert.deepEqual(unhandled, []);
});

test('nor does one that fails in the same turn as the page goes', async () => {
  const page = new AbortController();
  const { ask } = await made({
    authorize: async () => {
      page.abort();
      throw new Error('too late');
    },
  });
  assert.equal((await ask(LIST, { signal: page.signal })).status, 499);
  await settle();
  assert.deepEqual(unhandled, []);
});

test('an authorize that fails after the time is over harms nothing, and the body of a late response is dropped', async () => {
  const authorize = new Pending<Verdict>();
  const { ask } = await made({ authorize: authorize.ask, limits: { headersTimeout: 20 } });
  assert.equal((await ask(LIST)).status, 504);
  authorize.reject(new Error('too late'));
  assert.equal((await ask(LIST)).status, 504);
  let dropped = false;
  const body = new ReadableStream({ cancel: () => void (dropped = true) });
  authorize.resolve(new Response(body, { status: 302 }));
  await settle();
  assert.deepEqual([dropped, unhandled], [true, []]);
});

test('a credentials function that fails after the page has gone harms nothing', async () => {
  const credentials = new Pending<string>();
  const { ask } = await made({ upstream: { credentials: credentials.ask } });
  const page = new AbortController();
  const asked = ask(LIST, { signal: page.signal });
  await until(() => credentials.asked === 1);
  page.abort();
  assert.equal((await asked).status, 499);
  credentials.reject(new Error('too late'));
  await settle();
  assert.deepEqual(unhandled, []);
});

test('a log that fails later costs no request, and harms nothing', async () => {
  // The portal's function is not bound to its type.
  const log: () => unknown = () => Promise.reject(new Error('disk full'));
  const { ask } = await made({ log: log });
  assert.equal((await (await ask(LIST)).json()) !== undefined, true);
  await settle();
  assert.deepEqual(unhandled, []);
});
