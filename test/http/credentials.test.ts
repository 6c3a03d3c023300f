import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { cloudIds, credentials, longToken, type CloudId } from '../../simulator/index.js';
import { Client, missingFromSource, type Source } from '../../src/providers/client.js';
import type { CredentialsOption } from '../../src/providers/credentials.js';
import { ProviderError } from '../../src/providers/errors.js';
import type { Credentials } from '../../src/providers/provider.js';
import { errorOf, firstPage, providerOf, startClouds } from './clouds.js';
import { sendJson, startTinyServer } from './tiny-server.js';

const { source, requests } = await startClouds();
const tiny = await startTinyServer();

/** What a refresh brings. */
function renewed(cloud: CloudId): Credentials {
  const known: Credentials = credentials[cloud];
  return typeof known === 'string' ? `${known}-2` : { ...known, password: `${known.password}-2` };
}

const statuses = (run: string) => requests(run).map(({ status }) => status);
const signal = new AbortController().signal;
const page = (client: Client, index: number) => client.page({ index, rowsPerPage: 100 }, signal);

for (const cloud of cloudIds) {
  test(`${cloud}: expired credentials are asked for once more, and the request is repeated once`, async () => {
    const asked: boolean[] = [];
    const option = ({ refresh }: { readonly refresh: boolean }): Credentials => {
      asked.push(refresh);
      return refresh ? renewed(cloud) : credentials[cloud];
    };
    const run = `expiry-${cloud}`;
    const client = new Client(source(cloud, { 'expire-after': 1, run }, { credentials: option }));
    await page(client, 0);
    assert.deepEqual(asked, [false]);
    await page(client, 0);
    assert.deepEqual(asked, [false, true]);
    assert.deepEqual(statuses(run), [200, cloud === 'zstack' ? 503 : 401, 200]);
  });
}

test('many requests that fail together share one refresh, and each is repeated exactly once', async () => {
  let refreshes = 0;
  const option = async ({ refresh }: { readonly refresh: boolean }) => {
    if (refresh) refreshes++;
    await new Promise(setImmediate);
    return refresh ? renewed('huawei-workspace') : 'expired';
  };
  const run = 'together';
  const client = new Client(source('huawei-workspace', { size: 1000, latency: '5-40', run }, { credentials: option }));
  await Promise.all(Array.from({ length: 10 }, (_, index) => page(client, index)));
  assert.equal(refreshes, 1);
  assert.equal(statuses(run).filter((status) => status === 401).length, 10);
  assert.equal(statuses(run).filter((status) => status === 200).length, 10);
});

test('a request that was refused after another one had renewed the credentials does not renew them again', async () => {
  let refreshes = 0;
  const option = ({ refresh }: { readonly refresh: boolean }) => (refresh ? `token-${++refreshes}` : 'old');
  let answerSlow: () => void = () => undefined;
  const { endpoint } = tiny.serve((request, response) => {
    const refused = request.headers['x-auth-token'] === 'old';
    const answer = () => sendJson(response, refused ? 401 : 200, refused ? {} : { images: [], total_count: 0 });
    if (refused && request.url?.includes('offset=100')) answerSlow = answer;
    else answer();
  });
  const client = new Client(source('huawei-workspace', {}, { endpoint, credentials: option }));
  const slow = page(client, 1);
  await page(client, 0);
  assert.equal(refreshes, 1);
  answerSlow();
  await slow;
  assert.equal(refreshes, 1);
});

test('a refresh that does not help is told after one repeat, and the next request asks anew', async () => {
  const asked: boolean[] = [];
  const option = ({ refresh }: { readonly refresh: boolean }) => {
    asked.push(refresh);
    return 'expired';
  };
  const client = new Client(source('horizon', { run: 'no-help' }, { credentials: option }));
  assert.equal((await errorOf(page(client, 0))).kind, 'credentials');
  assert.deepEqual(statuses('no-help'), [401, 401]);
  await errorOf(page(client, 0));
  assert.deepEqual(asked, [false, true, false, true]);
});

test('a static token is not tried twice', async () => {
  const error = await errorOf(firstPage(source('horizon', { run: 'static' }, { credentials: 'expired' })));
  assert.equal(error.kind, 'credentials');
  assert.equal(requests('static').length, 1);
});

test('new credentials that the portal sets take effect with the next request', async () => {
  let option: CredentialsOption = 'expired';
  const client = new Client(source('zstack', { run: 'set' }), () => option);
  await errorOf(page(client, 0));
  option = credentials.zstack;
  await page(client, 0);
  option = () => 'expired-too';
  await errorOf(page(client, 0));
  assert.deepEqual(statuses('set'), [503, 200, 503, 503]);
});

test('credentials that were set while a request was refused are used to repeat it', async () => {
  let option: CredentialsOption = 'old';
  const { endpoint, requests: seen } = tiny.serve((request, response) => {
    option = 'new';
    const refused = request.headers['x-auth-token'] === 'old';
    sendJson(response, refused ? 401 : 200, { images: [], total_count: 0 });
  });
  await page(new Client(source('huawei-workspace', {}, { endpoint }), () => option), 0);
  assert.deepEqual(
    seen.map(({ headers }) => headers['x-auth-token']),
    ['old', 'new'],
  );
});

test('a function that works is asked once for all requests', async () => {
  let asked = 0;
  const option = () => {
    asked++;
    return credentials['huawei-cloud-phone'];
  };
  const client = new Client(source('huawei-cloud-phone', { size: 500 }, { credentials: option }));
  await Promise.all([page(client, 0), page(client, 1), page(client, 2)]);
  await page(client, 3);
  assert.equal(asked, 1);
});

/** A portal's function is not bound to its type. */
const anything = (value: unknown): CredentialsOption => {
  const option: () => never = () => value as never;
  return option;
};

test('a function that throws, rejects, or returns nothing of use is a matter of signing in, and sends nothing', async () => {
  const secret = new Error('could not renew tok-4711');
  const rejecting = () => Promise.reject(secret);
  const throwing = () => {
    throw secret;
  };
  const options: CredentialsOption[] = [
    throwing,
    rejecting,
    ...[undefined, null, '', 7, {}, { username: 'me' }, Promise.resolve(undefined)].map(anything),
  ];
  for (const option of options) {
    const error = await errorOf(firstPage(source('horizon', { run: 'useless' }, { credentials: option })));
    assert.equal(error.kind, 'credentials');
    assert.equal(`${error.message} ${JSON.stringify(error)} ${String(error.cause)}`.includes('4711'), false);
  }
  assert.equal(requests('useless').length, 0);
});

test('an error that the portal made for the purpose is told as it is', async () => {
  const option = () => Promise.reject(new ProviderError('network', { detail: 'sign-in is down' }));
  const error = await errorOf(firstPage(source('horizon', {}, { credentials: option })));
  assert.deepEqual([error.kind, error.detail], ['network', 'sign-in is down']);
});

test('a function that failed once is asked again by the next request', async () => {
  let asked = 0;
  const option = () => (++asked === 1 ? Promise.reject(new Error('offline')) : credentials.zstack);
  const client = new Client(source('zstack', {}, { credentials: option }));
  await errorOf(page(client, 0));
  await page(client, 0);
  assert.equal(asked, 2);
});

test('a function whose promise never settles is waited for as long as the cloud, and asked again later', async () => {
  let asked = 0;
  const option = () => (++asked > 2 ? credentials.horizon : new Promise<string>(() => undefined));
  const client = new Client(source('horizon', { run: 'never-settles' }, { credentials: option, timeout: 60 }));
  const errors = await Promise.all([errorOf(page(client, 0)), errorOf(page(client, 1))]);
  for (const error of errors) assert.deepEqual([error.kind, error.code], ['timeout', 'SIGN_IN_TIMEOUT']);
  assert.equal(asked, 1);
  await errorOf(page(client, 0));
  assert.equal(requests('never-settles').length, 0);
  await page(client, 0);
  assert.equal(asked, 3);
});

test('credentials that are set while a function is waited for are used in the place of its answer', async () => {
  for (const never of [true, false]) {
    let option: CredentialsOption = () => {
      option = credentials.zstack;
      return never ? new Promise<string>(() => undefined) : Promise.resolve('expired');
    };
    const run = `set-meanwhile-${never}`;
    await page(new Client(source('zstack', { run }, { timeout: 400 }), () => option), 0);
    assert.deepEqual(statuses(run), [200]);
  }
});

test('a function is told the address that its answer is for', async () => {
  const told: unknown[] = [];
  const option: CredentialsOption = (context) => {
    told.push(context);
    return 'expired';
  };
  const asked = source('zstack', {}, { credentials: option });
  await errorOf(firstPage(asked));
  const { endpoint } = asked;
  assert.deepEqual(told, [
    { refresh: false, endpoint },
    { refresh: true, endpoint },
  ]);
});

test('a token that cannot travel in a header is a matter of signing in, and sends nothing', async () => {
  for (const token of ['line\nbreak', 'nul\0', '令牌', 'a\r\nX-Injected: 1']) {
    for (const cloud of ['horizon', 'zstack', 'huawei-workspace'] as const) {
      const error = await errorOf(firstPage(source(cloud, { run: 'illegal' }, { credentials: () => token })));
      assert.equal(error.kind, 'credentials');
      assert.equal(JSON.stringify(error).includes(token), false);
    }
  }
  assert.equal(requests('illegal').length, 0);
});

test('a token is sent without the white space that was copied with it', async () => {
  for (const cloud of ['horizon', 'zstack', 'huawei-workspace', 'huawei-cloud-phone'] as const) {
    assert.equal((await firstPage(source(cloud, {}, { credentials: () => `  ${credentials[cloud]}\n` }))).length, 12);
  }
});

test('the longest token of Huawei, 40,000 characters, arrives whole', async () => {
  assert.equal(longToken.length, 40_000);
  for (const cloud of ['huawei-workspace', 'huawei-cloud-phone'] as const) {
    assert.equal((await firstPage(source(cloud, {}, { credentials: () => longToken }))).length, 12);
  }
});

test('a name and a password of any script are sent as UTF-8, in either form', async () => {
  const { username, password } = credentials.hostway;
  const pair = { username: 'jürgen', password: 'пароль:密码 🔑' };
  assert.equal((await firstPage(source('hostway', {}, { credentials: () => `${username}:${password}` }))).length, 12);
  const { endpoint, requests: seen } = tiny.serve((_, response) => sendJson(response, 200, { images: [] }));
  await firstPage(source('hostway', {}, { endpoint, credentials: () => pair }));
  const [scheme, encoded = ''] = seen[0]?.headers.authorization?.split(' ') ?? [];
  assert.equal(scheme, 'Basic');
  assert.equal(Buffer.from(encoded, 'base64').toString('utf8'), `${pair.username}:${pair.password}`);
});

test('a scheme that the portal wrote before its token is not sent twice', async () => {
  assert.equal(
    (await firstPage(source('horizon', {}, { credentials: () => `Bearer ${credentials.horizon}` }))).length,
    12,
  );
  assert.equal(
    (await firstPage(source('zstack', {}, { credentials: () => `OAuth ${credentials.zstack}` }))).length,
    12,
  );
});

/** Everything that a log, a person or a serialiser could see of an error. */
const everythingOf = (error: ProviderError) =>
  [
    error.message,
    error.stack,
    JSON.stringify(error),
    JSON.stringify(Object.entries(error)),
    String(error),
    error.cause,
  ].join();

test('no error holds a credential, even where the cloud quotes it, in whatever form', async () => {
  const token = `tok/${'s3cr3t'.repeat(100)}`;
  const secrets: readonly (readonly [CloudId, Credentials, readonly string[]])[] = [
    ['horizon', `${token}\n`, ['s3cr3t']],
    ['zstack', token, ['s3cr3t']],
    ['huawei-workspace', ` ${token} `, ['s3cr3t']],
    ['huawei-cloud-phone', token, ['s3cr3t']],
    ['hostway', { username: 'me', password: 'geheim' }, ['geheim', 'bWU6Z2VoZWlt']],
    ['hostway', 'me:geheim', ['geheim', 'bWU6Z2VoZWlt']],
  ];
  for (const [cloud, given, forbidden] of secrets) {
    for (const status of [200, 400, 401, 403, 500]) {
      for (const asText of [true, false]) {
        const { endpoint } = tiny.serve(({ headers }, response) => {
          const sent = String(headers.authorization ?? headers['x-auth-token']);
          const quote = `refused: ${sent} (${typeof given === 'string' ? given : given.password})`;
          const error = { code: sent, message: quote, details: quote, error_msg: quote, request_id: sent, guid: sent };
          response.writeHead(status);
          // Some servers write a slash in JSON as `\/`.
          response.end(asText ? `<p>${quote}</p>` : JSON.stringify({ error, ...error }).replaceAll('/', '\\/'));
        });
        const told = await errorOf(firstPage(source(cloud, {}, { endpoint, credentials: () => given })));
        for (const secret of forbidden) {
          assert.equal(everythingOf(told).includes(secret), false, `${cloud} ${status}: ${everythingOf(told)}`);
        }
      }
    }
  }
});

test('the browser is told to keep no answer, to send no cookies to a cloud, and those of the page only to a proxy', async () => {
  const fetched = mock.method(globalThis, 'fetch');
  await firstPage(source('zstack', {}));
  const { endpoint } = tiny.serve((_, response) => sendJson(response, 200, { inventories: [] }));
  await firstPage(source('zstack', {}, { proxy: endpoint }));
  const sent = fetched.mock.calls.map(({ arguments: [, init] }) => [
    init?.credentials,
    init?.redirect,
    init?.cache,
    init?.method,
  ]);
  fetched.mock.restore();
  assert.deepEqual(sent, [
    ['omit', 'error', 'no-store', undefined],
    ['same-origin', 'error', 'no-store', undefined],
  ]);
});

test('a proxy gets no credential, asks for none, and the path of what it knows is left open', async () => {
  let asked = 0;
  const option = () => {
    asked++;
    return 'secret';
  };
  const { endpoint, requests: seen } = tiny.serve((_, response) => sendJson(response, 200, { content: [] }));
  const behindProxy: Partial<Source> = {
    proxy: `${endpoint}//`,
    endpoint: 'http://127.0.0.1:1',
    credentials: option,
  };
  await firstPage(source('horizon', {}, { ...behindProxy, params: {} }));
  await firstPage(source('horizon', {}, { ...behindProxy, params: { versionId: 'v 2' } }));
  const route = (versionId: string) => `/imagemgmt/v1/images/-/versions/${versionId}/copies?page=0&size=200`;
  assert.deepEqual(
    seen.map(({ url = '' }) => url.replace(/^\/\d+/, '')),
    [route('-'), route('v%202')],
  );
  assert.equal(asked, 0);
  for (const { headers } of seen) {
    assert.deepEqual(
      [headers.authorization, headers['x-auth-token'], headers.cookie],
      [undefined, undefined, undefined],
    );
    assert.equal(headers.accept, 'application/json');
  }
});

test('a proxy that refuses is not asked again', async () => {
  const { endpoint, requests: seen } = tiny.serve((_, response) => sendJson(response, 401, {}));
  const error = await errorOf(firstPage(source('huawei-workspace', {}, { proxy: endpoint, credentials: () => 'x' })));
  assert.equal(error.kind, 'credentials');
  assert.equal(seen.length, 1);
});

test('what is missing before a source can be asked is named; behind a proxy nothing is', () => {
  const provider = providerOf('horizon');
  assert.deepEqual(missingFromSource({ provider, params: { imageId: ' ' } }), ['versionId', 'endpoint', 'credentials']);
  assert.deepEqual(missingFromSource({ provider, params: {}, proxy: '/images' }), []);
  const complete = {
    provider,
    params: { imageId: 1, versionId: 2 },
    endpoint: 'https://cloud',
    credentials: () => 'x',
  };
  assert.deepEqual(missingFromSource(complete), []);
});
