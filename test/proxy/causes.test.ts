import assert from 'node:assert/strict';
import { test } from 'node:test';
import getPort from 'get-port';
import type { Authorize, RequestEvent } from '../../src/proxy/index.js';
import { socketServer } from './raw-socket.js';
import { makeProxy, record, SECRET, sendJson, type Made } from './serve.js';
import { selfSigned, serveTls } from './tls.js';

const LIST = '/desktops/v2/-/images';

/** Asks, holds that the page is told nothing of the cause, and says what the log tells. */
async function ask({ ask, events }: Made, init?: RequestInit): Promise<RequestEvent> {
  const response = await ask(LIST, init);
  const told = JSON.stringify([...response.headers]) + (await response.text().catch(() => ''));
  const event = events.findLast(({ type }) => type === 'request');
  assert.ok(event?.type === 'request');
  const { code, message } = event.cause ?? {};
  for (const part of [code, message])
    assert.equal(part !== undefined && part !== '' && told.includes(part), false, told);
  assert.equal(JSON.stringify(events).includes(SECRET), false);
  return event;
}

test('the log says why a cloud cannot be reached, and the page is not told', async () => {
  const refused = await ask(makeProxy(`http://127.0.0.1:${await getPort()}`));
  assert.deepEqual([refused.status, refused.code, refused.cause?.code], [502, 'UNREACHABLE', 'ECONNREFUSED']);
  assert.match(refused.cause?.message ?? '', /connect ECONNREFUSED 127\.0\.0\.1:\d+/);

  const unknown = await ask(makeProxy('http://no-such-cloud.invalid'));
  assert.match(unknown.cause?.code ?? '', /^(ENOTFOUND|EAI_AGAIN)$/);

  const url = await serveTls(selfSigned(), (_, response) => sendJson(response, 200, {}));
  const untrusted = await ask(makeProxy(url));
  assert.deepEqual([untrusted.code, untrusted.cause?.code], ['UNREACHABLE', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  const other = await serveTls(selfSigned('cloud.example'), (_, response) => sendJson(response, 200, {}));
  assert.equal((await ask(makeProxy(other))).cause?.code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
});

test('the log says why an answer broke off', async () => {
  for (const [begun, outcome] of [
    ['{"images":[', 'failed'],
    [`{"images":[${'{},'.repeat(100_000)}`, 'broken-off'],
  ] as const) {
    const url = await socketServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n${begun}`)),
    );
    const cut = await ask(makeProxy(url));
    assert.deepEqual([cut.outcome, cut.cause?.code], [outcome, 'UND_ERR_SOCKET']);
  }

  const { url } = await record(({ response }) => response.writeHead(200).write('{'));
  const slow = await ask(makeProxy(url, { limits: { bodyTimeout: 50 } }));
  assert.deepEqual(
    [slow.outcome, slow.code, slow.cause],
    ['broken-off', 'TIMEOUT', { message: 'waited for the body' }],
  );
  const large = await record(({ response }) => response.writeHead(200).end('x'.repeat(100)));
  const cutOff = await ask(makeProxy(large.url, { limits: { bodyBytes: 10 } }));
  assert.ok(cutOff.code === 'TOO-LARGE');
});

test('the log says what it was that took too long', async () => {
  const { url } = await record(() => undefined);
  const limits = { headersTimeout: 50 };
  const never = () => new Promise<never>(() => undefined);
  const cloud = await ask(makeProxy(url, { limits }));
  assert.deepEqual([cloud.code, cloud.cause?.message], ['TIMEOUT', 'waited for the cloud']);
  const portal = await ask(makeProxy(url, { limits, authorize: never }));
  assert.deepEqual([portal.code, portal.cause?.message], ['TIMEOUT', 'waited for authorize']);
  const signIn = await ask(makeProxy(url, { limits, upstream: { credentials: never } }));
  assert.deepEqual([signIn.code, signIn.cause?.message], ['TIMEOUT', 'waited for credentials']);
});

test('the log says how the portal’s own function failed, but quotes no secret', async () => {
  const { url } = await record();
  const failing = (error: unknown): Promise<RequestEvent> => {
    const authorize: Authorize = async () => {
      throw error;
    };
    const init = { headers: { Cookie: 'theme=dark; session=s3cr3t-session', Authorization: 'Bearer b3arer-token' } };
    return ask(makeProxy(url, { authorize }), init);
  };
  const away = Object.assign(new Error('no connection\nto the database'), { code: 'ECONNREFUSED' });
  const event = await failing(new Error('no session', { cause: away }));
  assert.deepEqual(
    [event.status, event.code, event.cause],
    [500, 'FAULT', { code: 'ECONNREFUSED', message: 'no session: no connection to the database' }],
  );
  for (const secret of ['s3cr3t-session', 'b3arer-token']) {
    const quoting = await failing(new Error(`no such session: ${secret}`));
    assert.deepEqual(quoting.cause, { message: 'left out, as it quotes a secret' });
  }
  assert.deepEqual((await failing('only words')).cause, { message: 'only words' });
  assert.deepEqual((await failing(undefined)).cause, undefined);
  const loop = new Error('loop');
  loop.cause = loop;
  assert.equal((await failing(loop)).cause?.message, 'loop');
});

test('a function that sends, and quotes the token in its error, does not bring it into the log', async () => {
  const quoting: typeof fetch = async (_, init) => {
    throw new TypeError(`cannot send ${JSON.stringify(init?.headers)}`);
  };
  const event = await ask(makeProxy('https://cloud.example', { fetch: quoting }));
  assert.deepEqual([event.code, event.cause?.message], ['UNREACHABLE', 'left out, as it quotes a secret']);
});

test('the portal learns which cloud is asked for, and its log who asked', async () => {
  const { url } = await record();
  const contexts: unknown[] = [];
  const made = makeProxy(url, {
    authorize: (request, context) => {
      contexts.push(context);
      const user = request.headers.get('X-User');
      return user === null ? false : { user };
    },
  });
  const statusOf = async (headers: Record<string, string>, path = LIST): Promise<number> => {
    const response = await made.ask(path, { headers });
    await response.text();
    return response.status;
  };
  assert.equal(await statusOf({ 'X-User': 'ada', 'X-Request-Id': 'of-ada' }), 200);
  assert.equal(await statusOf({ 'X-User': 'bob', 'X-Request-Id': 'of-bob' }, '/laptops/v2/-/images'), 404);
  assert.equal(await statusOf({}), 401);
  assert.equal(await statusOf({ 'X-User': ' ' }), 401);
  assert.deepEqual(contexts.slice(0, 2), [
    { upstream: 'desktops', requestId: 'of-ada' },
    { upstream: undefined, requestId: 'of-bob' },
  ]);
  assert.deepEqual(
    made.events.flatMap((event) => (event.type === 'request' ? [event.user] : [])),
    ['ada', 'bob', undefined, undefined],
  );
});
