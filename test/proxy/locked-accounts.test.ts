import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { accounts } from '../../simulator/index.js';
import {
  horizonToken,
  huaweiIam,
  zstackAccount,
  type CredentialSource,
  type ProxyEvent,
} from '../../src/proxy/index.js';
import { errorOf, makeProxy, record, sendJson, type Seen } from './serve.js';

const LIST = '/desktops/v2/-/images';
const SECOND = 1000;
const MINUTE = 60 * SECOND;

const { domain, user, password, projectId } = accounts.huawei;
const iam = (endpoint: string): CredentialSource =>
  huaweiIam({ endpoint, domain, user, password, project: { id: projectId } });
const zstack = (endpoint: string): CredentialSource => zstackAccount({ endpoint, ...accounts.zstack });
const horizon = (tokenUrl: string): CredentialSource => horizonToken({ tokenUrl, refreshToken: 'r' });

const zstackSays = (code: string, cause?: object) => (seen: Seen) =>
  sendJson(seen.response, 503, { error: { code, description: 'no', cause } });

/** A proxy whose token service answers in one way, and how to let time pass. */
async function setUp(source: (endpoint: string) => CredentialSource, respond: (seen: Seen) => void) {
  mock.timers.enable({ apis: ['Date'], now: 1_700_000_000_000 });
  const { url, requests } = await record(respond);
  const made = makeProxy(url, { upstream: { credentials: source(url) } });
  /** Asks in these steps until so much time has passed. */
  const askFor = async (time: number, step: number) => {
    for (let passed = 0; passed < time; passed += step) {
      await (await made.ask(LIST)).text();
      mock.timers.tick(step);
    }
  };
  return { ...made, requests, askFor };
}
afterEach(() => mock.timers.reset());

const refusals = (events: readonly ProxyEvent[]) => events.filter(({ type }) => type === 'refusal');

const refusing: readonly (readonly [string, (endpoint: string) => CredentialSource, (seen: Seen) => void])[] = [
  ['a wrong password of Huawei', iam, ({ response }) => sendJson(response, 401, { error: { code: 401 } })],
  ['a user who may not sign in', iam, ({ response }) => sendJson(response, 403, {})],
  ['a wrong password of ZStack', zstack, zstackSays('ID.1000')],
  ['a password of ZStack that has to be changed', zstack, zstackSays('SYS.1001', { code: 'ID.1005' })],
  ['a wrong refresh token', horizon, ({ response }) => sendJson(response, 400, { error: 'invalid_grant' })],
];
for (const [what, source, respond] of refusing) {
  test(`${what} is tried twice in 15 minutes, and then once`, async () => {
    const { askFor, requests, events, ask } = await setUp(source, respond);
    await askFor(15 * MINUTE, 10 * SECOND);
    assert.equal(requests.length, 2);
    const [refusal, ...more] = refusals(events);
    assert.deepEqual(more, []);
    assert.ok(refusal?.type === 'refusal');
    assert.deepEqual([refusal.by, refusal.seconds], ['token-service', 900]);

    const answer = await ask(LIST);
    assert.equal(answer.headers.get('Retry-After'), '30');
    assert.match(await answer.clone().text(), /administrator/);
    assert.deepEqual(await errorOf(answer), { status: 503, code: 'PROXY.SIGN-IN-REFUSED' });
    await askFor(30 * MINUTE, 10 * SECOND);
    assert.equal(requests.length, 4);
  });
}

test('a configuration with another password is tried at once', async () => {
  const { askFor, requests } = await setUp(iam, ({ response }) => sendJson(response, 401, {}));
  await askFor(5 * MINUTE, 10 * SECOND);
  assert.equal(requests.length, 2);
  const { url, requests: again } = await record(({ response }) => sendJson(response, 401, {}));
  await (await makeProxy(url, { upstream: { credentials: iam(url) } }).ask(LIST)).text();
  assert.equal(again.length, 1);
});

const passing: readonly (readonly [string, (endpoint: string) => CredentialSource, (seen: Seen) => void])[] = [
  ['is down', iam, ({ response }) => response.destroy()],
  ['fails', iam, ({ response }) => sendJson(response, 500, {})],
  ['is overloaded', zstack, zstackSays('SYS.1001')],
  ['has too much to do', iam, ({ response }) => sendJson(response, 429, {})],
];
for (const [what, source, respond] of passing) {
  test(`a token service that ${what} is asked again every minute at least`, async () => {
    const { askFor, requests, events, ask } = await setUp(source, respond);
    await askFor(15 * MINUTE, SECOND);
    assert.ok(requests.length > 15, `${requests.length}`);
    assert.deepEqual(refusals(events), []);
    assert.deepEqual(await errorOf(await ask(LIST)), { status: 503, code: 'PROXY.SIGN-IN' });
  });
}
