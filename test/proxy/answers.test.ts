import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Client } from '../../src/providers/client.js';
import { ProviderError } from '../../src/providers/errors.js';
import { providers } from '../../src/providers/registry.js';
import { createProxy } from '../../src/proxy/index.js';
import { errorOf, nodeListener, makeProxy, PROJECT, record, SECRET, sendJson, serve, until } from './serve.js';

const LIST = '/desktops/v2/-/images';

test('what the page leaves out is filled in, and what it may say is passed on', async () => {
  const { url, requests } = await record();
  const { ask } = makeProxy(`${url}/api/`, { upstream: { params: { projectId: PROJECT, packageType: 'a b' } } });
  await ask(`${LIST}?limit=100&offset=200&os_type=Linux`);
  await ask(`/desktops/v2/${PROJECT}/images?package_type=a+b`);
  assert.deepEqual(
    requests.map(({ url }) => url),
    [
      `/api/v2/${PROJECT}/images?limit=100&offset=200&os_type=Linux&package_type=a+b`,
      `/api/v2/${PROJECT}/images?package_type=a+b`,
    ],
  );
});

test('pinned lists and dates are those that the provider would write', async () => {
  const { url, requests } = await record();
  const since = new Date(Date.UTC(2024, 0, 1));
  const proxy = createProxy({
    upstreams: {
      vms: {
        provider: 'zstack',
        endpoint: url,
        params: { vmInstanceUuid: 'a', systemTags: ['x', 'y'] },
        credentials: SECRET,
      },
      phones: {
        provider: 'huawei-cloud-phone',
        endpoint: url,
        params: { projectId: 'p', createSince: since },
        credentials: SECRET,
      },
      flex: { provider: 'hostway', endpoint: url, params: { accountId: 100234 }, credentials: 'me:geheim' },
    },
    authorize: () => true,
  });
  after(() => proxy.close());
  const status = async (path: string) => (await proxy(new Request(`http://portal${path}`))).status;
  const vms = '/vms/zstack/v1/vm-instances/-/image-candidates';
  assert.equal(await status(vms), 200);
  assert.equal(await status(`${vms}?systemTags=y&systemTags=x&userTags=1&userTags=2`), 200);
  assert.equal(await status(`${vms}?systemTags=x`), 403);
  assert.equal(await status(`/phones/v1/-/cloud-phone/images?create_since=${since.getTime()}`), 200);
  assert.equal(await status('/phones/v1/-/cloud-phone/images?create_since=0'), 403);
  assert.equal(await status('/flex/images/detail'), 200);
  assert.equal(await status('/flex/accounts/100235/flexcloud/images/detail'), 403);
  assert.deepEqual(
    requests.map(({ url }) => url),
    [
      '/zstack/v1/vm-instances/a/image-candidates?systemTags=x&systemTags=y',
      '/zstack/v1/vm-instances/a/image-candidates?systemTags=y&systemTags=x&userTags=1&userTags=2',
      `/v1/p/cloud-phone/images?create_since=${since.getTime()}`,
      '/accounts/100234/flexcloud/images/detail',
    ],
  );
});

test('a pinned filter goes with every request, and no page can widen it', async () => {
  const { url, requests } = await record();
  const { ask } = makeProxy(url, { upstream: { filters: { visibility: 'gold', os: ['linux'] } } });
  for (const [query, status] of [
    ['', 200],
    ['?limit=10&offset=0&architecture=x86', 200],
    ['?image_type=gold&os_type=Linux', 200],
    ['?image_type=private', 403],
    ['?image_type=', 403],
    ['?os_type=linux', 403],
    ['?image_type=gold&image_type=private', 400],
    ['?IMAGE_TYPE=private', 400],
    ['?image_type%20=private', 400],
  ] as const) {
    assert.equal((await ask(`${LIST}${query}`)).status, status, query);
  }
  // By the name that the page knows it by, not that of the wire; a parameter's value is not told.
  assert.match(await (await ask(`${LIST}?image_type=private`)).text(), /"visibility is fixed here, to gold"/);
  assert.match(
    await (await ask('/desktops/v2/other-project/images')).text(),
    /"projectId is fixed here, to another value"/,
  );
  assert.deepEqual(
    requests.map((seen) => seen.url.split('?')[1]),
    [
      'image_type=gold&os_type=Linux',
      'limit=10&offset=0&architecture=x86&image_type=gold&os_type=Linux',
      'image_type=gold&os_type=Linux',
    ],
  );
});

test('of the headers only the harmless ones go either way', async () => {
  const { url, requests } = await record(({ response }) =>
    sendJson(
      response,
      200,
      {},
      {
        'Content-Type': 'application/json; charset=utf-8',
        ETag: '"1"',
        'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
        'Cache-Control': 'public, max-age=60, s-maxage=600',
        'X-Request-Id': 'cloud-7',
        'Set-Cookie': 'a=b',
        Server: 'api-gateway',
        'WWW-Authenticate': 'Basic',
        'Access-Control-Allow-Origin': '*',
        'X-Auth-Token': SECRET,
      },
    ),
  );
  const { ask, events } = makeProxy(url);
  const response = await ask(LIST, {
    headers: {
      Cookie: 'session=1',
      Authorization: 'Bearer mine',
      'If-None-Match': '"0"',
      'X-Request-Id': 'page-1',
      Accept: 'application/json',
    },
  });
  await response.text();
  assert.deepEqual(Object.fromEntries(response.headers), {
    'cache-control': 'private, no-cache',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': 'application/json',
    'cross-origin-resource-policy': 'same-origin',
    etag: '"1"',
    vary: 'Cookie',
    'x-content-type-options': 'nosniff',
    'x-request-id': 'cloud-7',
  });
  const sent = requests[0]?.headers ?? {};
  assert.deepEqual(
    [sent['x-auth-token'], sent['if-none-match'], sent['x-request-id'], sent.cookie, sent.authorization],
    [SECRET, '"0"', 'page-1', undefined, undefined],
  );
  assert.equal(sent['content-type'], 'application/json', 'which the cloud asks for, and the page has not said');
  const [event] = events.filter(({ type }) => type === 'request');
  assert.ok(event?.type === 'request');
  const { milliseconds, ...facts } = event;
  assert.ok(milliseconds > 0);
  assert.deepEqual(facts, {
    type: 'request',
    requestId: 'page-1',
    method: 'GET',
    user: undefined,
    upstream: 'desktops',
    route: '/v2/{projectId}/images',
    status: 200,
    outcome: 'answered',
    code: undefined,
    cause: undefined,
    upstreamRequestId: 'cloud-7',
    bytes: 2,
  });
});

test('an unchanged list is answered without a body', async () => {
  const { url } = await record(({ response }) => response.writeHead(304, { ETag: '"1"' }).end());
  const response = await makeProxy(url).ask(LIST, { headers: { 'If-None-Match': '"1"' } });
  assert.deepEqual([response.status, response.body, response.headers.get('ETag')], [304, null, '"1"']);
  assert.equal(response.headers.get('Cache-Control'), 'private, no-cache');
});

test('no browser keeps an answer for another person, whatever the cloud says of it', async () => {
  for (const [given, expected] of [
    ['public, max-age=60', 'private, no-cache'],
    ['max-age=60, s-maxage=600, immutable, stale-while-revalidate=60', 'private, no-cache'],
    ['private, No-Store', 'no-store'],
  ] as const) {
    const { url } = await record(({ response }) =>
      sendJson(
        response,
        200,
        { images: [] },
        { 'Cache-Control': given, Expires: 'Mon, 01 Jan 2035 00:00:00 GMT', Age: '1', Vary: 'X' },
      ),
    );
    const { headers } = await makeProxy(url).ask(LIST, {
      headers: { 'If-Modified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' },
    });
    assert.equal(headers.get('Cache-Control'), expected);
    assert.deepEqual([headers.get('Expires'), headers.get('Age'), headers.get('Vary')], [null, null, 'Cookie']);
  }
});

test('how long to wait is told in one of the two forms of HTTP, and nothing else is', async () => {
  for (const [given, expected] of [
    ['30', '30'],
    ['12.5', '13'],
    ['3000000000', '31536000'],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['Wednesday, 21-Oct-15 07:28:00 GMT', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['-5', null],
    ['soon 5', null],
    [SECRET, null],
  ] as const) {
    const { url } = await record(({ response }) => sendJson(response, 403, {}, { 'Retry-After': given }));
    assert.equal((await makeProxy(url).ask(LIST)).headers.get('Retry-After'), expected, given);
  }
});

test('of a page of HTML only the words come through, so that it cannot run on the portal’s own origin', async () => {
  for (const type of ['text/html', 'image/svg+xml', 'text/javascript', 'application/xhtml+xml']) {
    const { url } = await record(({ response }) =>
      response.writeHead(200, { 'Content-Type': type }).end('<script>alert(1)</script><b onclick=alert(2)>Sign in</b>'),
    );
    const response = await makeProxy(url).ask(LIST);
    assert.equal(response.headers.get('Content-Type'), 'application/json');
    assert.deepEqual(await response.json(), { error_kind: 'malformed', error_msg: 'Sign in' });
  }
});

test('an answer is passed on while it comes', async () => {
  let finish: () => void = () => assert.fail('not yet');
  const { url } = await record(({ response }) => {
    response.writeHead(200).write('{"images":[');
    finish = () => response.end(']}');
  });
  const reader = (await makeProxy(url).ask(LIST)).body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  assert.equal(await read(), '{"images":[');
  finish();
  assert.equal(await read(), ']}');
});

void describe('when the page goes away', () => {
  test('before the headers, the cloud is left alone too', async () => {
    let closed = false;
    const { url, requests } = await record(({ response }) => response.on('close', () => (closed = true)));
    const { ask, events } = makeProxy(url);
    const page = new AbortController();
    const asked = ask(LIST, { signal: page.signal });
    await until(() => requests.length === 1);
    page.abort();
    assert.equal((await asked).status, 499);
    await until(() => closed);
    assert.ok(events.some((event) => event.type === 'request' && event.outcome === 'aborted'));
  });

  for (const how of ['aborts', 'stops reading'] as const) {
    test(`in the middle of the body and ${how}, the connection to the cloud is closed`, async () => {
      let closed = false;
      const { url } = await record(({ response }) => {
        response.on('close', () => (closed = true));
        response.writeHead(200).write('{');
      });
      const { ask, events } = makeProxy(url);
      const page = new AbortController();
      const response = await ask(LIST, { signal: page.signal });
      if (how === 'aborts') page.abort();
      else await response.body?.cancel();
      await until(() => closed);
      assert.ok(events.some((event) => event.type === 'request' && event.outcome === 'aborted'));
    });
  }

  test('while the proxy signs in, the others still get their token', async () => {
    const { url } = await record();
    let issue: (token: string) => void = () => undefined;
    let asked = 0;
    const { ask } = makeProxy(url, {
      upstream: {
        credentials: {
          name: 'slow',
          issue: async () => {
            asked++;
            return { credentials: await new Promise<string>((resolve) => (issue = resolve)) };
          },
        },
      },
    });
    const page = new AbortController();
    const [first, second] = [ask(LIST, { signal: page.signal }), ask(LIST)];
    await until(() => asked === 1);
    page.abort();
    assert.equal((await first).status, 499);
    issue(SECRET);
    assert.equal((await second).status, 200);
    assert.equal(asked, 1);
  });
});

void describe('the portal decides who may ask', () => {
  test('false is a 401, a response is answered as it is, and a function that fails is a 500', async () => {
    const { url, requests } = await record();
    const verdict = async (authorize: (request: Request) => unknown) => {
      // The portal's function is not bound to its type.
      const { ask } = makeProxy(url, { authorize: authorize as () => boolean });
      const response = await ask(LIST, { headers: { Cookie: 'session=1' } });
      return [response.status, await response.text()] as const;
    };
    assert.equal((await verdict(() => false))[0], 401);
    assert.equal((await verdict(() => ({ user: 1 })))[0], 401);
    assert.deepEqual(await verdict(() => new Response('who?', { status: 418 })), [418, 'who?']);
    const [status, text] = await verdict(() => {
      throw new Error(`database ${SECRET}`);
    });
    assert.equal(status, 500);
    assert.equal(text.includes('database'), false);
    assert.equal(requests.length, 0);
    assert.equal((await verdict((request) => request.headers.get('Cookie') === 'session=1'))[0], 200);
  });

  test('pages of other origins ask only where they are allowed to', async () => {
    const { url } = await record();
    const { ask } = makeProxy(url, { allowedOrigins: ['https://shop.example'] });
    const from = (headers: Record<string, string>, method = 'GET') => ask(LIST, { method, headers });
    const allowed = await from({ Origin: 'https://shop.example', 'Sec-Fetch-Site': 'cross-site' });
    assert.equal(allowed.status, 200);
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), 'https://shop.example');
    assert.equal(allowed.headers.get('Access-Control-Allow-Credentials'), null);
    assert.equal(allowed.headers.get('Vary'), 'Cookie, Origin');
    for (const [headers, status] of [
      [{}, 200],
      [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
      [{ 'Sec-Fetch-Site': 'none' }, 200],
      [{ Origin: 'https://portal.example' }, 200],
      [{ Origin: 'https://shop.example.evil' }, 403],
      [{ Origin: 'http://shop.example' }, 403],
      [{ Origin: 'null' }, 403],
      [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
      [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    ] as const) {
      const response = await from(headers);
      assert.equal(response.status, status, JSON.stringify(headers));
      assert.equal(response.headers.get('Access-Control-Allow-Origin'), null);
    }
    const question = { 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'x-request-id' };
    const preflight = await from({ ...question, Origin: 'https://shop.example' }, 'OPTIONS');
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'GET');
    assert.equal((await from({ ...question, Origin: 'https://evil.example' }, 'OPTIONS')).status, 403);
    const bare = await from({}, 'OPTIONS');
    assert.deepEqual([bare.status, bare.headers.get('Allow')], [405, 'GET, OPTIONS']);
  });
});

void describe('a picker', () => {
  async function failure(id: string, path: (url: string) => string, status: 'refused' | 'cloud') {
    const { url } = await record(({ response }) =>
      sendJson(response, 404, { errorMessage: 'Copies are not found for versionId and imageId' }),
    );
    const provider = providers.get(id);
    assert.ok(provider);
    const proxy = createProxy({
      upstreams: { known: { provider: id, endpoint: url, credentials: SECRET } },
      authorize: () => status === 'cloud' || new Response(null, { status: 401 }),
    });
    after(() => proxy.close());
    const { url: portal } = await serve(nodeListener(proxy));
    const params = { imageId: 'i', versionId: 'v', vmInstanceUuid: 'u', projectId: 'p', accountId: 'a' };
    const client = new Client({ provider, params, proxy: path(portal) });
    return client.page({ index: 0, rowsPerPage: 0 }, new AbortController().signal);
  }

  for (const id of providers.keys()) {
    test(`of ${id} knows an address that the proxy does not have from a cloud without images`, async () => {
      await assert.rejects(
        failure(id, (url) => `${url}/unknown`, 'cloud'),
        (error) => {
          assert.ok(error instanceof ProviderError);
          assert.deepEqual([error.kind, error.status, error.code], ['not-found', 404, 'PROXY.ADDRESS']);
          assert.equal(error.detail, 'No upstream has this address');
          assert.match(error.requestId ?? '', /^[\w-]{36}$/);
          return true;
        },
      );
      await assert.rejects(
        failure(id, (url) => `${url}/known`, 'refused'),
        { kind: 'credentials' },
      );
    });
  }

  test('of Horizon still reads the cloud’s own 404 as "no copies"', async () => {
    const { rows, total, detail } = await failure('horizon', (url) => `${url}/known`, 'cloud');
    assert.deepEqual([rows, total, detail], [[], 0, 'Copies are not found for versionId and imageId']);
  });
});

test('after closing nothing is asked any more, and what was under way is broken off', async () => {
  const { url, requests } = await record(({ response }) => response.writeHead(200).write('{'));
  const { proxy, ask } = makeProxy(url);
  const response = await ask(LIST);
  await proxy.close();
  await assert.rejects(response.text());
  assert.deepEqual(await errorOf(await ask(LIST)), { status: 503, code: 'PROXY.CLOSED' });
  assert.equal(requests.length, 1);
});

test('a log that fails costs no request', async () => {
  const { url } = await record();
  const log = () => {
    throw new Error('disk full');
  };
  assert.equal((await makeProxy(url, { log }).ask(LIST)).status, 200);
});
