import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { whyNotUnpacked } from '../servers/unpacked.js';
import { Catalog } from '../../src/catalog/index.js';
import type { Source } from '../../src/providers/client.js';
import { openstack } from '../../src/providers/openstack.js';
import type { Params, Provider } from '../../src/providers/provider.js';
import { find, findAll, ids } from '../catalog/questions.js';
import { errorOf } from '../http/clouds.js';
import { startOpenStack, tokenFor, type OpenStack } from './cloud.js';
import { testsBehindTheProxy } from './proxied.js';
import { familyOf, idsOf, rowsOf, says, type Row } from './rows.js';
import { testsOfTheSimulated } from './simulated.js';

// A real Glance behind a real Keystone, from Debian's packages. What is expected is fetched by itself, without the library.

const skip = whyNotUnpacked('Glance') ?? false;

describe('a real Glance', { skip }, () => {
  let cloud: OpenStack;
  let stop = (): Promise<void> => Promise.resolve();
  let url = '';
  let token = '';
  /** What has been read as a whole: searches of it ask for nothing more. */
  let whole: Catalog;
  /** By their queries. */
  let lists: Readonly<Record<'listed' | 'community' | 'hidden' | 'both', readonly Row[]>>;

  before(
    async () => {
      cloud = await startOpenStack();
      stop = () => cloud.stop();
      ({ url } = cloud.glance);
      token = await tokenFor(cloud.keystone, cloud.member);
      lists = {
        listed: await rowsOf(url, token),
        community: await rowsOf(url, token, 'visibility=community'),
        hidden: await rowsOf(url, token, 'os_hidden=true'),
        both: await rowsOf(url, token, 'visibility=community&os_hidden=true'),
      };
      whole = catalogOf();
    },
    { timeout: 280_000 },
  );
  after(() => stop());

  const source = (params: Params = {}, provider: Provider = openstack): Source => ({
    provider,
    params,
    endpoint: url,
    credentials: () => token,
  });
  const catalogOf = (params?: Params): Catalog => new Catalog(source(params));
  const same = (found: readonly string[], expected: readonly string[], what?: string): void =>
    assert.deepEqual([...found].sort(), [...expected].sort(), what);

  test('holds what the tests need: images of every visibility and status, listed and left out', () => {
    const { listed, community, hidden, both } = lists;
    assert.ok(listed.length > 500, `${listed.length} listed`);
    for (const visibility of ['public', 'private', 'shared', 'community'])
      assert.ok(
        listed.some((row) => row.visibility === visibility),
        visibility,
      );
    for (const status of ['active', 'queued', 'saving', 'uploading', 'importing', 'deactivated'])
      assert.ok(
        listed.some((row) => row.status === status),
        status,
      );
    const known = new Set(idsOf(listed));
    for (const rows of [community, hidden, both]) assert.ok(rows.filter(({ id }) => !known.has(id)).length > 10);
  });

  test('shows its first page with one request, and then each page as it lists them', async () => {
    const catalog = catalogOf();
    const expected = idsOf(lists.listed);
    for (const page of [1, 2, 11, 3, 25]) {
      const result = await find(catalog, { page });
      assert.deepEqual(ids(result.images), expected.slice((page - 1) * 20, page * 20), `page ${page}`);
    }
    const last = await find(catalog, { page: 999 });
    assert.deepEqual([last.total, last.totalKind], [expected.length, 'exact']);
    assert.deepEqual(ids(last.images), expected.slice(last.offset));
  });

  test('says of each image what it sent', async () => {
    const images = await findAll(whole, {});
    assert.equal(images.length, lists.listed.length);
    for (const [at, row] of lists.listed.entries()) {
      const image = images[at];
      assert.ok(image);
      assert.deepEqual(image.source, row);
      const { id, name, size, min_disk, min_ram, visibility, owner, tags } = row;
      assert.deepEqual(
        [image.id, image.name, image.visibility, image.sizeBytes, image.minDiskBytes, image.minMemoryBytes],
        [id, name ?? id, visibility, size ?? undefined, min_disk * 2 ** 30, min_ram * 2 ** 20],
      );
      assert.deepEqual([image.facets?.['owner'], image.facets?.['tag']], [owner, tags]);
      assert.deepEqual(
        [image.createdAt?.getTime(), image.updatedAt?.getTime()],
        [row.created_at, row.updated_at].map(Date.parse),
      );
      assert.deepEqual(image.os?.family, familyOf(row));
      assert.notEqual(image.status, 'unknown');
    }
  });

  for (const [field, key] of [
    ['createdAt', 'created_at'],
    ['updatedAt', 'updated_at'],
  ] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      test(`sorts by ${field} ${direction}, though several images are of one moment`, async () => {
        const expected = idsOf(await rowsOf(url, token, `sort=${key}:${direction}`));
        const found = await findAll(catalogOf(), { sort: { field, direction } });
        assert.deepEqual(ids(found), expected);
        const moments = found.map((image) => image[field]?.getTime() ?? 0);
        assert.deepEqual(
          moments,
          moments.toSorted((a, b) => (direction === 'asc' ? a - b : b - a)),
        );
      });
    }
  }

  test('is sorted here by what it would order otherwise', async () => {
    const bySize = await findAll(whole, { sort: { field: 'sizeBytes', direction: 'desc' } });
    const sizes = lists.listed.map(({ size }) => size ?? -1).sort((a, b) => b - a);
    assert.deepEqual(
      bySize.map(({ sizeBytes = -1 }) => sizeBytes),
      sizes,
    );
    const byName = await findAll(whole, { sort: { field: 'name', direction: 'asc' } });
    const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
    const names = lists.listed.map(({ id, name }) => name ?? id).sort(compare);
    assert.deepEqual(
      byName.map(({ name }, at) => compare(name, names[at] ?? '')),
      names.map(() => 0),
    );
  });

  const pending = ['queued', 'saving', 'uploading', 'importing'];
  const filters: readonly (readonly [id: string, values: readonly string[], passes: (row: Row) => boolean])[] = [
    ['status', ['ready'], ({ status }) => status === 'active'],
    ['status', ['pending'], ({ status }) => pending.includes(status)],
    ['status', ['disabled'], ({ status }) => status === 'deactivated'],
    ['status', ['failed'], () => false],
    ['status', ['deleted'], () => false],
    ['status', ['ready', 'disabled'], ({ status }) => ['active', 'deactivated'].includes(status)],
    ['visibility', ['public'], ({ visibility }) => visibility === 'public'],
    ['visibility', ['private'], ({ visibility }) => visibility === 'private'],
    ['visibility', ['shared', 'private'], ({ visibility }) => ['shared', 'private'].includes(visibility)],
    ['format', ['qcow2'], (row) => row.disk_format === 'qcow2'],
    ['architecture', ['aarch64'], ({ architecture }) => architecture === 'aarch64'],
    ['os', ['windows'], (row) => familyOf(row) === 'windows'],
    ['os', ['linux', 'other'], (row) => ['linux', 'other'].includes(familyOf(row) ?? '')],
    ['tag', ['gpu'], ({ tags }) => tags.includes('gpu')],
    ['tag', ['Größe L', 'production'], ({ tags }) => tags.includes('Größe L') || tags.includes('production')],
    ['os-hidden', ['false'], () => true],
  ];
  for (const [id, values, passes] of filters) {
    test(`finds what a filter asks for, with and without a search: ${id} ${values.join(', ')}`, async () => {
      const expected = lists.listed.filter(passes);
      // What Glance itself judges is asked of it, and what has been read answers the same.
      const catalogs = values.length === 1 && openstack.filters[id]?.query ? [catalogOf(), whole] : [whole];
      for (const catalog of catalogs) same(ids(await findAll(catalog, { filters: { [id]: values } })), idsOf(expected));
      const searched = await findAll(whole, { filters: { [id]: values }, text: 'web' });
      same(ids(searched), idsOf(expected.filter((row) => says(row, 'web'))));
    });
  }

  test('finds the images of a project', async () => {
    for (const owner of Object.values(cloud.projects)) {
      const found = await findAll(catalogOf(), { filters: { owner: [owner] } });
      same(ids(found), idsOf(lists.listed.filter((row) => row.owner === owner)));
    }
  });

  test('is asked for what it leaves out: of the community, hidden, both, and beside what it lists', async () => {
    const catalog = catalogOf();
    const { listed, community, hidden, both } = lists;
    const visibility = ['community'];
    same(ids(await findAll(catalog, { filters: { visibility } })), idsOf(community));
    same(ids(await findAll(catalog, { filters: { 'os-hidden': ['true'] } })), idsOf(hidden));
    same(ids(await findAll(catalog, { filters: { visibility, 'os-hidden': ['true'] } })), idsOf(both));
    const publicOnes = listed.filter((row) => row.visibility === 'public');
    const together = await findAll(catalog, { filters: { visibility: ['public', 'community'] } });
    same(ids(together), idsOf([...publicOnes, ...community]));
    const everything = await findAll(catalog, { filters: { 'os-hidden': ['true', 'false'] }, text: 'gr' });
    same(ids(everything), idsOf([...listed, ...hidden].filter((row) => says(row, 'gr'))));
  });

  test('is known not to have an image only when every list has been read', async () => {
    const catalog = catalogOf();
    const [one] = lists.both.filter(({ id }) => !idsOf([...lists.hidden, ...lists.community]).includes(id));
    assert.ok(one);
    for (const filters of [{}, { visibility: ['community'] }, { 'os-hidden': ['true'] }]) {
      await findAll(catalog, { filters });
      assert.deepEqual([catalog.presence(one.id), catalog.presence('never')], ['unknown', 'unknown']);
    }
    await findAll(catalog, { filters: { visibility: ['community'], 'os-hidden': ['true'] } });
    assert.deepEqual([catalog.presence(one.id), catalog.presence('never')], ['present', 'absent']);
  });

  test('has each image that it shows at all also by its id, listed or not, and no other', async () => {
    const { listed, community, hidden } = lists;
    const catalog = catalogOf();
    const { signal } = new AbortController();
    const wanted = [listed.at(-1), listed.at(-2), community[0], hidden[0]].filter((row) => row !== undefined);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const asked = [...idsOf(wanted), unknown];
    for (let pending = catalog.lookUp(asked, signal); pending; pending = catalog.lookUp(asked, signal)) await pending;
    for (const row of wanted) {
      assert.deepEqual(catalog.get(row.id)?.source, row);
      assert.equal(catalog.presence(row.id), 'present');
    }
    assert.equal(wanted.length, 4);
    assert.deepEqual([catalog.get(unknown), catalog.presence(unknown)], [undefined, 'unknown']);
  });

  for (const text of [
    'web',
    'DATEN',
    'データ',
    'gröSSE',
    'batch ubuntu',
    '<b>bold</b>',
    "o'clock",
    '100%',
    'a&b 22.04',
    'aaaa-4bbb',
  ]) {
    test(`is searched as a whole: ${text}`, async () => {
      const expected = lists.listed.filter((row) => says(row, text));
      const result = await find(whole, { text, pageSize: 1000 });
      assert.deepEqual(ids(result.images), idsOf(expected));
      assert.deepEqual(
        [result.total, result.totalKind, result.loaded],
        [expected.length, 'exact', lists.listed.length],
      );
    });
  }

  const params: readonly (readonly [Params, string])[] = [
    [{ visibility: 'community' }, 'visibility=community'],
    [{ visibility: 'all' }, 'visibility=all'],
    [{ tag: 'Größe L' }, 'tag=Gr%C3%B6%C3%9Fe%20L'],
    [{ osHidden: 'true' }, 'os_hidden=true'],
    [{ visibility: 'all', osHidden: 'true', tag: 'gpu' }, 'visibility=all&os_hidden=true&tag=gpu'],
    [{ tag: ['gpu', 'production'] }, 'tag=gpu&tag=production'],
    [{ visibility: 'shared', memberStatus: 'pending' }, 'visibility=shared&member_status=pending'],
    [{ visibility: 'shared', memberStatus: 'all' }, 'visibility=shared&member_status=all'],
  ];
  for (const [given, query] of params) {
    test(`lists what its parameters ask for: ${query}`, async () => {
      const expected = await rowsOf(url, token, query);
      assert.ok(expected.length > 10);
      const catalog = catalogOf(given);
      assert.deepEqual(ids(await findAll(catalog, {})), idsOf(expected));
      const community = await findAll(catalog, { filters: { visibility: ['community'] } });
      const isListed = 'visibility' in given;
      const more = isListed ? expected : await rowsOf(url, token, `${query}&visibility=community`);
      same(ids(community), idsOf(more.filter(({ visibility }) => visibility === 'community')));
    });
  }

  test('lists the images of the project that a parameter names', async () => {
    const owner = cloud.projects.other;
    same(ids(await findAll(catalogOf({ owner }), {})), idsOf(await rowsOf(url, token, `owner=${owner}`)));
  });

  test('says why it does not answer', async () => {
    const ask = (changes: Partial<Source>) => errorOf(find(new Catalog({ ...source(), ...changes })));
    const wrong = await ask({ credentials: () => 'gAAAAABwrong' });
    assert.deepEqual([wrong.kind, wrong.status], ['credentials', 401]);
    assert.match(wrong.detail ?? '', /^This server could not verify that you are authorized/);
    const nowhere = await ask({ endpoint: `${url}/v2` });
    assert.deepEqual([nowhere.kind, nowhere.status], ['not-found', 404]);
    assert.equal(nowhere.detail, 'The resource could not be found.');
    const visibility = await ask({ params: { visibility: 'everything' } });
    assert.deepEqual([visibility.kind, visibility.detail], ['bad-request', 'Invalid visibility value: everything']);
    assert.match(visibility.requestId ?? '', /^req-[\da-f-]{36}$/);
  });

  test('is read from its beginning again where the image is deleted that a page begins behind', async () => {
    const rows = await rowsOf(url, token);
    const mine = (row?: Row): boolean => row?.status === 'queued' && row.owner === cloud.projects.own && !row.protected;
    const sizes = Array.from({ length: 60 }, (_, at) => at + 20);
    const max = sizes.find((size) => mine(rows[2 * size - 1]));
    const marker = rows[2 * (max ?? 0) - 1];
    assert.ok(max !== undefined && marker, 'no second page ends with an image that can be deleted');
    const paging = { style: 'marker', limit: 'limit', marker: 'marker', max } as const;
    const catalog = new Catalog(source({}, { ...openstack, paging }));
    await find(catalog, { page: 2, pageSize: max });
    const { status } = await fetch(`${url}/v2/images/${marker.id}`, {
      method: 'DELETE',
      headers: { 'X-Auth-Token': token },
    });
    assert.equal(status, 204);
    const all = await find(catalog, { text: '-', pageSize: 1000 });
    assert.deepEqual(ids(all.images), idsOf(rows.filter((row) => row !== marker)));
    assert.deepEqual([all.totalKind, all.incomplete], ['exact', undefined]);
  });

  const running = () => ({ cloud, url, token });
  describe('behind the proxy', () => testsBehindTheProxy(running));
  describe('is simulated', () => testsOfTheSimulated(running));
});
