import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, mock, test } from 'node:test';
import { huaweiIam, zstackAccount, type AskForRequest } from '../../src/proxy/index.js';
import {
  errorOf,
  makeProxy,
  nodeListener,
  record,
  sendJson,
  serve,
  until,
  type Made,
  type Recorder,
  type Seen,
} from './serve.js';
import { startZstackCloud } from './zstack-cloud.js';

const MINUTE = 60_000;
const LIST = '/desktops/v2/-/images';
const VM = '/desktops/zstack/v1/vm-instances/a/image-candidates';

afterEach(() => mock.timers.reset());

/** Who sends a request, as a portal would know it. */
const personOf = ({ headers }: Request): string => headers.get('Cookie') ?? 'nobody';

/** An answer that says whose token came with the request. */
const echo = ({ headers, response }: Seen) =>
  sendJson(response, 200, { images: [{ id: String(headers['x-auth-token']).replace('token-of-', '') }] });

async function setUp(
  credentials: AskForRequest,
  respond: (seen: Seen) => void = echo,
): Promise<Made & Recorder & { as: (person: string, path?: string) => Promise<Response> }> {
  const { url, requests } = await record(respond);
  const made = makeProxy(url, { upstream: { credentials } });
  return { ...made, url, requests, as: (person, path = LIST) => made.ask(path, { headers: { Cookie: person } }) };
}

async function personIn(response: Response): Promise<unknown> {
  return ((await response.json()) as { images: { id: string }[] }).images[0]?.id;
}

test('each request is sent with the token of the person who sent it, however they overlap', async () => {
  const { as } = await setUp(async (request) => {
    const person = personOf(request);
    // Some are looked up sooner than others.
    for (let turn = 0; turn < person.length * 7; turn++) await new Promise(setImmediate);
    return `token-of-${person}`;
  });
  const people = Array.from({ length: 60 }, (_, index) => `${'a'.repeat((index % 7) + 1)}-${index % 20}`);
  const answered = await Promise.all(people.map(async (person) => personIn(await as(person))));
  assert.deepEqual(answered, people);
});

test('a function that knows the person by the context of the call is no trap either', async () => {
  const session = new AsyncLocalStorage<string>();
  const { proxy } = await setUp(() => `token-of-${session.getStore() ?? 'nobody'}`);
  const listener = nodeListener(proxy);
  const { url } = await serve((incoming, outgoing) =>
    session.run(incoming.headers.cookie ?? '', () => listener(incoming, outgoing)),
  );
  const people = Array.from({ length: 40 }, (_, index) => `person-${index % 8}`);
  const answered = await Promise.all(
    people.map(async (person) => personIn(await fetch(`${url}/clouds${LIST}`, { headers: { Cookie: person } }))),
  );
  assert.deepEqual(answered, people);
});

test('a person’s account signs in once, also where its source is made anew for each request', async () => {
  const cloud = await startZstackCloud();
  const { ask } = makeProxy(cloud.url, {
    upstream: {
      provider: 'zstack',
      params: {},
      credentials: (request) => zstackAccount({ endpoint: cloud.url, account: personOf(request), password: 'p' }),
    },
  });
  const as = async (person: string) => (await ask(VM, { headers: { Cookie: person } })).status;
  const people = Array.from({ length: 30 }, (_, index) => `person-${index % 3}`);
  assert.deepEqual(await Promise.all(people.map(as)), Array(30).fill(200));
  assert.equal(cloud.begun.length, 3);
  assert.deepEqual([...new Set(cloud.accounts)].sort(), ['person-0', 'person-1', 'person-2']);
});

test('two people with the same name and different passwords do not share a sign-in', async () => {
  const { as, requests } = await setUp((request) =>
    huaweiIam({ endpoint: iam.url, domain: 'd', user: 'u', password: personOf(request), project: { id: 'p' } }),
  );
  assert.deepEqual([await personIn(await as('one')), await personIn(await as('two'))], ['1', '2']);
  assert.deepEqual([await personIn(await as('one')), await personIn(await as('two'))], ['1', '2']);
  assert.equal(requests.length, 4);
});
const iam = await record(({ response }, count) =>
  sendJson(response, 201, {}, { 'X-Subject-Token': `token-of-${count}` }),
);

test('what a person’s account is refused with is asked for anew, and the new value is used', async () => {
  const asked: boolean[] = [];
  const { as, requests } = await setUp(
    (request, { refresh }) => {
      asked.push(refresh);
      return `token-of-${personOf(request)}-${asked.filter(Boolean).length + 1}`;
    },
    (seen) => (String(seen.headers['x-auth-token']).endsWith('-1') ? sendJson(seen.response, 401, {}) : echo(seen)),
  );
  assert.equal(await personIn(await as('eva')), 'eva-2');
  assert.deepEqual(asked, [false, true]);
  assert.equal(await personIn(await as('eva')), 'eva-2');
  assert.equal(requests.length, 3);
});

test('a refused account stops one person only, who is told to sign in again', async () => {
  const { as, events, requests } = await setUp(
    (request) => `token-of-${personOf(request)}`,
    (seen) =>
      String(seen.headers['x-auth-token']).endsWith('mallory') ? sendJson(seen.response, 401, {}) : echo(seen),
  );
  assert.equal((await as('mallory')).status, 401);
  const answer = await as('mallory');
  assert.equal(answer.headers.get('Retry-After'), '900');
  assert.deepEqual(await errorOf(answer), { status: 401, code: 'PROXY.ACCOUNT-REFUSED' });
  assert.equal(requests.length, 2);
  assert.equal(await personIn(await as('alice')), 'alice');
  assert.deepEqual(
    events.flatMap((event) => (event.type === 'refusal' ? [event.personal] : [])),
    [true],
  );
});

test('accounts that go unused are signed out: the oldest where there are many, and all after half an hour', async () => {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  const cloud = await startZstackCloud();
  const { ask, proxy } = makeProxy(cloud.url, {
    limits: { accounts: 3 },
    upstream: {
      provider: 'zstack',
      params: {},
      credentials: (request) => zstackAccount({ endpoint: cloud.url, account: personOf(request), password: 'p' }),
    },
  });
  const as = async (person: string) => (await ask(VM, { headers: { Cookie: person } })).status;
  const open = () => cloud.open().map((session) => cloud.accounts[cloud.begun.indexOf(session)]);
  for (const person of ['a', 'b', 'c', 'a', 'd']) assert.equal(await as(person), 200);
  await until(() => cloud.ended.length === 1);
  assert.deepEqual(open(), ['a', 'c', 'd']);
  mock.timers.tick(31 * MINUTE);
  assert.equal(await as('a'), 200);
  await until(() => cloud.ended.length === 3);
  assert.deepEqual(open(), ['a']);
  await proxy.close();
  assert.deepEqual(open(), []);
});

test('an account that a request still uses is not signed out', async () => {
  const cloud = await startZstackCloud();
  let answer = (): void => undefined;
  cloud.slow = new Promise((resolve) => (answer = resolve));
  let seen = false;
  cloud.refuses = (url) => {
    seen ||= url.includes('slow');
    return false;
  };
  const { ask } = makeProxy(cloud.url, {
    limits: { accounts: 1 },
    upstream: {
      provider: 'zstack',
      params: {},
      credentials: (request) => zstackAccount({ endpoint: cloud.url, account: personOf(request), password: 'p' }),
    },
  });
  const slow = ask(VM.replace('/a/', '/slow/'), { headers: { Cookie: 'a' } });
  await until(() => seen);
  for (const person of ['b', 'c']) assert.equal((await ask(VM, { headers: { Cookie: person } })).status, 200);
  await until(() => cloud.ended.length === 1);
  assert.deepEqual(
    cloud.open().map((session) => cloud.accounts[cloud.begun.indexOf(session)]),
    ['a', 'c'],
  );
  answer();
  assert.equal((await slow).status, 200);
});

test('what the portal’s function gives is checked, and what it throws is told to nobody', async () => {
  for (const credentials of [
    () => '',
    () => ({ username: 'a' }),
    () => undefined,
    () => ({ credentials: 's3cr3t', expiresAt: Date.now() + MINUTE }),
    () => {
      throw new Error('the vault said s3cr3t');
    },
  ]) {
    // The portal's function is not bound to its type.
    const { as, events, requests } = await setUp(credentials as AskForRequest);
    const response = await as('a');
    assert.equal(response.status, 503);
    const said = await response.text();
    assert.match(said, /PROXY\.SIGN-IN"/);
    assert.equal(`${said}${JSON.stringify(events)}`.includes('s3cr3t'), false);
    assert.match(JSON.stringify(events), /the credentials function (failed|returned neither)/);
    assert.equal(requests.length, 0);
  }
});

test('a function that never answers holds up nobody for longer than its limit', async () => {
  const { url } = await record();
  const { ask } = makeProxy(url, {
    upstream: { credentials: () => new Promise<string>(() => undefined) },
    limits: { signInTimeout: 100 },
  });
  assert.deepEqual(await errorOf(await ask(LIST)), { status: 503, code: 'PROXY.SIGN-IN' });
});
