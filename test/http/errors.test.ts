import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cloudIds, faultKinds, type CloudId, type FaultKind } from '../../simulator/index.js';
import { ProviderError, type ErrorKind } from '../../src/providers/errors.js';
import { factsOf } from '../clouds/index.js';
import { errorOf, firstPage, startClouds } from './clouds.js';
import { sendJson, startTinyServer } from './tiny-server.js';

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

/** Pages that can be read all the same: what is wrong with them, if anything, is a matter of their rows. */
const readable = ['wrong-type', 'unreadable', 'no-ids', 'nested', 'large'] as const;
type Readable = (typeof readable)[number];

/** What each failure is to a person, whichever cloud it comes from. */
const kinds: Readonly<Record<Exclude<FaultKind, 'business' | Readable>, ErrorKind>> = {
  400: 'bad-request',
  401: 'credentials',
  403: 'forbidden',
  404: 'not-found',
  405: 'bad-request',
  408: 'timeout',
  429: 'rate-limited',
  500: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  html: 'malformed',
  text: 'malformed',
  empty: 'malformed',
  truncated: 'malformed',
  'wrong-shape': 'malformed',
  'wrong-root': 'malformed',
  'no-content': 'malformed',
  reset: 'network',
  'reset-body': 'network',
  hang: 'timeout',
  drip: 'timeout',
  redirect: 'network',
  'redirect-away': 'network',
};

const answered = (fail: FaultKind) => /^\d+$/.test(fail);

/** 503 is asked for again only where no code names the business behind it, as for the framework of Horizon alone. */
const repeated: readonly FaultKind[] = ['408', '429', '502', '504', 'reset', 'reset-body', 'redirect', 'redirect-away'];

async function failWith(cloud: CloudId, fail: FaultKind, seed = 1): Promise<ProviderError> {
  const timeout = fail === 'hang' || fail === 'drip' ? 700 : undefined;
  return errorOf(firstPage(source(cloud, { fail, seed, run: `${cloud}-${fail}-${seed}` }, { timeout })));
}

void describe('every cloud', { concurrency: true }, () => {
  for (const cloud of cloudIds) {
    test(`${cloud}: every failure has its kind, and only what is safe is asked for again`, async () => {
      const check = async (fail: FaultKind) => {
        const error = await failWith(cloud, fail);
        assert.equal(error.kind, Object.entries(kinds).find(([kind]) => kind === fail)?.[1], fail);
        const status = answered(fail)
          ? Number(fail)
          : error.kind === 'malformed'
            ? fail === 'no-content'
              ? 204
              : 200
            : undefined;
        assert.equal(error.status, status, fail);
        assert.equal(
          requests(`${cloud}-${fail}-1`).length,
          repeated.includes(fail) || (fail === '503' && cloud !== 'zstack') ? 3 : 1,
          fail,
        );
      };
      const late: readonly FaultKind[] = ['hang', 'drip'];
      const special = ['business', ...readable, ...(cloud === 'horizon' ? ['404'] : [])];
      await Promise.all(faultKinds.filter((fail) => !late.includes(fail) && !special.includes(fail)).map(check));
      // Not among a crowd: these must reach the cloud within their time limit.
      await Promise.all(late.map(check));
    });

    test(`${cloud}: a page of HTML in the place of images is quoted without its markup`, async () => {
      const { detail = '' } = await failWith(cloud, 'html', 3);
      assert.match(detail, /^Sign in to continue/);
      assert.equal(/[<>]/.test(detail), false);
    });
  }
});

test('a port where nobody listens is a network failure without a status', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  const port = typeof address === 'object' && address ? address.port : 0;
  const error = await errorOf(firstPage(source('zstack', {}, { endpoint: `http://127.0.0.1:${port}` })));
  assert.deepEqual([error.kind, error.status, error.detail], ['network', undefined, undefined]);
});

for (const cloud of cloudIds) {
  test(`${cloud}: the fullest error arrives with its code and its cause, and is asked for once`, async () => {
    const error = await failWith(cloud, 'business');
    const [kind, status, code, detail] = factsOf(cloud).fullest;
    assert.deepEqual([error.kind, error.status, error.code], [kind, status, code]);
    assert.match(error.detail ?? '', detail);
    assert.equal(requests(`${cloud}-business-1`).length, 1);
  });
}

test('the name that the cloud has for the request is told, from the body or from the header', async () => {
  const told = await Promise.all([
    failWith('horizon', 'business', 5),
    failWith('horizon', '500', 5),
    failWith('huawei-workspace', '403', 5),
    failWith('huawei-workspace', '403', 6),
    failWith('huawei-cloud-phone', '403', 5),
    failWith('hostway', '403', 5),
    failWith('hostway', '401', 6),
  ]);
  for (const { requestId = '' } of told) assert.match(requestId, /^[\da-f-]{32,36}$/);
});

test('the gateway of Huawei, and sessions of ZStack, are read by their codes', async () => {
  assert.equal((await failWith('huawei-workspace', '401', 7)).code, 'APIGW.0301');
  assert.equal((await failWith('huawei-cloud-phone', '429', 7)).code, 'APIGW.0308');
  const expired = source('zstack', { run: 'expired-session' }, { credentials: 'expired' });
  const error = await errorOf(firstPage(expired));
  assert.deepEqual([error.kind, error.status, error.code], ['credentials', 503, 'ID.1001']);
  assert.equal(requests('expired-session').length, 1);
});

for (const cloud of cloudIds) {
  test(`${cloud}: credentials that are expired, wrong or missing call for signing in, in each of its wordings`, async () => {
    for (const seed of [1, 2, 3]) {
      const expired = cloud === 'hostway' ? { username: 'a', password: 'expired' } : 'expired';
      const told = await errorOf(firstPage(source(cloud, { seed }, { credentials: () => expired })));
      assert.equal(told.kind, 'credentials');
      const wrong = await errorOf(firstPage(source(cloud, { seed, run: 'breach-wrong' }, { credentials: () => 'me' })));
      assert.equal(wrong.kind, 'credentials');
    }
    const nobody = await errorOf(firstPage(source(cloud, { run: 'nobody' }, { credentials: undefined })));
    assert.deepEqual([nobody.kind, nobody.status], ['credentials', undefined]);
    assert.equal(requests('nobody').length, 0);
  });
}

for (const cloud of cloudIds) {
  test(`${cloud}: a wrong address is no empty list, whoever answers it`, async () => {
    const strangers: readonly (readonly [status: number, body: unknown, kind: ErrorKind])[] = [
      [404, { timestamp: '2026-05-20', status: 404, error: 'Not Found', path: '/imgmgmt' }, 'not-found'],
      [404, { message: 'no Route matched with those values' }, 'not-found'],
      [404, {}, 'not-found'],
      [200, { status: 'UP' }, 'malformed'],
      [200, { items: [] }, 'malformed'],
    ];
    for (const [status, body, kind] of strangers) {
      const { endpoint } = tiny.serve((_, response) => sendJson(response, status, body));
      assert.equal((await errorOf(firstPage(source(cloud, {}, { endpoint })))).kind, kind, JSON.stringify(body));
    }
  });
}

test('a wrong path of Horizon is not found, in the words of its framework and of its gateway', async () => {
  for (const seed of [1, 2]) {
    const { endpoint = '', ...correct } = source('horizon', { seed, run: 'breach-path' });
    const error = await errorOf(firstPage({ ...correct, endpoint: `${endpoint}/v2` }));
    assert.deepEqual(
      [error.kind, error.detail],
      ['not-found', ['Not Found', 'no Route matched with those values'][seed % 2]],
    );
  }
});

test('a version of Horizon without copies is no failure', async () => {
  const none = source('horizon', {}, { params: { imageId: 'none', versionId: '1' } });
  assert.deepEqual(await firstPage(none), []);
  assert.deepEqual(await firstPage(source('horizon', { size: 0 })), []);
});

test('parents that do not exist are told as each cloud sees them', async () => {
  const zstack = await errorOf(firstPage(source('zstack', {}, { params: { vmInstanceUuid: 'none' } })));
  assert.deepEqual([zstack.kind, zstack.code], ['bad-request', 'SYS.1007']);
  const hostway = await errorOf(firstPage(source('hostway', {}, { params: { accountId: 'fake' } })));
  assert.deepEqual([hostway.kind, hostway.code], ['not-found', 'itemNotFound']);
});

test('a time limit ends the wait for headers, and four times as long the wait for the body', async () => {
  const slow = source('hostway', { latency: 150, run: 'slow' }, { timeout: 5_000 });
  assert.equal((await firstPage(slow)).length, 12);
  const { endpoint } = tiny.serve((_, response) => {
    response.writeHead(200).write('{"images":');
    setTimeout(() => response.end('[]}'), 700);
  });
  assert.deepEqual(await firstPage(source('hostway', {}, { endpoint, timeout: 500 })), []);
  const late = await errorOf(firstPage(source('hostway', {}, { endpoint, timeout: 20 })));
  assert.equal(late.kind, 'timeout');
});

test('a time limit beyond what a timer can hold is none that has passed', async () => {
  const { endpoint } = tiny.serve((_, response) => {
    setTimeout(() => response.writeHead(200).write('{"images":'), 50);
    setTimeout(() => response.end('[]}'), 100);
  });
  const credentials = () => sleep(50, 'me:password');
  for (const timeout of [Infinity, 3e9, 6e8])
    assert.deepEqual(await firstPage(source('hostway', {}, { endpoint, credentials, timeout })), []);
});

test('a redirect is never followed, not even on the same host', async () => {
  const { endpoint, requests: seen } = tiny.serve((request, response) => {
    if (request.url?.includes('moved')) sendJson(response, 200, { images: [] });
    else response.writeHead(302, { Location: `${request.url ?? ''}/moved` }).end();
  });
  assert.equal((await errorOf(firstPage(source('hostway', {}, { endpoint })))).kind, 'network');
  assert.equal(
    seen.some(({ url }) => url?.includes('moved')),
    false,
  );
});

test('an answer decides by what it is, not by its Content-Type', async () => {
  const { endpoint } = tiny.serve((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('{"images":[{"id":1,"name":"one"}]}');
  });
  assert.deepEqual(
    (await firstPage(source('hostway', {}, { endpoint }))).map(({ name }) => name),
    ['one'],
  );
});
