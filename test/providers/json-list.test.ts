import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { CloudImage } from '../../src/providers/image.js';
import { jsonList } from '../../src/providers/json-list.js';
import type { Provider } from '../../src/providers/provider.js';

const withFields = (fields: unknown): Provider => jsonList.withFields?.(fields) ?? assert.fail('no other fields');

function read(row: unknown, fields?: unknown): CloudImage {
  return withFields(fields).readImage(row) ?? assert.fail(`cannot be read: ${JSON.stringify(row)}`);
}

/** The rows and the next page of an answer. */
const page = (body: unknown, headers: Record<string, string> = {}, fields?: unknown) =>
  withFields(fields).readPage(body, new Headers(headers));

void describe('a row of the own JSON', () => {
  it('is read with the names that images have here, as they are written in JSON', () => {
    const image = {
      id: 'a',
      name: 'Web server',
      description: 'For the web',
      os: { family: 'linux', version: 'Ubuntu 24.04' },
      architecture: 'arm64',
      status: 'disabled',
      statusText: 'withheld',
      visibility: 'private',
      format: 'qcow2',
      sizeBytes: 5_000_000,
      minDiskBytes: 20 * 2 ** 30,
      minMemoryBytes: 2 ** 31,
      createdAt: new Date('2026-03-01T08:00:00Z'),
      updatedAt: new Date('2026-04-01T08:00:00.250Z'),
      locations: ['fra', 'ams'],
      problem: { message: 'No room', code: 'E1', warning: undefined, history: [] },
    };
    const row: unknown = JSON.parse(JSON.stringify(image));
    const { facets, ...found } = read(row);
    assert.deepEqual(found, { ...image, source: row });
    assert.deepEqual(facets, { owner: undefined, tag: [] });
  });

  it('is read with the names that OpenStack has', () => {
    const image = read({
      id: 'b',
      name: 'debian-12',
      status: 'active',
      visibility: 'public',
      owner: 'team-a',
      tags: ['web', 'lts'],
      size: 400_000_000,
      min_disk: 10,
      min_ram: 512,
      disk_format: 'raw',
      created_at: '2026-01-02T03:04:05Z',
      os_distro: 'debian',
      os_version: '12',
    });
    assert.deepEqual(
      [image.status, image.statusText, image.sizeBytes, image.minDiskBytes, image.minMemoryBytes, image.format],
      ['ready', 'active', 400_000_000, 10 * 2 ** 30, 512 * 2 ** 20, 'raw'],
    );
    assert.deepEqual(image.os, { family: 'linux', version: 'debian 12' });
    assert.deepEqual(image.facets, { owner: 'team-a', tag: ['web', 'lts'] });
    assert.deepEqual(image.createdAt, new Date('2026-01-02T03:04:05Z'));
  });

  it('is read in any spelling', () => {
    const image = read({
      UUID: 'c',
      Title: 'Windows',
      OS_Type: 'Windows Server 2022',
      'disk-format': 'vhd',
      CreationDate: 1_700_000_000,
      lastModified: 1_700_000_000_000,
      SizeGB: '12.5',
      min_ram_gb: 4,
      is_public: true,
      Region: { id: 'eu', name: 'Frankfurt' },
      labels: { env: 'prod', team: 'web' },
      error: 'Import failed',
      state: 'ERROR',
    });
    assert.deepEqual([image.id, image.name, image.status, image.visibility], ['c', 'Windows', 'failed', 'public']);
    assert.deepEqual(image.os, { family: 'windows', version: 'Windows Server 2022' });
    assert.deepEqual([image.sizeBytes, image.minMemoryBytes], [12.5 * 2 ** 30, 4 * 2 ** 30]);
    assert.deepEqual([image.createdAt?.getTime(), image.updatedAt?.getTime()], [1.7e12, 1.7e12]);
    assert.deepEqual([image.locations, image.facets?.['tag']], [['Frankfurt'], ['env=prod', 'team=web']]);
    assert.equal(image.problem?.message, 'Import failed');
  });

  it('tells a system from what is written of it, and guesses none from the name', () => {
    const cases: readonly (readonly [row: object, os: CloudImage['os']])[] = [
      [{ os: 'Ubuntu 24.04' }, { family: 'linux', version: 'Ubuntu 24.04' }],
      [
        { os: 'linux', os_version: '9.3', distro: 'Rocky' },
        { family: 'linux', version: 'Rocky 9.3' },
      ],
      [
        { os: 'Debian', os_version: '12' },
        { family: 'linux', version: 'Debian 12' },
      ],
      [{ os: 'LINUX' }, { family: 'linux', version: undefined }],
      [{ platform: 'windows' }, { family: 'windows', version: undefined }],
      [{ os: { type: 'windows', version: '11' } }, { family: 'windows', version: '11' }],
      [{ os: { name: 'AlmaLinux', version: '9' } }, { family: 'linux', version: 'AlmaLinux 9' }],
      [{ os: 'FreeBSD 14' }, { family: 'other', version: 'FreeBSD 14' }],
      [{ os: 'Darwin' }, { family: 'other', version: 'Darwin' }],
      [{ os: null, name: 'ubuntu' }, undefined],
    ];
    for (const [row, os] of cases) assert.deepEqual(read({ id: 1, ...row }).os, os, JSON.stringify(row));
  });

  it('has sizes in bytes, or with a unit', () => {
    const cases: readonly (readonly [size: unknown, bytes: number | undefined])[] = [
      [1024, 1024],
      ['8589934592', 2 ** 33],
      ['10 GB', 10 * 2 ** 30],
      ['2.5GiB', 2.5 * 2 ** 30],
      ['1,024 MB', 2 ** 30],
      ['1,048,576.5 KB', 2 ** 30 + 512],
      ['2,5 GB', 2.5 * 2 ** 30],
      ['2,25 GiB', 2.25 * 2 ** 30],
      ['0,125 GB', 2 ** 27],
      ['1024,5 MB', 2 ** 30 + 2 ** 19],
      ['1,2,3 GB', undefined],
      ['700M', 700 * 2 ** 20],
      ['12 bytes', 12],
      ['512 B', 512],
      [-1, undefined],
      ['large', undefined],
      [true, undefined],
      [null, undefined],
    ];
    for (const [size, bytes] of cases) assert.equal(read({ id: 1, size }).sizeBytes, bytes, JSON.stringify(size));
    assert.equal(read({ id: 1, min_disk: 21_474_836_480 }).minDiskBytes, 20 * 2 ** 30);
    assert.equal(read({ id: 1, min_disk: '20 GB' }).minDiskBytes, 20 * 2 ** 30);
    assert.equal(read({ id: 1, minDisk: 0 }).minDiskBytes, 0);
  });

  it('is read where the portal says that its fields are', () => {
    const row = {
      id: 'no',
      key: 7,
      name: 'no',
      meta: { title: 'Yes', 'a.b': 'x86_64' },
      disks: [{ gb: 3 }],
      os: 'windows',
    };
    const fields = { id: 'key', name: 'meta.title', architecture: 'meta.a.b', sizeGb: 'disks.0.gb', os: 'absent' };
    const image = read(row, fields);
    assert.deepEqual([image.id, image.name, image.sizeBytes, image.os?.family], ['7', 'Yes', 3 * 2 ** 30, 'windows']);
    assert.equal(read({ id: 1, x: { 'a.b': 'arm' } }, { architecture: 'x' }).architecture, undefined);
    assert.equal(read({ id: 1, 'a.b': 'arm' }, { architecture: 'a.b' }).architecture, 'arm');
    for (const odd of [
      null,
      'name',
      ['name'],
      { name: 3 },
      { name: '' },
      { name: 'constructor' },
      { name: '__proto__.x' },
    ]) {
      assert.equal(read({ id: 1, name: 'n' }, odd).name, 'n');
    }
  });

  it('is left out without an id, and where it is none', () => {
    for (const row of [null, 'text', 3, [], {}, { name: 'n' }, { id: '' }, { id: true }, { id: {} }, { id: '\ud800' }])
      assert.equal(jsonList.readImage(row), undefined, JSON.stringify(row));
  });

  it('has columns for what its list has', () => {
    const provider = withFields(undefined);
    assert.deepEqual(provider.columns, []);
    provider.readImage({ id: 1, createdAt: '2026-01-01', os: 'linux' });
    assert.deepEqual(provider.columns, ['os', 'createdAt']);
    assert.deepEqual(withFields(undefined).columns, []);
  });
});

void describe('the documentation of the own JSON', () => {
  const samples: Readonly<Record<string, readonly [value: unknown, found: (image: CloudImage) => unknown]>> = {
    '`id`': ['x', ({ id }) => id],
    '`name`': ['x', ({ name }) => name],
    '`description`': ['x', ({ description }) => description],
    '`os`': ['windows', ({ os }) => os?.family],
    'its version': ['x', ({ os }) => os?.version],
    '`architecture`': ['x', ({ architecture }) => architecture],
    '`status`': ['failed', ({ status }) => status],
    '`visibility`': [true, ({ visibility }) => visibility],
    '`format`': ['x', ({ format }) => format],
    '`sizeBytes`': ['1 MB', ({ sizeBytes }) => sizeBytes],
    '`minDiskBytes`': ['1 MB', ({ minDiskBytes }) => minDiskBytes],
    '`minMemoryBytes`': ['1 MB', ({ minMemoryBytes }) => minMemoryBytes],
    '`createdAt`': ['2026-01-01', ({ createdAt }) => createdAt],
    '`updatedAt`': ['2026-01-01', ({ updatedAt }) => updatedAt],
    '`locations`': ['x', ({ locations }) => locations[0]],
    'filter `owner`': ['x', ({ facets }) => facets?.['owner']],
    'filter `tag`': ['x', ({ facets }) => facets?.['tag']?.[0]],
    '`problem`': ['x', ({ problem }) => problem?.message],
  };
  const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| ((?:filter )?`\w+`|its version) +\| (.+) \|$/gm)];

  it('names fields that are read', () => {
    assert.deepEqual(
      rows.map(([, field]) => field),
      Object.keys(samples),
    );
    for (const [, field = '', names = ''] of rows) {
      const [value, found] = samples[field] ?? [];
      for (const [, name = ''] of names.split(/: a text|, true or|: a list/)[0]?.matchAll(/`(\w+)`/g) ?? []) {
        const row = field === '`id`' ? { [name]: value } : { id: 1, [name]: value };
        assert.ok(found?.(read(row)) !== found?.(read({ id: 1 })), name);
      }
    }
  });
});

void describe('an answer in the own JSON', () => {
  const rows = [{ id: 1 }];

  it('is a list, or holds one', () => {
    const bodies = [
      rows,
      { images: rows },
      { Items: rows },
      { anything: rows },
      { errors: [{ id: 2 }], links: [{ id: 2 }], vms: rows },
      { features: ['a'], vms: rows },
      { data: { images: rows, total: 1 } },
      { code: 0, msg: 'ok', result: { list: rows } },
      { _embedded: { machineImages: rows } },
    ];
    for (const body of bodies) {
      assert.deepEqual(page(body).rows, rows, JSON.stringify(body));
      assert.equal(jsonList.readError(body, 200), undefined);
    }
    for (const body of [[], { images: [] }, { images: null }, { data: { items: [] } }])
      assert.deepEqual(page(body).rows, []);
    assert.deepEqual(page({ a: [{ id: 2 }], b: { c: rows } }, {}, { images: 'b.c' }).rows, rows);
    for (const body of [{}, null, 'text', 3, { message: 'hello' }, { images: { a: 1 } }])
      assert.throws(() => page(body));
    assert.throws(() => page({ items: rows }, {}, { images: 'b.c' }));
  });

  it('is not hidden by an empty list of something else', () => {
    for (const body of [
      { notices: [], machines: rows },
      { filters: [], templates: rows },
      { tenants: [], templates: [...rows, null] },
      { values: [], records: rows, templates: [{ id: 2 }] },
      { tenants: [], data: { images: rows } },
      { data: { tenants: [], templates: rows } },
    ])
      assert.equal(page(body).rows[0], rows[0], JSON.stringify(body));
  });

  it('is empty if nothing but something else is there', () => {
    const others = [{ id: 2 }];
    for (const body of [
      { images: [], tenants: others },
      { items: [], tenants: others },
      { tenants: others, data: [] },
      { items: [], filters: others, notices: others, links: others, errors: [] },
      { items: [], user: { roles: others } },
      { templates: [], user: { roles: others } },
      { data: { images: [], tenants: others } },
    ])
      assert.deepEqual(page(body).rows, [], JSON.stringify(body));
  });

  it('links to the next page in a header or in the body', () => {
    const next = '/images?page=2';
    const bodies: unknown[] = [
      { next },
      { next: { href: next } },
      { links: { next } },
      { _links: { next: { href: next }, self: { href: '/images' } } },
      {
        links: [
          { rel: 'self', href: '/' },
          { rel: 'next', href: next },
        ],
      },
      { '@odata.nextLink': next },
      { next_page_url: next },
      { meta: { pagination: { next } } },
    ];
    for (const body of bodies) assert.equal(page({ images: rows, ...Object(body) }).next, next, JSON.stringify(body));
    for (const body of [{}, { next: null }, { next: '' }, { next: false }, { links: {} }, { links: [] }])
      assert.equal(page({ images: rows, ...body }).next, undefined, JSON.stringify(body));
    for (const link of [
      `<${next}>; rel="next"`,
      `<${next}>; rel=next`,
      `</images>; rel="first", <${next}>; title="a, b"; rel="next"`,
      `<${next}>; rel="section next", </images?page=9>; rel="last"`,
    ])
      assert.equal(page(rows, { Link: link }).next, next, link);
    for (const link of ['<a>; rel="prev"', '<a>; rel="nextish"', 'next', '<a>; title="next"'])
      assert.equal(page(rows, { Link: link }).next, undefined, link);
    assert.equal(page({ images: rows, more: { at: next } }, {}, { next: 'more.at' }).next, next);
  });

  it('says how many images there are only where it has more than one page, or fewer images than that', () => {
    assert.equal(page({ images: rows, total: rows.length }).total, undefined);
    assert.equal(page({ images: [], total: 0 }).total, undefined);
    assert.equal(page({ images: rows, total: rows.length + 1 }).total, rows.length + 1);
    assert.equal(page({ images: rows, total: 3, next: '/2' }).total, 3);
    assert.equal(page({ images: rows, meta: { total_count: 3, next: '/2' } }).total, 3);
  });

  it('says what went wrong, whatever its status', () => {
    const detail = 'Session expired';
    for (const body of [
      { message: detail },
      { error: detail },
      { error: { message: detail } },
      { errors: [{ title: detail }] },
      { errors: [detail] },
      { detail },
      { data: null, error: detail },
    ]) {
      for (const status of [200, 403])
        assert.equal(jsonList.readError(body, status)?.detail, detail, `${status} ${JSON.stringify(body)}`);
    }
    assert.equal(jsonList.readError({ code: 401, msg: 'no' }, 200)?.kind, 'credentials');
    assert.equal(jsonList.readError({ code: 401, msg: 'no' }, 500)?.kind, undefined);
    assert.equal(jsonList.readError('<form><input name=p type="password"></form>', 200)?.kind, 'credentials');
    assert.equal(jsonList.readError('<p>Down for maintenance</p>', 200)?.kind, 'malformed');
    assert.equal(jsonList.readError('no access', 403)?.detail, 'no access');
    assert.equal(jsonList.readError({}, 500), undefined);
  });

  it('says what went wrong beside an empty list, too', () => {
    const cases: readonly (readonly [body: object, kind: string, detail?: string])[] = [
      [{ success: false, message: 'Session expired', data: [] }, 'unavailable', 'Session expired'],
      [{ success: false, images: null }, 'unavailable'],
      [{ error: { code: 500, message: 'Broken' }, items: [] }, 'unavailable', 'Broken'],
      [{ errors: [{ message: 'no access' }], data: { images: [] } }, 'unavailable', 'no access'],
      [{ errors: [{ status: '403', title: 'no access' }], data: [] }, 'forbidden', 'no access'],
      [{ error: { message: 'Expired' }, code: 401, images: [] }, 'credentials', 'Expired'],
      [{ status: 'error', code: 401, images: [] }, 'credentials'],
      [{ status: 'FAILED', images: [] }, 'unavailable'],
      [{ error: true, message: 'Broken', images: [] }, 'unavailable', 'Broken'],
      [{ error: 'Broken', images: [] }, 'unavailable', 'Broken'],
    ];
    for (const [body, kind, detail] of cases) {
      const reading = jsonList.readError(body, 200);
      assert.deepEqual([reading?.kind, reading?.detail], [kind, detail], JSON.stringify(body));
      assert.equal(jsonList.readError({ ...body, images: rows, data: rows, items: rows }, 200), undefined);
    }
    assert.equal(
      withFields({ images: 'my.list' }).readError({ error: 'Broken', my: { list: [] } }, 200)?.detail,
      'Broken',
    );
  });

  it('is an empty list if it only says that all is well', () => {
    for (const body of [
      { message: 'OK' },
      { status: 'ok', code: 200 },
      { error: null },
      { error: false, message: 'No images yet' },
      { error: '' },
      { error: { code: 0, message: '' } },
      { errors: [] },
      { errors: {} },
      { success: true, message: 'OK' },
      { code: 0, status: 'success' },
    ])
      assert.equal(jsonList.readError({ ...body, images: [] }, 200), undefined, JSON.stringify(body));
  });
});
