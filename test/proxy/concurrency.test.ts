import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorOf, makeProxy, record, sendJson, until, type Made, type Seen } from './serve.js';

const LIST = '/desktops/v2/-/images';

interface Held extends Made {
  /** Requests that the cloud has, and has not answered. */
  readonly waiting: Seen[];
  /** How many it ever had at once. */
  readonly most: () => number;
  readonly answerOne: () => void;
}

/** A proxy in front of a cloud that answers one request when the test says so. */
async function held(changes: Parameters<typeof makeProxy>[1]): Promise<Held> {
  const waiting: Seen[] = [];
  let most = 0;
  const { url } = await record((seen) => {
    waiting.push(seen);
    most = Math.max(most, waiting.length);
    seen.response.on('close', () => {
      if (waiting.includes(seen)) waiting.splice(waiting.indexOf(seen), 1);
    });
  });
  const answerOne = (): void => {
    const seen = waiting.shift();
    assert.ok(seen);
    sendJson(seen.response, 200, { images: [] });
  };
  return { ...makeProxy(url, changes), waiting, most: () => most, answerOne };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
}

const read = async (asked: Promise<Response>): Promise<number> => {
  const response = await asked;
  await response.arrayBuffer();
  return response.status;
};

void describe('of the requests to one upstream', () => {
  test('so many go on at a time, the next ones wait, and the others are told to come back', async () => {
    const { ask, waiting, most, answerOne } = await held({ limits: { concurrency: 2, queueLength: 1 } });
    const asked = [ask(LIST), ask(LIST), ask(LIST)].map(read);
    await until(() => waiting.length === 2);
    const refused = await ask(LIST);
    assert.equal(refused.headers.get('Retry-After'), '1');
    assert.deepEqual(await errorOf(refused), { status: 503, code: 'PROXY.BUSY' });
    for (let count = 0; count < 3; count++) {
      await until(() => waiting.length > 0);
      answerOne();
    }
    assert.deepEqual(await Promise.all(asked), [200, 200, 200]);
    assert.equal(most(), 2);
  });

  test('one waits no longer than the queue allows', async () => {
    const { ask, events } = await held({ limits: { concurrency: 1, queueTimeout: 30 } });
    void ask(LIST);
    await settle();
    assert.deepEqual(await errorOf(await ask(LIST)), { status: 503, code: 'PROXY.BUSY' });
    assert.ok(events.some((event) => event.type === 'request' && event.code === 'BUSY'));
  });

  test('one whose page goes away leaves its place, wherever it is', async () => {
    const { ask, waiting, answerOne } = await held({ limits: { concurrency: 1, queueLength: 1 } });
    const [first, second] = [new AbortController(), new AbortController()];
    const going = ask(LIST, { signal: first.signal });
    await until(() => waiting.length === 1);
    const [seen] = waiting;
    const queued = ask(LIST, { signal: second.signal });
    await settle();
    second.abort();
    assert.equal((await queued).status, 499);
    const third = read(ask(LIST));
    await settle();
    first.abort();
    assert.equal((await going).status, 499);
    await until(() => waiting.length === 1 && waiting[0] !== seen);
    answerOne();
    assert.equal(await third, 200);
  });

  test('each keeps its place until its body has ended', async () => {
    const bodies: Seen[] = [];
    const { url } = await record((seen) => {
      bodies.push(seen);
      seen.response.writeHead(200).write('{');
    });
    const { ask } = makeProxy(url, { upstream: { concurrency: 1 } });
    const first = await ask(LIST);
    const second = ask(LIST);
    await settle();
    assert.equal(bodies.length, 1);
    await first.body?.cancel();
    assert.equal((await second).status, 200);
    assert.equal(bodies.length, 2);
  });

  test('none is held up by another upstream', async () => {
    const { url } = await record(() => undefined);
    const other = await record();
    const upstream = { provider: 'huawei-workspace', params: { projectId: 'p' }, credentials: 'a-token' };
    const { ask } = makeProxy('', {
      upstreams: {
        slow: { ...upstream, endpoint: url, concurrency: 1 },
        quick: { ...upstream, endpoint: other.url, concurrency: 1 },
      },
    });
    void ask('/slow/v2/-/images');
    await settle();
    assert.equal(await read(ask('/quick/v2/-/images')), 200);
  });
});

void describe('of the requests of one client', () => {
  const limits = { clientConcurrency: 2, queueLength: 0 };

  test('whom authorize names, so many go on at a time, to whichever upstream', async () => {
    const { url } = await record(() => undefined);
    const upstream = {
      provider: 'huawei-workspace',
      endpoint: url,
      params: { projectId: 'p' },
      credentials: 'a-token',
    };
    const { ask } = makeProxy('', {
      limits,
      upstreams: { one: upstream, two: upstream },
      authorize: (request) => ({ user: request.headers.get('X-User') ?? '' }),
    });
    const from = (user: string, name: string, signal?: AbortSignal) =>
      ask(`/${name}/v2/-/images`, { headers: { 'X-User': user }, signal: signal ?? null });
    void from('ada', 'one');
    void from('ada', 'two');
    await settle();
    assert.deepEqual(await errorOf(await from('ada', 'one')), { status: 503, code: 'PROXY.BUSY' });
    const page = new AbortController();
    const bob = from('bob', 'one', page.signal);
    await settle();
    page.abort();
    assert.equal((await bob).status, 499);
  });

  test('whom a function of the portal tells apart, likewise; one whom it does not know has no limit', async () => {
    const { ask, waiting } = await held({
      limits,
      client: (request) => request.headers.get('X-Forwarded-For') ?? undefined,
    });
    const from = (address: string) => ask(LIST, { headers: { 'X-Forwarded-For': address } });
    void from('192.0.2.1');
    void from('192.0.2.1');
    await until(() => waiting.length === 2);
    assert.equal((await from('192.0.2.1')).status, 503);
    void from('192.0.2.2');
    for (let count = 0; count < 3; count++) void ask(LIST);
    await until(() => waiting.length === 6);
  });

  test('a place is free again when a request has ended, however it ended', async () => {
    const statuses = [200, 401, 500, 302];
    const { url } = await record(({ response }, count) => response.writeHead(statuses[count % 4] ?? 200).end('{}'));
    const { ask } = makeProxy(url, { limits: { ...limits, clientConcurrency: 1 }, authorize: () => ({ user: 'ada' }) });
    for (let count = 0; count < 20; count++) assert.notEqual(await read(ask(LIST)), 503);
    assert.equal(await read(ask('/desktops/unknown')), 404);
    assert.equal(await read(ask(`${LIST}?limit=x`)), 400);
    assert.notEqual(await read(ask(LIST)), 503);
  });
});

test('limits that mean nothing are mistakes', () => {
  for (const limit of ['concurrency', 'clientConcurrency', 'queueLength']) {
    for (const value of [-1, 1.5, NaN, '4']) {
      assert.throws(
        () => makeProxy('https://cloud.example', { limits: { [limit]: value } }),
        new RegExp(`limits.${limit}`),
      );
    }
  }
  assert.throws(() => makeProxy('https://cloud.example', { upstream: { concurrency: 0 } }), /desktops.concurrency/);
});
