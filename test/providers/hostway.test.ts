import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostway } from '../../src/providers/hostway.js';
import { pageRoute } from '../../src/providers/route.js';
import { answer, at, failure, images } from './bodies.js';

const page = { index: 0, rowsPerPage: 1 };

describe('what is asked of Hostway', () => {
  it('names the account, or leaves it to the one who signs in', () => {
    assert.equal(pageRoute(hostway, { accountId: '42' }, page), '/accounts/42/flexcloud/images/detail');
    assert.equal(pageRoute(hostway, {}, page), '/images/detail');
  });

  it('filters in the words of the document', () => {
    const filters = { status: 'pending', type: 'BASE', name: 'web', location: 'AUS001' };
    assert.equal(
      pageRoute(hostway, {}, { ...page, filters }),
      '/images/detail?status=SAVING&type=BASE&name=web&zone=AUS001',
    );
    assert.deepEqual(hostway.filters['status']?.query?.words, {
      ready: 'ACTIVE',
      pending: 'SAVING',
      deleted: 'DELETED',
    });
  });

  it('leaves to the server what only the server can answer', () => {
    assert.deepEqual(hostway.filters['type'], {
      query: { key: 'type' },
      serverOnly: true,
      options: ['BASE', 'SERVER'],
    });
    assert.equal(hostway.filters['name']?.serverOnly, true);
    assert.equal(hostway.filters['location']?.serverOnly, undefined);
  });

  it('signs in with name and password in UTF-8', () => {
    const credentials = { username: 'jürgen', password: 'пароль:密码🔑' };
    const header = hostway.authorize(credentials)['Authorization'] ?? '';
    assert.equal(Buffer.from(header.replace('Basic ', ''), 'base64').toString('utf8'), 'jürgen:пароль:密码🔑');
    assert.deepEqual(hostway.authorize('jürgen:пароль:密码🔑'), { Authorization: header });
    assert.deepEqual(hostway.authorize(header), { Authorization: header });
  });

  it('keeps the blanks of a password', () => {
    assert.deepEqual(hostway.authorize('u: p '), { Authorization: `Basic ${btoa('u: p ')}` });
  });

  it('gets everything in one body', () => {
    assert.deepEqual(hostway.paging, { style: 'none' });
    assert.equal(hostway.readPage({ images: [] }).last, true);
  });
});

describe('the images of Hostway', () => {
  it('are read from the example of the document', () => {
    assert.deepEqual(
      images(hostway, '200-example.json').map(({ id, name, status, statusText }) => [id, name, status, statusText]),
      [
        ['123', 'test_public_image', 'ready', 'ACTIVE'],
        ['233', 'test_debian_image', 'pending', 'SAVING'],
        ['145', 'test_private_image', 'ready', 'ACTIVE'],
      ],
    );
    const first = at(images(hostway, '200-example.json'), 0);
    assert.equal(first.createdAt?.toISOString(), '2011-11-09T03:19:48.000Z');
    assert.equal(first.updatedAt, undefined);
    assert.deepEqual(first.datesWithoutZone, ['createdAt']);
    assert.deepEqual(first.locations, ['AUS001']);
    assert.equal(first.source.links?.[1]?.rel, 'bookmark');
  });

  it('are read from the template of the document too', () => {
    const [first, second] = images(hostway, '200-template.json');
    assert.equal(first?.id, '{image_id}');
    assert.equal(first.status, 'unknown');
    assert.equal(first.createdAt, undefined);
    assert.deepEqual(second?.locations, ['{zone_id_1}', '{zone_id_2}']);
  });

  it('may have no zones, and ids that are words, numbers or encoded', () => {
    assert.deepEqual(
      images(hostway, '200-older.json').map(({ id, status, statusText, locations }) => [
        id,
        status,
        statusText,
        locations,
      ]),
      [
        ['debian_lenny_template', 'ready', 'ACTIVE', []],
        ['233', 'deleted', 'DELETED', []],
        ['my%20image', 'unknown', 'QUEUED', []],
      ],
    );
  });

  it('are malformed where there is no list', () => {
    for (const body of ['<html>', null, [], {}, { images: {} }]) assert.throws(() => hostway.readPage(body));
    assert.deepEqual(hostway.readPage({ images: null }).rows, []);
  });
});

describe('an error of Hostway', () => {
  it('is a fault under its name, quoted by guid or errorid', () => {
    assert.deepEqual(failure(hostway, '404-item-not-found.json'), {
      kind: 'not-found',
      code: 'itemNotFound',
      detail: 'Resource not found',
      requestId: '23684df5-0532-4794-802d-fdc82e4e7e7c',
    });
    assert.deepEqual(failure(hostway, '403-forbidden.json'), {
      kind: 'forbidden',
      code: 'forbidden',
      detail: 'Access denied: Account 42 belongs to somebody else',
      requestId: 'e-4711',
    });
  });

  it('of too many requests has a status of its own', () => {
    assert.equal(failure(hostway, '413-over-limit.json')?.kind, 'rate-limited');
  });

  it('of a wrong password comes as JSON, HTML or plain text', () => {
    const text = 'This server could not verify that you are authorized to access the document';
    assert.equal(failure(hostway, '401-unauthorized.json')?.kind, 'credentials');
    assert.equal(failure(hostway, '401-plain.txt')?.detail, `${text} you requested.`);
    assert.equal(failure(hostway, '401-apache.html')?.detail, `Authorization Required ${text} requested.`);
  });

  it('is not seen in a list', () => {
    assert.equal(hostway.readError(answer('hostway', '200-example.json').body, 200), undefined);
    assert.equal(hostway.readError({ images: [], paging: { message: 'x' } }, 200), undefined);
  });

  it('may be flat, or of a name that is not known', () => {
    assert.equal(hostway.readError({ message: 'no' }, 400)?.detail, 'no');
    const reading = hostway.readError({ cloudServersFault: { message: 'broken' } }, 500);
    assert.deepEqual([reading?.kind, reading?.code, reading?.detail], [undefined, 'cloudServersFault', 'broken']);
  });
});
