import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Catalog } from '../../src/catalog/index.js';
import { openstack } from '../../src/providers/openstack.js';
import type { Provider } from '../../src/providers/provider.js';
import type { UpstreamConfig } from '../../src/proxy/index.js';
import { errorOf, makeProxy, record, SECRET, sendJson, serve } from './serve.js';

// One image by its id: that request, and nothing else.

const ID = '1bea47ed-f6a9-463b-b423-14b9cca9ad27';
const image = { id: ID, name: `Image ${ID}`, status: 'active', visibility: 'private', owner: 'somebody' };
const cloud = await record(({ url, response }) =>
  sendJson(response, 200, url.startsWith('/v2/images/') ? image : { images: [image], total_count: 1 }),
);
beforeEach(() => cloud.requests.splice(0));

const glance = (changes: Partial<UpstreamConfig> = {}) =>
  makeProxy(cloud.url, {
    upstreams: { images: { provider: 'openstack', endpoint: cloud.url, credentials: SECRET, ...changes } },
  });

test('passes on an image of Glance', async () => {
  const { ask, events } = glance();
  const response = await ask(`/images/v2/images/${ID}`);
  assert.deepEqual([response.status, await response.json()], [200, image]);
  const [seen] = cloud.requests;
  assert.deepEqual([seen?.method, seen?.url, seen?.headers['x-auth-token']], ['GET', `/v2/images/${ID}`, SECRET]);
  assert.ok(events.some((event) => 'route' in event && event.route === '/v2/images/{id}'));
});

test('tells a page in the words of the proxy that there is none', async () => {
  const { url } = await record(({ response }) =>
    sendJson(response, 404, { message: 'No image found', title: 'Not Found' }),
  );
  const { ask } = glance({ endpoint: url });
  assert.equal((await ask(`/images/v2/images/${ID}`)).status, 404);
});

test('takes a credential out of an image as out of a list', async () => {
  const { url } = await record(({ response }) => sendJson(response, 200, { ...image, description: `with ${SECRET}` }));
  const text = await (await glance({ endpoint: url }).ask(`/images/v2/images/${ID}`)).text();
  assert.ok(text.includes(image.name) && !text.includes(SECRET), text);
});

test('lets no other path through, and nothing in the place of an id', async () => {
  const { ask } = glance();
  for (const path of [
    ...['', '-', '..', '%2e%2e', ID.slice(1), `${ID}0`, `${ID}%00`, `${ID}%20`, `${ID};a`, `%2f${ID}`, 'schemas', '*'],
    ...[`${ID}/`, `${ID}/file`, `${ID}/members`, `${ID}%2ffile`, `${ID}%252ffile`, `x${ID}`],
  ].map((end) => `/images/v2/images/${end}`)) {
    const { status, code } = await errorOf(await ask(path));
    assert.ok(status >= 400 && status < 500, `${path}: ${status} ${String(code)}`);
  }
  for (const path of [`/images/v1/images/${ID}`, `/images/v2/image/${ID}`, `/images/${ID}`, `/images/v2/tasks/${ID}`])
    assert.equal((await ask(path)).status, 404, path);
  for (const query of ['?limit=1', '?visibility=all', '?id=x', '?a'])
    assert.equal((await errorOf(await ask(`/images/v2/images/${ID}${query}`))).code, 'PROXY.QUERY', query);
  for (const method of ['DELETE', 'PUT', 'PATCH', 'POST', 'HEAD'])
    assert.ok((await ask(`/images/v2/images/${ID}`, { method })).status >= 400, method);
  assert.deepEqual(cloud.requests, []);
});

test('refuses it where anything is pinned that one image cannot be asked for with', async () => {
  const pins: readonly Partial<UpstreamConfig>[] = [
    ...[{ visibility: 'public' }, { status: 'ready' }, { format: 'qcow2' }, { owner: 'me' }].map((filters) => ({
      filters,
    })),
    ...[{ tag: 'gpu' }, { osHidden: 'false' }, { owner: 'me' }].map((params) => ({ params })),
  ];
  for (const pinned of pins) {
    const { status, code } = await errorOf(await glance(pinned).ask(`/images/v2/images/${ID}`));
    assert.deepEqual([status, code], [403, 'PROXY.PINNED'], JSON.stringify(pinned));
  }
  assert.deepEqual(cloud.requests, []);
});

test('keeps the pins of a cloud that is asked with a key of the list', async () => {
  const path = '/desktops/v2/-/images?limit=100&offset=0&image_id=some-image';
  await makeProxy(cloud.url, { upstream: { filters: { visibility: 'gold' } } }).ask(path);
  assert.match(cloud.requests[0]?.url ?? '', /\?limit=100&offset=0&image_id=some-image&image_type=gold$/);
  const { ask } = makeProxy(cloud.url, { upstream: { params: { projectId: 'p', imageId: 'the-one' } } });
  assert.equal((await errorOf(await ask(path))).code, 'PROXY.PINNED');
});

test('fills in the parameters of a path, and knows the key of a portal’s own provider', async () => {
  const own = (byId: Provider['byId']): Provider => ({
    ...openstack,
    id: 'own',
    paths: ['/{tenant}/images'],
    params: { tenant: { in: 'path', name: 'tenant', required: true } },
    ...(byId && { byId }),
  });
  const pattern = /^\d+$/;
  const pinned = (byId: Provider['byId']) => glance({ provider: own(byId), params: { tenant: 'mine' } });
  await pinned({ path: '/{tenant}/images/{id}', pattern }).ask('/images/-/images/7');
  assert.equal(cloud.requests[0]?.url, '/mine/images/7');
  const others = await pinned({ path: '/{tenant}/images/{id}', pattern }).ask('/images/theirs/images/7');
  assert.equal((await errorOf(others)).code, 'PROXY.PINNED');
  const { ask } = pinned({ query: 'only', pattern });
  assert.equal((await ask('/images/-/images?only=7')).status, 200);
  assert.equal((await errorOf(await ask('/images/-/images?only=x'))).code, 'PROXY.QUERY');
  assert.equal((await errorOf(await pinned(undefined).ask('/images/-/images?only=7'))).code, 'PROXY.QUERY');
});

test('gives a picker behind it the names of the chosen images, or quietly none', async () => {
  for (const filters of [undefined, { visibility: 'public' }]) {
    const { proxy } = glance({ ...(filters && { filters }) });
    const { url } = await serve((incoming, response) => {
      void proxy(new Request(`http://portal/clouds${incoming.url ?? ''}`)).then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      });
    });
    const catalog = new Catalog({ provider: openstack, params: {}, proxy: `${url}/images` });
    const { signal } = new AbortController();
    await catalog.lookUp([ID], signal);
    assert.equal(catalog.get(ID)?.name, filters ? undefined : image.name);
    assert.equal(catalog.presence(ID), filters ? 'unknown' : 'present');
    assert.equal(catalog.lookUp([ID], signal), undefined);
  }
});
