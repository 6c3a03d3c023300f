import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import type { ProxyEvent } from '../../src/proxy/index.js';
import { errorOf, makeProxy, PROJECT, record, SECRET, sendJson, type Made, type Recorder, type Seen } from './serve.js';

const MINUTE = 60_000;
const FLEX = '/desktops/images/detail';
const LIST = '/desktops/v2/-/images';
const good = { username: 'portal', password: 'right' };
const hostway = { provider: 'hostway', params: {}, credentials: { ...good, password: 'wrong' } };

afterEach(() => mock.timers.reset());

const isRight = ({ headers }: Seen) =>
  headers.authorization === `Basic ${Buffer.from(`${good.username}:${good.password}`).toString('base64')}`;
const refuse = ({ response }: Seen) => sendJson(response, 401, { unauthorized: { code: 401, message: 'no' } });
const list = ({ response }: Seen) => sendJson(response, 200, { images: [] });

type Upstream = NonNullable<Parameters<typeof makeProxy>[1]>['upstream'];

async function setUp(
  respond: (seen: Seen) => void,
  upstream: Upstream = hostway,
): Promise<Made & Recorder & { status: (path: string) => Promise<number> }> {
  const { url, requests } = await record(respond);
  const made = makeProxy(url, { upstream });
  const status = async (path: string) => {
    const response = await made.ask(path);
    await response.text();
    return response.status;
  };
  return { ...made, url, requests, status };
}

const refusals = (events: readonly ProxyEvent[]) =>
  events.flatMap((event) => (event.type === 'refusal' ? [[event.by, event.upstream, event.seconds]] : []));
const once = [['cloud', 'desktops', 900]];

for (const [how, count] of [
  ['one after the other', 1],
  ['at once', 100],
] as const) {
  test(`a wrong password is sent twice, whether pages ask ${how}, and then not for 15 minutes`, async () => {
    mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
    const { requests, events, ask, status } = await setUp(refuse);
    const statuses = await Promise.all(Array.from({ length: count }, () => status(FLEX)));
    assert.equal(statuses.filter((given) => given === 401).length, 1, 'the cloud’s own words, once');
    for (let passed = 0; passed < 14 * MINUTE; passed += MINUTE) {
      const answer = await ask(FLEX);
      assert.equal(answer.headers.get('Retry-After'), String(900 - passed / 1000));
      assert.deepEqual(await errorOf(answer), { status: 503, code: 'PROXY.SIGN-IN-REFUSED' });
      mock.timers.tick(MINUTE);
    }
    assert.equal(requests.length, 2);
    assert.deepEqual(refusals(events), once);

    mock.timers.tick(2 * MINUTE);
    assert.deepEqual(await Promise.all([status(FLEX), status(FLEX), status(FLEX)]), [503, 503, 503]);
    assert.equal(requests.length, 3);
    assert.deepEqual(refusals(events), [...once, ...once]);
  });
}

test('a password that is right again after 15 minutes is taken', async () => {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  let right = false;
  const { status } = await setUp((seen) => (right ? list(seen) : refuse(seen)));
  assert.deepEqual([await status(FLEX), await status(FLEX)], [401, 503]);
  right = true;
  mock.timers.tick(15 * MINUTE);
  assert.deepEqual([await status(FLEX), await status(FLEX)], [200, 200]);
});

test('a refused token is not sent with each request either', async () => {
  const { status, requests, events } = await setUp(({ response }) => sendJson(response, 401, {}), {});
  assert.deepEqual([await status(LIST), await status(LIST), await status(LIST)], [401, 503, 503]);
  assert.deepEqual(
    requests.map(({ url }) => url),
    [`/v2/${PROJECT}/images`, `/v2/${PROJECT}/images?limit=1&offset=0`],
  );
  assert.deepEqual(refusals(events), once);
  assert.equal(JSON.stringify(events).includes(SECRET), false);
});

test('a password that stops working while many ask is sent no further than the requests under way', async () => {
  let right = true;
  const { status, requests, events } = await setUp((seen) => (right && isRight(seen) ? list(seen) : refuse(seen)), {
    ...hostway,
    credentials: good,
  });
  assert.equal(await status(FLEX), 200);
  right = false;
  await Promise.all(Array.from({ length: 10 }, () => status(FLEX)));
  assert.equal(refusals(events).length, 1);
  const sent = requests.length;
  assert.ok(sent <= 12, `${sent}`);
  assert.equal(await status(FLEX), 503);
  assert.equal(requests.length, sent);
});

test('no page can lock the others out with a value that the cloud refuses', async () => {
  const evil = `${FLEX}?zone=evil`;
  for (const begin of ['evil', 'good'] as const) {
    const { status, events, requests } = await setUp(
      (seen) => (isRight(seen) && !seen.url.includes('evil') ? list(seen) : refuse(seen)),
      { ...hostway, credentials: good },
    );
    if (begin === 'good') assert.equal(await status(FLEX), 200);
    for (let count = 0; count < 10; count++) assert.equal(await status(evil), 401);
    const both = async () => [await status(evil), await status(FLEX)];
    assert.deepEqual(await Promise.all(Array.from({ length: 100 }, both)), Array(100).fill([401, 200]));
    assert.deepEqual(refusals(events), []);
    const own = requests.filter(({ url }) => url === '/images/detail').length - 100 - Number(begin === 'good');
    assert.ok(own <= 10, `the proxy itself asked ${own} times`);
  }
});

test('no page can hold the others up with a value that the cloud does not answer', async () => {
  const { status, ask } = await setUp(
    (seen) => {
      if (!seen.url.includes('evil')) list(seen);
    },
    {
      ...hostway,
      credentials: good,
    },
  );
  const page = new AbortController();
  const hanging = ask(`${FLEX}?zone=evil`, { signal: page.signal });
  assert.deepEqual(await Promise.all([status(FLEX), status(FLEX)]), [200, 200]);
  page.abort();
  await hanging;
});

test('a cloud that cannot say whether it takes a password does not stop it', async () => {
  const { status, events } = await setUp((seen) =>
    seen.url.includes('evil') ? refuse(seen) : sendJson(seen.response, 503, {}),
  );
  for (let count = 0; count < 5; count++)
    assert.deepEqual([await status(`${FLEX}?zone=evil`), await status(FLEX)], [401, 503]);
  assert.deepEqual(refusals(events), []);
});

test('where a page chooses a part of the path, its refusals stop nobody', async () => {
  const { status, events } = await setUp(
    ({ url, response }) => sendJson(response, url.includes('evil') ? 401 : 200, { images: [] }),
    { params: {} },
  );
  for (let count = 0; count < 5; count++) {
    assert.deepEqual([await status('/desktops/v2/evil/images'), await status('/desktops/v2/p/images')], [401, 200]);
  }
  assert.deepEqual(refusals(events), []);
});

test('a source that brings the same password again is held back likewise', async () => {
  const { status, requests, events } = await setUp(refuse, {
    ...hostway,
    credentials: { name: 'vault', issue: () => ({ credentials: hostway.credentials }) },
  });
  assert.deepEqual([await status(FLEX), await status(FLEX), await status(FLEX)], [401, 503, 503]);
  assert.equal(requests.length, 2);
  assert.deepEqual(refusals(events), once);
});
