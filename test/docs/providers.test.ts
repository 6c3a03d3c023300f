import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import type { CloudImage, Query } from '../../src/catalog/index.js';
import { Catalog } from '../../src/catalog/index.js';
import type { ProviderError } from '../../src/providers/errors.js';
import type { Paging, Provider, WirePage } from '../../src/providers/provider.js';
import { errorOf } from '../http/clouds.js';
import { sendJson, startTinyServer } from '../http/tiny-server.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tiny = await startTinyServer();

/** The source of a module that an example imports: of the package, or of `src/providers` where CONTRIBUTING places its own. */
function sourceOf(specifier: string): string {
  if (specifier.startsWith('./')) return `${root}src/providers/${specifier.slice(2).replace(/js$/, 'ts')}`;
  const target = Object.entries(packageJson.exports).find(
    ([path]) => path.replace('.', packageJson.name) === specifier,
  )?.[1];
  assert.ok(typeof target === 'object', specifier);
  return root + target.default.replace('./dist/', 'src/').replace(/js$/, 'ts');
}

/** What the code blocks of a page export, run as they stand there. */
async function runExamples(page: string): Promise<Readonly<Record<string, unknown>>[]> {
  const blocks = [...readFileSync(root + page, 'utf8').matchAll(/^```ts\n([^]*?)^```/gm)];
  mkdirSync(`${root}.cache/docs`, { recursive: true });
  return Promise.all(
    blocks.map(async ([, code = ''], position) => {
      const path = `${root}.cache/docs/${page.replaceAll(/\W/g, '-')}-${position + 1}.ts`;
      const mapped = code.replaceAll(
        /from '((?:\.|cloud-image-picker)\/[^']+)'/g,
        (_, specifier: string) =>
          // The same module as the tests import, so that its classes are the same.
          `from '${pathToFileURL(sourceOf(specifier)).href}'`,
      );
      // Elements need a document; their examples are compiled by another test.
      if (/^import 'cloud-image-picker/m.test(code)) return {};
      writeFileSync(path, mapped);
      return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    }),
  );
}

const isProvider = (value: unknown): value is Provider =>
  typeof value === 'object' && value !== null && 'readImage' in value && 'readPage' in value;

const providersOf = (modules: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, Provider> =>
  new Map(
    modules
      .flatMap(Object.values)
      .filter(isProvider)
      .map((provider) => [provider.id, provider]),
  );

const portal = await runExamples('docs/providers.md');
const contributor = await runExamples('CONTRIBUTING.md');
const portals = providersOf(portal);
const contributors = providersOf(contributor);

/** What a service has, and how it is asked, after the example's own description. */
interface Service {
  readonly rows: readonly object[];
  readonly answer: (query: URLSearchParams, rows: readonly object[]) => unknown;
  readonly isAuthorized: (request: IncomingMessage) => boolean;
  readonly path: string;
  readonly refusal: object;
  readonly refused: Pick<ProviderError, 'kind' | 'detail'>;
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number + 1);
const bearer = ({ headers }: IncomingMessage): boolean => headers.authorization === 'Bearer secret-token';

const nimbusRows = numbers(84).map((id) => ({
  id,
  title: `Image ${id}`,
  os: id % 2 ? 'linux' : 'windows',
  gigabytes: 3,
  bytes: 3 * 2 ** 30,
  state: id % 10 ? 'OK' : 'BROKEN',
  created: new Date(Date.UTC(2026, 0, id)).toISOString(),
}));

const refusal = { message: 'The token has expired' };
const refused = { kind: 'credentials', detail: 'The token has expired' } as const;

const services: Readonly<Record<string, Service>> = {
  'portal nimbus': {
    path: '/v2/acme/images',
    rows: nimbusRows,
    isAuthorized: bearer,
    refusal,
    refused,
    answer: (query, rows) => {
      const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
      assert.ok(page >= 1 && size === 50);
      const state = query.get('state');
      const asked = rows.filter((row) => state === null || ('state' in row && row.state === state));
      if (query.get('sort') === '-created') asked.reverse();
      return { images: asked.slice((page - 1) * size, page * size), total: asked.length };
    },
  },
  'portal cumulus': {
    path: '/images',
    rows: numbers(45).map((id) => ({ uuid: `u-${id}`, label: `Image ${id}` })),
    isAuthorized: ({ headers }) => headers['x-api-key'] === 'secret-token',
    refusal: { code: 'KEY_EXPIRED', reason: 'Your key has expired' },
    refused: { kind: 'credentials', detail: 'Your key has expired' },
    answer: (query, rows) =>
      rows.slice(Number(query.get('skip')), Number(query.get('skip')) + Number(query.get('limit'))),
  },
  'portal stratus': {
    path: '/v1/images',
    rows: numbers(60).map((id) => ({
      id: `s-${id}`,
      attributes: { name: `Image ${id}`, scope: id % 3 ? 'public' : 'private' },
    })),
    isAuthorized: bearer,
    refusal: { errors: [{ title: 'Sign in first' }] },
    refused: { kind: 'credentials', detail: 'Sign in first' },
    answer: (query, rows) => {
      const from = Number(query.get('after') ?? 0);
      const next = from + 25 < rows.length ? `/v1/images?limit=25&after=${from + 25}` : null;
      return { data: rows.slice(from, from + 25), links: { next } };
    },
  },
  'contributor nimbus': {
    path: '/v2/acme/images',
    rows: nimbusRows,
    isAuthorized: bearer,
    refusal,
    refused,
    answer: (query, rows) => {
      const offset = Number(query.get('offset'));
      return { images: rows.slice(offset, offset + Number(query.get('limit'))), count: rows.length };
    },
  },
};

function start({ path, rows, answer, isAuthorized, refusal }: Service) {
  return tiny.serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url?.replace(/^\/\d+/, '') ?? '', 'http://example');
    if (pathname !== path) sendJson(response, 404, { message: `no ${pathname}` });
    else if (isAuthorized(request)) sendJson(response, 200, answer(searchParams, rows));
    else sendJson(response, 401, refusal);
  });
}

const catalogOf = (provider: Provider, endpoint: string, token = 'secret-token'): Catalog =>
  new Catalog({ provider, params: { tenant: 'acme' }, endpoint, credentials: token });

const find = (catalog: Catalog, query: Partial<Query> = {}) =>
  catalog.find({ text: '', filters: {}, page: 1, pageSize: 200, ...query }, { signal: AbortSignal.timeout(30_000) });

const named: [name: string, provider: Provider][] = [
  ...[...portals].map(([id, provider]): [string, Provider] => [`portal ${id}`, provider]),
  ...[...contributors].map(([id, provider]): [string, Provider] => [`contributor ${id}`, provider]),
];

void describe('each provider of the documentation, against a server', { concurrency: true }, () => {
  it('is known to this test', () => {
    assert.deepEqual(named.map(([name]) => name).sort(), Object.keys(services).sort());
  });

  for (const [name, provider] of named) {
    const service = services[name];
    assert.ok(service, name);

    it(`${name}: lists every image, in the order of the service`, async () => {
      const { endpoint } = start(service);
      const result = await find(catalogOf(provider, endpoint), { text: 'image' });
      assert.deepEqual(
        result.images.map((image) => image.name),
        numbers(service.rows.length).map((id) => `Image ${id}`),
      );
      assert.deepEqual([result.totalKind, result.incomplete, result.unreadable], ['exact', undefined, 0]);
    });

    it(`${name}: says why the service refuses`, async () => {
      const { endpoint } = start(service);
      const { kind, detail } = await errorOf(find(catalogOf(provider, endpoint, 'wrong')));
      assert.deepEqual({ kind, detail }, service.refused);
    });

    it(`${name}: leaves out a row that cannot be read, and reports what is no list`, async () => {
      const odd = start({ ...service, rows: [...service.rows, { odd: 1 }] });
      const result = await find(catalogOf(provider, odd.endpoint), { text: 'image' });
      assert.deepEqual([result.images.length, result.unreadable], [service.rows.length, 1]);
      const wrong = start({ ...service, answer: () => ({ greeting: 'hello' }) });
      assert.equal((await errorOf(find(catalogOf(provider, wrong.endpoint)))).kind, 'malformed');
      const down = tiny.serve((_, response) => sendJson(response, 500, {}));
      assert.equal((await errorOf(find(catalogOf(provider, down.endpoint)))).kind, 'unavailable');
    });
  }

  it('asks the service where the example says that it can answer', async () => {
    const nimbus = portals.get('nimbus');
    const stratus = portals.get('stratus');
    const service = services['portal nimbus'];
    assert.ok(nimbus && stratus && service);
    const { endpoint, requests } = start(service);
    const result = await find(catalogOf(nimbus, endpoint), {
      filters: { status: ['ready'] },
      sort: { field: 'createdAt', direction: 'desc' },
      pageSize: 10,
    });
    assert.deepEqual([result.answeredBy, result.total, result.images[0]?.name], ['server', 76, 'Image 84']);
    assert.match(requests[0]?.url ?? '', /\?state=OK&sort=-created&page=1&per_page=50$/);
    const [image] = result.images;
    assert.deepEqual(
      [image?.os, image?.status, image?.sizeBytes, image?.createdAt],
      [{ family: 'windows', version: undefined }, 'ready', 3 * 2 ** 30, new Date(Date.UTC(2026, 0, 84))],
    );
  });

  it('lists all images with the function of the page', async () => {
    const isListing = (
      value: unknown,
    ): value is (...asked: [Provider, string, string]) => Promise<readonly CloudImage[]> => typeof value === 'function';
    const listImages = portal.map((module) => module['listImages']).find(isListing);
    const nimbus = portals.get('nimbus');
    const service = services['portal nimbus'];
    assert.ok(listImages && nimbus && service);
    const { endpoint } = start(service);
    const images = await listImages(nimbus, endpoint, 'secret-token');
    assert.equal(images.length, 84);
  });

  it('reads the pages of the marker example for contributors', async () => {
    const example = contributor.find(({ paging }) => paging !== undefined) as
      { readonly paging: Paging; readonly readPage: (body: unknown) => WirePage } | undefined;
    const stratus = portals.get('stratus');
    assert.ok(example && stratus);
    const rows = numbers(450).map((id) => ({ id: `m-${id}`, attributes: { name: `Image ${id}`, scope: 'public' } }));
    const { endpoint } = tiny.serve((request, response) => {
      const query = new URL(request.url ?? '', 'http://example').searchParams;
      const from = Number(query.get('marker') ?? 0);
      const to = from + Number(query.get('limit'));
      const next = to < rows.length ? { next: `/v2/images?limit=200&marker=${to}` } : {};
      sendJson(response, 200, { images: rows.slice(from, to), ...next });
    });
    const result = await find(catalogOf({ ...stratus, ...example }, endpoint), { text: 'image', pageSize: 500 });
    assert.deepEqual([result.images.length, result.totalKind], [450, 'exact']);
  });
});
