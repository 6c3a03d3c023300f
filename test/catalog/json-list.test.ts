import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Catalog, type Query } from '../../src/catalog/index.js';
import type { Source } from '../../src/providers/client.js';
import { jsonList } from '../../src/providers/json-list.js';
import { errorOf } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';

const tiny = await startTinyServer();
const elsewhere = await startTinyServer();

const row = (number: number) => ({
  uuid: `i-${number}`,
  title: `Image ${number}`,
  os: number % 2 ? 'linux' : 'windows',
  size: `${number} GB`,
  created_at: new Date(Date.UTC(2026, 0, number)).toISOString(),
});
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1));

const catalogOf = (endpoint: string, source: Partial<Source> = {}): Catalog =>
  new Catalog({ provider: jsonList, params: {}, endpoint, ...source });

const find = (catalog: Catalog, query: Partial<Query> = {}) =>
  catalog.find({ text: '', filters: {}, page: 1, pageSize: 10, ...query }, { signal: AbortSignal.timeout(30_000) });

const pageOf = (url: string | undefined): number => Number(/page=(\d+)/.exec(url ?? '')?.[1] ?? 1);

void describe('a list of the own JSON', { concurrency: true }, () => {
  test('in one answer takes one request for whatever is searched', async () => {
    const { endpoint, requests } = tiny.serve((_, response) => sendJson(response, 200, rows(950)));
    const catalog = catalogOf(endpoint);
    const first = await find(catalog);
    assert.deepEqual([first.images.length, first.total, first.totalKind], [10, 950, 'exact']);
    assert.deepEqual((await find(catalog, { page: 95 })).images.at(-1)?.name, 'Image 950');
    const found = await find(catalog, {
      text: '77',
      filters: { os: ['linux'] },
      sort: { field: 'sizeBytes', direction: 'desc' },
    });
    assert.deepEqual(found.images.map(({ id }) => id).slice(0, 3), ['i-877', 'i-779', 'i-777']);
    assert.deepEqual(
      found.facets.find(({ id }) => id === 'os')?.options.map(({ value }) => value),
      ['linux', 'windows'],
    );
    assert.equal(requests.length, 1);
  });

  test('is asked at its very address, with its query and its slash', async () => {
    const { endpoint, requests } = tiny.serve((_, response) => sendJson(response, 200, rows(1)));
    await find(catalogOf(`${endpoint}/images/?kind=vm#top`));
    await find(catalogOf(`${endpoint}/images/`));
    assert.deepEqual(
      requests.map(({ url }) => url?.replace(/^\/\d+/, '')),
      ['/images/?kind=vm', '/images/'],
    );
  });

  for (const place of ['header', 'body'] as const) {
    test(`is read to its end by the links of its ${place}, one after the other`, async () => {
      const { endpoint, requests } = tiny.serve((request, response) => {
        const page = pageOf(request.url);
        const images = rows(250).slice((page - 1) * 40, page * 40);
        const next = page < 7 ? `?page=${page + 1}` : undefined;
        if (place === 'body') sendJson(response, 200, { images, total: 250, next: next ?? null });
        else sendJson(response, 200, images, next ? { Link: `<${next}>; rel="next"` } : {});
      });
      const catalog = catalogOf(`${endpoint}/list`);
      const first = await find(catalog);
      const total = place === 'body' ? [250, 'estimate'] : [40, 'minimum'];
      assert.deepEqual([first.total, first.totalKind, requests.length], [...total, 1]);
      const all = await find(catalog, { text: 'image', pageSize: 300 });
      assert.deepEqual([all.total, all.totalKind, all.incomplete], [250, 'exact', undefined]);
      assert.deepEqual(
        all.images.map(({ id }) => id),
        rows(250).map(({ uuid }) => uuid),
      );
      assert.deepEqual(
        requests.map(({ url }) => pageOf(url)),
        [1, 2, 3, 4, 5, 6, 7],
      );
    });
  }

  test('whose links lead back is not read for ever, and not called whole', async () => {
    const { endpoint, requests } = tiny.serve((request, response) => {
      const page = pageOf(request.url);
      sendJson(response, 200, { images: rows(60).slice((page - 1) * 20, page * 20), next: `?page=${(page % 3) + 1}` });
    });
    const result = await find(catalogOf(`${endpoint}/list`), { text: 'image', pageSize: 100 });
    assert.deepEqual([result.images.length, result.incomplete?.reason], [60, 'missing']);
    assert.ok(requests.length < 10, String(requests.length));
    const self = tiny.serve((_, response) => sendJson(response, 200, { images: rows(20), next: '?page=1' }));
    assert.equal(
      (await find(catalogOf(`${self.endpoint}/list?page=1`), { text: 'image', pageSize: 50 })).images.length,
      20,
    );
    assert.ok(self.requests.length < 10, String(self.requests.length));
  });

  test('leaves out and counts what cannot be read', async () => {
    const { endpoint } = tiny.serve((_, response) =>
      sendJson(response, 200, [...rows(3), null, 'text', { title: 'x' }]),
    );
    const result = await find(catalogOf(endpoint));
    assert.deepEqual([result.images.length, result.unreadable], [3, 3]);
  });

  test('that states more images than it has is not called complete', async () => {
    for (const said of [{ total: 5000, page: 1, pages: 250 }, { meta: { total_count: 5000, nextPageToken: 'abc' } }]) {
      const { endpoint, requests } = tiny.serve((_, response) =>
        sendJson(response, 200, { images: rows(20), ...said }),
      );
      const catalog = catalogOf(endpoint);
      for (const query of [{}, { text: 'image' }]) {
        const result = await find(catalog, query);
        assert.deepEqual([result.total, result.totalKind, result.incomplete?.reason], [20, 'minimum', 'missing']);
      }
      assert.equal(requests.length, 1);
    }
  });

  test('that breaks off says what is missing, and asks for that alone', async () => {
    let broken = true;
    const { endpoint, requests } = tiny.serve((request, response) => {
      const page = pageOf(request.url);
      if (page === 2 && broken) sendJson(response, 500, { error: 'Out of order' });
      else
        sendJson(response, 200, {
          images: rows(40).slice((page - 1) * 20, page * 20),
          next: page === 1 ? '?page=2' : null,
        });
    });
    const catalog = catalogOf(`${endpoint}/list`);
    const part = await find(catalog, { text: 'image', pageSize: 50 });
    assert.equal(part.images.length, 20);
    assert.ok(part.incomplete?.reason === 'failed' && part.incomplete.error.detail === 'Out of order');
    broken = false;
    catalog.resume();
    assert.equal((await find(catalog, { text: 'image', pageSize: 50 })).totalKind, 'exact');
    assert.equal(requests.filter(({ url }) => pageOf(url) === 1).length, 1);
  });

  test('has each error as its kind', async () => {
    const login = '<!doctype html><title>Sign in</title><form><input type="password"></form>';
    const cases = [
      [401, '{"message":"no"}', 'credentials'],
      [403, 'no', 'forbidden'],
      [404, '<h1>Not found</h1>', 'not-found'],
      [500, '', 'unavailable'],
      [200, login, 'credentials'],
      [200, '<h1>Welcome</h1>', 'malformed'],
      [200, '{"images": [{"id"', 'malformed'],
      [200, '', 'malformed'],
      [200, '{"greeting":"hello"}', 'malformed'],
      [200, '{"error":"maintenance"}', 'unavailable'],
    ] as const;
    for (const [status, body, kind] of cases) {
      const { endpoint } = tiny.serve((_, response) => response.writeHead(status).end(body));
      assert.equal((await errorOf(find(catalogOf(endpoint)))).kind, kind, `${status} ${body}`);
    }
  });

  test('sends a bearer token where there is one, and none where there is not', async () => {
    const { endpoint, requests } = tiny.serve((_, response) => sendJson(response, 200, rows(1)));
    await find(catalogOf(endpoint));
    await find(catalogOf(endpoint, { credentials: () => Promise.resolve('secret') }));
    assert.deepEqual(
      requests.map(({ headers }) => headers.authorization),
      [undefined, 'Bearer secret'],
    );
  });

  test('asks for another token once when one is refused', async () => {
    const { endpoint, requests } = tiny.serve((request, response) => {
      if (request.headers.authorization === 'Bearer new') sendJson(response, 200, rows(2));
      else sendJson(response, 401, {});
    });
    const token = ({ refresh }: { readonly refresh: boolean }) => (refresh ? 'new' : 'old');
    assert.equal((await find(catalogOf(endpoint, { credentials: token }))).images.length, 2);
    assert.equal(requests.length, 2);
  });

  test('takes no token to another origin, by a link or a redirect', async () => {
    const other = elsewhere.serve((_, response) => sendJson(response, 200, rows(40).slice(20)));
    const { endpoint } = tiny.serve((_, response) =>
      sendJson(response, 200, { images: rows(20), next: other.endpoint }),
    );
    const withToken = await find(catalogOf(endpoint, { credentials: () => 'secret' }), { text: 'image', pageSize: 50 });
    assert.equal(withToken.images.length, 20);
    assert.ok(withToken.incomplete?.reason === 'failed');
    assert.equal(withToken.incomplete.error.code, 'CROSS_ORIGIN_LINK');
    assert.equal(other.requests.length, 0);
    const without = await find(catalogOf(endpoint), { text: 'image', pageSize: 50 });
    assert.deepEqual([without.images.length, other.requests.length], [40, 1]);
    assert.equal(other.requests[0]?.headers.authorization, undefined);

    const moved = tiny.serve((_, response) => response.writeHead(302, { Location: other.endpoint }).end());
    assert.equal((await errorOf(find(catalogOf(moved.endpoint, { credentials: () => 'secret' })))).kind, 'network');
    assert.equal(other.requests.length, 1);
    assert.equal((await find(catalogOf(moved.endpoint))).total, 20);
  });

  test('takes no token to where its first page was redirected to before there was one', async () => {
    const other = elsewhere.serve((request, response) => {
      const isFirst = pageOf(request.url) === 1;
      sendJson(response, 200, isFirst ? { images: rows(20), next: `${other.endpoint}/?page=2` } : rows(40).slice(20));
    });
    const moved = tiny.serve((_, response) => response.writeHead(302, { Location: other.endpoint }).end());
    const tokens: string[] = [];
    const source = { provider: jsonList, params: {}, endpoint: moved.endpoint };
    const catalog = new Catalog(source, () => tokens[0]);
    assert.equal((await find(catalog)).images.length, 10);
    tokens.push('secret');
    await find(catalog, { text: 'image', pageSize: 50 }).catch(() => undefined);
    assert.deepEqual(
      other.requests.map(({ headers }) => headers.authorization).filter((header) => header !== undefined),
      [],
    );
  });
});
