import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { huaweiWorkspace } from '../../src/providers/huawei-workspace.js';
import { pageRoute } from '../../src/providers/route.js';
import { answer, at, failure, image, images } from './bodies.js';

const page = { index: 0, rowsPerPage: 100 };
const query = (request: object, params = {}) =>
  pageRoute(huaweiWorkspace, { projectId: 'p1', ...params }, { ...page, ...request }).split('?')[1];

describe('what is asked of Huawei Cloud Workspace', () => {
  it('pages by 100 images and their offset', () => {
    assert.equal(
      pageRoute(huaweiWorkspace, { projectId: 'p1' }, { index: 3, rowsPerPage: 100 }),
      '/v2/p1/images?limit=100&offset=300',
    );
    assert.deepEqual(huaweiWorkspace.paging, {
      style: 'offset',
      limit: 'limit',
      offset: 'offset',
      max: 100,
      maxOffset: 5000,
    });
  });

  it('asks for a package series, and for one image', () => {
    assert.equal(
      query({}, { packageType: 'general', imageId: 'i1' }),
      'package_type=general&image_id=i1&limit=100&offset=0',
    );
  });

  it('filters in the words of the document', () => {
    const filters = { os: 'linux', visibility: 'gold', platform: 'Windows', architecture: 'x86' };
    assert.equal(
      query({ filters }),
      'os_type=Linux&image_type=gold&platform=Windows&architecture=x86&limit=100&offset=0',
    );
    assert.equal(
      query({ filters: { os: 'windows', visibility: 'private' } }),
      'os_type=Windows&image_type=private&limit=100&offset=0',
    );
  });

  it('leaves to the server what no body of the document shows, and keeps to itself what the server may judge otherwise', () => {
    assert.equal(huaweiWorkspace.filters['platform']?.serverOnly, true);
    assert.equal(huaweiWorkspace.filters['architecture']?.serverOnly, true);
    assert.deepEqual(Object.keys(huaweiWorkspace.filters['os']?.query?.words ?? {}), ['windows', 'linux']);
    assert.equal(huaweiWorkspace.filters['format']?.query, undefined);
  });

  it('sorts by the date of creation', () => {
    const sort = { field: 'createdAt', direction: 'desc' };
    assert.equal(query({ sort }), 'sort_field=created_at&sort_type=desc&limit=100&offset=0');
    assert.equal(query({ sort: { field: 'name', direction: 'asc' } }), 'limit=100&offset=0');
  });

  it('carries a token of 40,000 characters', () => {
    const token = 'MII'.padEnd(40_000, 'x');
    assert.deepEqual(huaweiWorkspace.authorize(token), { 'X-Auth-Token': token });
  });
});

describe('the product images', () => {
  it('are read from the example of the document, whose total is smaller than its page', () => {
    const { rows, total } = huaweiWorkspace.readPage(answer('huawei-workspace', '200-example.json').body);
    assert.equal(total, 1);
    assert.equal(rows.length, 2);
    const first = image(huaweiWorkspace, rows[0]);
    assert.equal(first.id, 'd6b368bc-a24d-4fb5-a8fb-727356a53f33');
    assert.equal(first.name, 'Euler_Online_Tenant_vAG');
    assert.deepEqual(first.os, { family: 'linux', version: 'EulerOS 2.2 64bit' });
    assert.equal(first.visibility, 'gold');
    assert.equal(first.format, 'qcow2');
    assert.equal(first.minMemoryBytes, 0);
    assert.equal(first.minDiskBytes, 50 * 1024 ** 3);
    assert.equal(first.status, 'ready');
    assert.equal(first.statusText, undefined);
  });

  it('may have an architecture, a date and a product code', () => {
    const newer = at(images(huaweiWorkspace, '200-newer.json'), 0);
    assert.equal(newer.name, '研发桌面 v2');
    assert.deepEqual(newer.os, { family: 'windows', version: 'Windows Server 2019 Datacenter 64bit' });
    assert.equal(newer.architecture, 'x86');
    assert.equal(newer.createdAt?.toISOString(), '2024-01-10T08:00:00.000Z');
    assert.equal(newer.minMemoryBytes, 4096 * 1024 ** 2);
    assert.equal(newer.source.product_code, 'OFFI740575824498855936');
  });

  it('keep words that are not known, and are called by their id for want of a name', () => {
    const [, other, unknown] = images(huaweiWorkspace, '200-newer.json');
    assert.deepEqual(other?.os, { family: 'other', version: undefined });
    assert.equal(other.minMemoryBytes, 0);
    assert.equal(other.minDiskBytes, undefined);
    assert.equal(unknown?.name, unknown?.id);
    assert.equal(unknown?.visibility, 'market');
    assert.equal(unknown.format, 'qcow3');
    assert.deepEqual(unknown.os, { family: 'other', version: 'HarmonyOS' });
  });

  it('are none where the list is null, or missing beside a total of zero', () => {
    for (const name of ['200-no-images.json', '200-null-images.json']) {
      assert.deepEqual(huaweiWorkspace.readPage(answer('huawei-workspace', name).body), { rows: [], total: 0 });
    }
  });

  it('are malformed where there is no list', () => {
    for (const body of ['<html>', null, [], {}, { total_count: 3 }, { images: {} }, { images: 'x' }]) {
      assert.throws(() => huaweiWorkspace.readPage(body));
    }
  });
});

describe('an error of Huawei Cloud Workspace', () => {
  for (const status of [400, 403, 405, 500, 503]) {
    it(`is flat with ${status}`, () => {
      const reading = failure(huaweiWorkspace, `${status}-flat.json`);
      assert.match(reading?.code ?? '', /^WKS\./);
      assert.ok(reading?.detail);
      assert.equal(reading.kind, undefined);
    });
  }

  it('is nested at times', () => {
    const reading = failure(huaweiWorkspace, '401-nested.json');
    assert.equal(reading?.code, '401');
    assert.equal(reading.detail, 'The token is invalid.');
  });

  it('of the gateway is told by its code, with the name of the request', () => {
    const expired = failure(huaweiWorkspace, '401-token.json');
    assert.equal(expired?.kind, 'credentials');
    assert.equal(expired.requestId, 'c0ffee11223344556677889900aabbcc');
    assert.equal(failure(huaweiWorkspace, '429-throttled.json')?.kind, 'rate-limited');
    assert.equal(failure(huaweiWorkspace, '404-flat.json')?.kind, 'not-found');
    assert.equal(
      huaweiWorkspace.readError({ error: { code: 'APIGW.0308', message: 'slow down' } }, 503)?.kind,
      'rate-limited',
    );
  });
});
