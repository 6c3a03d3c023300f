import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { after, test } from 'node:test';
import { accounts, longToken, startSimulator } from '../../simulator/index.js';
import { SignIns } from '../../src/proxy/credentials/sign-ins.js';
import {
  createProxy,
  huaweiIam,
  SignInError,
  type CredentialSource,
  type Issued,
  type ProxyEvent,
} from '../../src/proxy/index.js';
import { errorOf, nodeListener, makeProxy, record, sendJson, serve, until } from './serve.js';

const LIST = '/desktops/v2/-/images';

/** A source that issues `token-1`, `token-2` and so on. */
function counting(issued: (number: number) => Issued | Promise<Issued>): CredentialSource & { asked: boolean[] } {
  const asked: boolean[] = [];
  return {
    name: 'counting',
    asked,
    issue: ({ refresh }) => {
      asked.push(refresh);
      return issued(asked.length);
    },
  };
}

function signInsOf(source: CredentialSource, clock = { now: 1_700_000_000_000 }) {
  const events: ProxyEvent[] = [];
  const options = { fetch, timeout: 5000, log: (event: ProxyEvent) => void events.push(event), now: () => clock.now };
  return { signIns: new SignIns(source, options), clock, events };
}

test('1,000 requests at once while the token expires: one sign-in, and none is lost', async () => {
  const simulator = await startSimulator();
  const run = 'expiry';
  const endpoint = simulator.endpoint('huawei-workspace', { run, 'expire-after': 300, latency: '0-20' });
  const { domain, user, password, projectId } = accounts.huawei;
  const source = huaweiIam({ endpoint, domain, user, password, project: { id: projectId } });
  const proxy = createProxy({
    upstreams: { desktops: { provider: 'huawei-workspace', endpoint, params: { projectId }, credentials: source } },
    authorize: () => true,
    // Two processors are shared by both servers, the proxy and a thousand clients.
    limits: { headersTimeout: 60_000 },
  });
  const { port } = await serve(nodeListener(proxy));
  const agent = new Agent({ maxSockets: Infinity, keepAlive: true });
  after(async () => {
    agent.destroy();
    await proxy.close();
    await simulator.close();
  });
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: LIST, agent }, (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => (body += text));
        response.on('end', () => resolve(`${response.statusCode} ${body}`));
        response.on('error', reject);
      }).on('error', reject);
    });
  const signIns = () => simulator.log(run).filter(({ method }) => method === 'POST').length;
  await ask();
  assert.equal(signIns(), 1);

  const answers = await Promise.all(Array.from({ length: 1000 }, ask));
  assert.equal(signIns(), 2);
  assert.equal(new Set(answers).size, 1);
  assert.match(answers[0] ?? '', /^200 \{"total_count":12,/);
  const statuses = simulator
    .log(run)
    .filter(({ method }) => method === 'GET')
    .map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 1001);
  assert.ok(statuses.includes(401));
  assert.deepEqual(simulator.breaches(), []);
});

test('1,000 that wait for the first token sign in once', async () => {
  const source = counting(async () => {
    await new Promise(setImmediate);
    return { credentials: 'token' };
  });
  const { signIns } = signInsOf(source);
  const sessions = await Promise.all(Array.from({ length: 1000 }, () => signIns.get()));
  assert.equal(new Set(sessions).size, 1);
  assert.deepEqual(source.asked, [false]);
});

test('a token is replaced shortly before it expires, a short-lived one in its last tenth', async () => {
  for (const [lifetime, still, over] of [
    [7_200_000, 7_139_000, 7_141_000],
    [100_000, 89_000, 91_000],
  ] as const) {
    const clock = { now: 1_700_000_000_000 };
    const source = counting((number) => ({ credentials: `token-${number}`, expiresAt: clock.now + lifetime }));
    const { signIns, events } = signInsOf(source, clock);
    const started = clock.now;
    await signIns.get();
    clock.now = started + still;
    assert.equal((await signIns.get()).credentials, 'token-1');
    clock.now = started + over;
    // Behind the request that finds it due.
    assert.equal((await signIns.get()).credentials, 'token-1');
    await until(() => events.length === 2);
    assert.equal((await signIns.get()).credentials, 'token-2');
    assert.deepEqual(source.asked, [false, false]);
  }
});

test('a token that is about to expire goes on working while the token service does not', async () => {
  const clock = { now: 1_700_000_000_000 };
  const source = counting((number) => {
    if (number > 1) throw new SignInError('down');
    return { credentials: 'token-1', expiresAt: clock.now + 1_000_000 };
  });
  const { signIns } = signInsOf(source, clock);
  await signIns.get();
  clock.now += 950_000;
  assert.equal((await signIns.get()).credentials, 'token-1');
  clock.now += 60_000;
  await assert.rejects(signIns.get(), { code: 'SIGN-IN' });
});

test('while the token service is down, each pause is longer than the one before, up to a minute', async () => {
  const source = counting(() => {
    throw new SignInError('down');
  });
  const { signIns, clock, events } = signInsOf(source);
  const fails = () => assert.rejects(signIns.get(), { code: 'SIGN-IN' });
  await fails();
  for (const [count, pause] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
    clock.now += pause * 1000 - 1;
    await fails();
    assert.equal(source.asked.length, count + 1);
    clock.now += 1;
    await fails();
    assert.equal(source.asked.length, count + 2);
  }
  assert.ok(events.every((event) => event.type === 'sign-in' && event.reason === 'down'));
});

test('a cloud that refuses fresh credentials is not the occasion for another sign-in with each request', async () => {
  const source = counting((number) => ({ credentials: `token-${number}` }));
  const { url, requests } = await record(({ response }) => sendJson(response, 401, { error_code: 'APIGW.0301' }));
  const { ask } = makeProxy(url, { upstream: { credentials: source } });
  for (let count = 0; count < 5; count++) {
    const answer = await ask(LIST);
    // In the cloud's own words.
    assert.deepEqual(await errorOf(answer), { status: 401, code: 'APIGW.0301' });
  }
  assert.deepEqual(source.asked, [false, true]);
  assert.equal(requests.length, 6);
});

test('a request is repeated once with new credentials, and the old ones are not used again', async () => {
  const source = counting((number) => ({ credentials: `token-${number}` }));
  const { url, requests } = await record(({ headers, response }) =>
    headers['x-auth-token'] === 'token-1' ? sendJson(response, 401, {}) : sendJson(response, 200, { images: [] }),
  );
  const { ask } = makeProxy(url, { upstream: { credentials: source } });
  assert.equal((await ask(LIST)).status, 200);
  assert.equal((await ask(LIST)).status, 200);
  assert.deepEqual(
    requests.map(({ headers }) => headers['x-auth-token']),
    ['token-1', 'token-2', 'token-2'],
  );
});

test('ZStack says with a 503 that a session has expired, and is understood', async () => {
  const source = counting((number) => ({ credentials: `session-${number}` }));
  const { url } = await record(({ headers, response }) =>
    headers.authorization === 'OAuth session-1'
      ? sendJson(response, 503, {
          error: { code: 'ID.1001', description: 'Invalid session', details: 'Session expired' },
        })
      : sendJson(response, 200, { inventories: [] }),
  );
  const { proxy } = makeProxy(url, { upstream: { provider: 'zstack', params: {}, credentials: source } });
  const path = '/clouds/desktops/zstack/v1/vm-instances/a/image-candidates';
  assert.equal((await proxy(new Request(`https://portal.example${path}`))).status, 200);
  assert.deepEqual(source.asked, [false, true]);
});

test('two upstreams with the same source share its sign-ins', async () => {
  const source = counting(() => ({ credentials: 'token' }));
  const { url } = await record();
  const shared = { endpoint: url, credentials: source };
  const proxy = createProxy({
    upstreams: {
      desktops: { provider: 'huawei-workspace', ...shared },
      phones: { provider: 'huawei-cloud-phone', ...shared },
    },
    authorize: () => true,
  });
  const bodies = ['/desktops/v2/p/images', '/phones/v1/p/cloud-phone/images'].map(async (path) =>
    (await proxy(new Request(`http://portal${path}`))).text(),
  );
  await Promise.all(bodies);
  assert.equal(source.asked.length, 1);
});

test('a source that never answers holds up nobody for longer than its limit', async () => {
  const { url } = await record();
  const { ask, events } = makeProxy(url, {
    upstream: { credentials: { name: 'hanging', issue: () => new Promise<Issued>(() => undefined) } },
    limits: { signInTimeout: 100 },
  });
  const answer = await ask(LIST);
  assert.equal(answer.headers.get('Retry-After'), '1');
  assert.deepEqual(await errorOf(answer), { status: 503, code: 'PROXY.SIGN-IN' });
  assert.ok(events.some((event) => event.type === 'sign-in' && event.reason === 'the credential source timed out'));
});

test('a sign-in that died with the request that began it is begun anew', async () => {
  const clock = { now: 1_700_000_000_000 };
  const source = counting((number) =>
    number === 1 ? new Promise<Issued>(() => undefined) : { credentials: 'token-2' },
  );
  const { signIns } = signInsOf(source, clock);
  void signIns.get().catch(() => undefined);
  clock.now += 6001;
  assert.equal((await signIns.get()).credentials, 'token-2');
  await signIns.close();
});

test('credentials that cannot stand in a header are a failure to sign in', async () => {
  const { url, requests } = await record();
  const { ask } = makeProxy(url, { upstream: { credentials: 'tok\r\nX-Injected: 1' } });
  assert.deepEqual(await errorOf(await ask(LIST)), { status: 503, code: 'PROXY.SIGN-IN' });
  assert.equal(requests.length, 0);
});

test('the longest token of Huawei goes to the cloud whole', async () => {
  const { url, requests } = await record();
  const { ask } = makeProxy(url, { upstream: { credentials: longToken } });
  assert.equal((await ask(LIST)).status, 200);
  assert.equal(requests[0]?.headers['x-auth-token'], longToken);
});
