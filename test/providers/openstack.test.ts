import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openstack } from '../../src/providers/openstack.js';
import { pageRoute } from '../../src/providers/route.js';
import { answer, at, failure, image, images } from './bodies.js';

// The bodies are what a real Glance has sent, but for 401-nested, which an older one sends.

const page = { index: 0, rowsPerPage: 200 };

describe('what is asked of Glance', () => {
  it('is one list, in pages that begin behind an image', () => {
    assert.equal(pageRoute(openstack, {}, page), '/v2/images?limit=200');
    assert.equal(pageRoute(openstack, {}, { ...page, index: 3, marker: 'i-9' }), '/v2/images?limit=200&marker=i-9');
  });

  it('is narrowed down by visibility, owner, tag and whether an image is hidden', () => {
    const params = { visibility: 'community', owner: 'p-1', tag: 'größe', osHidden: 'true' };
    const [, query = ''] = pageRoute(openstack, params, page).split('?');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), {
      visibility: 'community',
      owner: 'p-1',
      tag: 'größe',
      os_hidden: 'true',
      limit: '200',
    });
  });

  it('is filtered in its own words, several of which can be one of ours', () => {
    const query = (filters: Readonly<Record<string, string>>) =>
      decodeURIComponent(pageRoute(openstack, {}, { ...page, filters }).split('?')[1] ?? '');
    assert.equal(query({ status: 'ready' }), 'status=active&limit=200');
    assert.equal(query({ status: 'pending' }), 'status=in:queued,saving,uploading,importing&limit=200');
    assert.equal(query({ format: 'qcow2', 'os-hidden': 'true' }), 'disk_format=qcow2&os_hidden=true&limit=200');
  });

  it('is sorted by dates', () => {
    const sort = { field: 'updatedAt', direction: 'desc' } as const;
    assert.equal(pageRoute(openstack, {}, { ...page, sort }), '/v2/images?sort=updated_at%3Adesc&limit=200');
  });

  it('comes with the token of Keystone', () => {
    assert.deepEqual(openstack.authorize(' token\n'), { 'X-Auth-Token': 'token' });
    assert.deepEqual(openstack.authorize({ username: 'me', password: 'secret' }), {});
  });

  it('leaves out what is of the community and what is hidden, unless that is asked for', () => {
    assert.deepEqual(openstack.filters['visibility']?.unlisted, ['community']);
    assert.deepEqual(openstack.filters['os-hidden']?.unlisted, ['true']);
  });
});

describe('the images of Glance', () => {
  it('are named, or called by their ids', () => {
    assert.deepEqual(
      images(openstack, '200-example.json').map(({ name, status, statusText }) => [name, status, statusText]),
      [
        ['batch-größe-1072', 'ready', 'active'],
        ['batch-a&b-1367', 'pending', 'queued'],
        ['batch-<b>bold</b>-1328', 'disabled', 'deactivated'],
        ['100%-100%-1373', 'disabled', 'deactivated'],
      ],
    );
    assert.equal(image(openstack, { id: 'i-1', name: null }).name, 'i-1');
  });

  it('say all that Glance says', () => {
    const first = at(images(openstack, '200-example.json'), 0);
    assert.deepEqual(
      { ...first, source: undefined },
      {
        id: '993d2241-aaaa-4bbb-8ccc-bb4e6669dadc',
        name: 'batch-größe-1072',
        description: undefined,
        os: { family: 'linux', version: 'ubuntu 12' },
        architecture: 'x86_64',
        status: 'ready',
        statusText: 'active',
        visibility: 'public',
        format: 'iso',
        sizeBytes: 21_844_873_587,
        minDiskBytes: 40 * 2 ** 30,
        minMemoryBytes: 4096 * 2 ** 20,
        createdAt: new Date('2026-01-01T06:02:57Z'),
        updatedAt: new Date('2026-01-01T06:17:11Z'),
        locations: [],
        facets: { tag: ['gpu'], owner: 'b75ba6329717491bb6c045dc1486128f', 'os-hidden': 'false' },
        facts: {
          protected: 'true',
          checksum: '91cbe3c12d3f08645c61ab4175010fe9',
        },
        source: undefined,
      },
    );
  });

  it('have no size and no format while nothing has been uploaded', () => {
    const { sizeBytes, format, facts, description } = at(images(openstack, '200-example.json'), 1);
    assert.deepEqual(
      [sizeBytes, format, facts?.['checksum'], description],
      [undefined, undefined, undefined, 'For größe'],
    );
  });

  it('have a system by its type, or else by its distribution, or else none', () => {
    const os = (row: object) => image(openstack, { id: 'a', ...row }).os;
    assert.deepEqual(os({ os_type: 'windows', os_distro: 'windows', os_version: '2022' }), {
      family: 'windows',
      version: 'windows 2022',
    });
    assert.deepEqual(os({ os_distro: 'rocky', os_version: '9' }), { family: 'linux', version: 'rocky 9' });
    assert.deepEqual(os({ os_distro: 'win2k19' }), { family: 'windows', version: 'win2k19' });
    assert.deepEqual(os({ os_distro: 'freebsd', os_version: '14' }), { family: 'other', version: 'freebsd 14' });
    assert.deepEqual(os({ os_type: 'linux' }), { family: 'linux', version: undefined });
    assert.equal(os({ os_version: '9' })?.family, 'other');
    assert.equal(os({}), undefined);
  });

  it('keep a word that is not known, and a flag that is none', () => {
    const { status, statusText, visibility, facets } = image(openstack, {
      id: 'a',
      status: 'quarantined',
      visibility: 'tenant',
      tags: null,
      os_hidden: 'True',
    });
    assert.deepEqual([status, statusText, visibility], ['unknown', 'quarantined', 'tenant']);
    assert.deepEqual(facets, { tag: [], owner: undefined, 'os-hidden': 'true' });
  });

  it('end where no next page is named', () => {
    const read = (body: object) => openstack.readPage(body).next;
    assert.equal(
      openstack.readPage(answer('openstack', '200-example.json').body).next,
      '1466ea3f-aaaa-4bbb-8ccc-8361cf9ba7ee',
    );
    assert.equal(read({ images: [], next: '/glance/v2/images?marker=a%2Fb&limit=2' }), 'a/b');
    assert.equal(read({ images: [], next: '/v2/images?limit=2' }), undefined);
    assert.equal(read(answer('openstack', '200-empty.json').body as object), undefined);
    assert.deepEqual(openstack.readPage({ images: null }).rows, []);
    for (const body of ['<html>', null, [], {}, { images: {} }]) assert.throws(() => openstack.readPage(body));
  });
});

describe('an error of Glance', () => {
  it('is told without its markup', () => {
    assert.equal(
      failure(openstack, '400-marker.json')?.detail,
      'No image found with ID 1bea47ed-f6a9-463b-b423-14b9cca9ad27',
    );
    assert.equal(failure(openstack, '400-plain.html')?.detail, '400 Bad Request limit param must be an integer');
    assert.equal(
      failure(openstack, '403-policy.json')?.detail,
      'You are not authorized to complete publicize_image action.',
    );
  });

  it('is read where another service in front of it says it', () => {
    assert.equal(failure(openstack, '401-nested.json')?.detail, 'The request you have made requires authentication.');
  });

  it('is none where there is a list', () => {
    assert.equal(openstack.readError(answer('openstack', '200-example.json').body, 200), undefined);
    assert.equal(openstack.readError({ images: [], message: 'x' }, 200), undefined);
  });
});
