import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageRoute } from '../../src/providers/route.js';
import { zstack } from '../../src/providers/zstack.js';
import { answer, at, failure, image, images } from './bodies.js';

const candidates = () => images(zstack, '200-candidates.json');

describe('what is asked of ZStack', () => {
  it('repeats the key for each tag', () => {
    const route = pageRoute(
      zstack,
      { vmInstanceUuid: 'vm', systemTags: ['a::b', 'c'], userTags: ['d', 'e'] },
      { index: 0, rowsPerPage: 1 },
    );
    assert.equal(
      route,
      '/zstack/v1/vm-instances/vm/image-candidates?systemTags=a%3A%3Ab&systemTags=c&userTags=d&userTags=e',
    );
  });

  it('signs in with a session, whether or not the portal has written the scheme', () => {
    assert.deepEqual(zstack.authorize('b86c9016'), { Authorization: 'OAuth b86c9016' });
    assert.deepEqual(zstack.authorize('OAuth b86c9016'), { Authorization: 'OAuth b86c9016' });
  });

  it('gets everything in one body', () => {
    assert.deepEqual(zstack.paging, { style: 'none' });
    const inventories = Array.from({ length: 5000 }, (_, index) => ({ uuid: `u${index}` }));
    const { rows, last } = zstack.readPage({ inventories });
    assert.equal(last, true);
    assert.equal(rows.filter((row) => zstack.readImage(row)).length, 5000);
  });
});

describe('the candidates of ZStack', () => {
  it('are read from the example of the document, whose stores say that the image is ready', () => {
    const [candidate, ...others] = images(zstack, '200-example.json');
    assert.equal(others.length, 0);
    assert.equal(candidate?.id, '2354990ad5ee343eba48bb07851a1423');
    assert.equal(candidate.name, 'TinyLinux');
    assert.deepEqual(candidate.os, { family: 'linux', version: undefined });
    assert.equal(candidate.format, 'qcow2');
    assert.equal(candidate.status, 'ready');
    assert.equal(candidate.statusText, 'Ready');
    assert.deepEqual(candidate.locations, ['a03a78dbdab23444bb109d67a5059389']);
    assert.equal(
      candidate.source.backupStorageRefs?.[0]?.installPath,
      'ceph://zs-images/f0b149e053b34c7eb7fe694b182ebffd',
    );
    assert.equal(candidate.facets?.['media-type'], 'RootVolumeTemplate');
  });

  it('are none where the body is an empty object', () => {
    assert.deepEqual(zstack.readPage(answer('zstack', '200-empty.json').body).rows, []);
    assert.deepEqual(zstack.readPage({ inventories: null }).rows, []);
    assert.deepEqual(zstack.readPage({ success: true }).rows, []);
    assert.equal(zstack.readError({}, 200), undefined);
  });

  it('are malformed where the body is no list', () => {
    for (const body of ['<html>', null, [], { inventories: {} }]) assert.throws(() => zstack.readPage(body));
  });

  it('have their dates in each of the three spellings', () => {
    assert.equal(at(candidates(), 0).createdAt?.toISOString(), '2017-11-14T14:20:57.000Z');
    assert.equal(at(candidates(), 1).createdAt?.toISOString(), '2017-01-01T11:31:06.000Z');
    assert.equal(at(candidates(), 2).createdAt?.toISOString(), '2017-01-01T00:05:06.000Z');
    assert.equal(at(candidates(), 3).createdAt, undefined);
    assert.deepEqual(at(candidates(), 0).datesWithoutZone, ['createdAt', 'updatedAt']);
    assert.equal(at(candidates(), 3).datesWithoutZone, undefined);
  });

  it('have their dates from servers that speak otherwise too, and none that cannot be read', () => {
    const date = (createDate: unknown) => image(zstack, { uuid: 'a', createDate }).createdAt?.toISOString();
    assert.equal(date('Nov 14, 2017 12:20:57 PM'), '2017-11-14T12:20:57.000Z');
    assert.equal(date('Nov 14, 2017 14:20:57'), '2017-11-14T14:20:57.000Z');
    assert.equal(date('2017-1-4 2:20:57'), '2017-01-04T02:20:57.000Z');
    for (const text of ['', 'yesterday', 'Xyz 14, 2017 2:20:57 PM', 'Feb 30, 2017 2:20:57 PM', '2017-13-01']) {
      assert.equal(date(text), undefined, text);
    }
  });

  it('have their size in bytes, however the number is written', () => {
    assert.equal(at(candidates(), 0).sizeBytes, 8.58e9);
    assert.equal(at(candidates(), 1).sizeBytes, 8589934592);
    const size = (value: unknown) => image(zstack, { uuid: 'a', size: value }).sizeBytes;
    assert.equal(size(JSON.parse('0.0')), 0);
    assert.equal(size('8.58E9'), 8.58e9);
    assert.equal(size('not calculated'), undefined);
    assert.equal(size(-1), undefined);
    assert.equal(size(''), undefined);
  });

  it('have the status of ZStack, and are not ready while disabled', () => {
    assert.deepEqual(
      candidates().map(({ status, statusText }) => [status, statusText]),
      [
        ['ready', 'Ready'],
        ['ready', 'Ready'],
        ['disabled', 'Ready, Disabled'],
        ['failed', 'Error'],
        ['pending', 'Downloading'],
      ],
    );
    const status = (word: string) => image(zstack, { uuid: 'a', status: word }).status;
    assert.deepEqual(['Creating', 'Migrating', 'Deleted', 'Frozen', 'constructor'].map(status), [
      'pending',
      'pending',
      'deleted',
      'unknown',
      'unknown',
    ]);
  });

  it('have the family of their system, and its version in the words of ZStack', () => {
    assert.deepEqual(
      candidates().map(({ os }) => os),
      [
        { family: 'linux', version: 'CentOS 7.9' },
        { family: 'windows', version: 'Windows Server 2019' },
        { family: 'linux', version: undefined },
        { family: 'other', version: 'CentOS 7.9' },
        { family: 'other', version: 'CentOS 7.9' },
      ],
    );
    assert.deepEqual(image(zstack, { uuid: 'a', platform: 'Paravirtualization' }).os, {
      family: 'other',
      version: 'Paravirtualization',
    });
  });

  it('name each store once', () => {
    assert.deepEqual(at(candidates(), 1).locations, [
      'a03a78dbdab23444bb109d67a5059389',
      'b0000000000000000000000000000002',
    ]);
  });

  it('offer every value that is documented', () => {
    assert.deepEqual(zstack.filters['architecture']?.options, ['x86_64', 'aarch64', 'mips64el', 'loongarch64']);
    assert.deepEqual(zstack.filters['format']?.options, ['iso', 'qcow2', 'raw', 'vmtx', 'vmdk']);
    assert.deepEqual(zstack.filters['media-type']?.options, ['RootVolumeTemplate', 'DataVolumeTemplate', 'ISO']);
  });
});

describe('an error of ZStack', () => {
  it('with status 503 is a business error, told by its root cause', () => {
    assert.deepEqual(failure(zstack, '503-nested-cause.json'), {
      kind: 'not-found',
      code: 'HOST.1001',
      detail: '物理机[uuid:77aa]失联',
      final: true,
    });
  });

  it('asks to sign in again when the session has expired, however deep that lies', () => {
    assert.equal(failure(zstack, '503-session-expired.json')?.kind, 'credentials');
    const error = { code: 'SYS.1006', details: 'outer', cause: { code: 'ID.1001', description: 'Session expired' } };
    assert.deepEqual(zstack.readError({ error }, 503), {
      kind: 'credentials',
      code: 'ID.1001',
      detail: 'Session expired',
      final: true,
    });
  });

  it('is one even in a 200', () => {
    assert.deepEqual(failure(zstack, '200-error.json'), {
      kind: undefined,
      code: 'SYS.1006',
      detail: 'cannot list image candidates of the VM',
      final: true,
    });
  });

  const kinds = {
    'ID.1000': 'credentials',
    'ID.1001': 'credentials',
    'ID.1002': 'forbidden',
    'SYS.1001': 'timeout',
    'SYS.1003': 'not-found',
    'SYS.1007': 'bad-request',
    'SYS.1000': undefined,
  };
  for (const [code, kind] of Object.entries(kinds)) {
    it(`${code} is ${kind ?? 'what its status says'}`, () => {
      assert.equal(zstack.readError({ error: { code } }, 503)?.kind, kind);
    });
  }

  it('comes as plain text with 400, 404, 405 and 500', () => {
    assert.deepEqual(failure(zstack, '400-missing-header.txt'), {
      kind: 'credentials',
      detail: "missing header 'Authorization'",
    });
    assert.deepEqual(failure(zstack, '404-plain.txt'), { detail: 'no api found for /zstack/v1/vm-instance' });
    assert.deepEqual(failure(zstack, '405-plain.txt'), { detail: 'the method POST is not allowed' });
    assert.equal(
      failure(zstack, '500-plain.txt')?.detail,
      'java.lang.NullPointerException at org.zstack.rest.RestServer.handle(RestServer.java:512)',
    );
  });
});
