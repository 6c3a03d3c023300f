import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { huaweiCloudPhone } from '../../src/providers/huawei-cloud-phone.js';
import { pageRoute } from '../../src/providers/route.js';
import { answer, at, failure, image, images } from './bodies.js';

const query = (request: object, params = {}) =>
  new URLSearchParams(
    pageRoute(huaweiCloudPhone, { projectId: 'p1', ...params }, { index: 0, rowsPerPage: 100, ...request }).split(
      '?',
    )[1],
  );

describe('what is asked of Huawei Cloud Phone', () => {
  it('pages by 100 images and their offset', () => {
    assert.equal(
      pageRoute(huaweiCloudPhone, { projectId: 'p1' }, { index: 2, rowsPerPage: 100 }),
      '/v1/p1/cloud-phone/images?limit=100&offset=200',
    );
  });

  it('narrows down to an image and the project that shares it', () => {
    const asked = query({}, { srcProjectId: 's1', imageId: 'i1' });
    assert.equal(asked.get('src_project_id'), 's1');
    assert.equal(asked.get('image_id'), 'i1');
  });

  it('writes times as milliseconds since 1970, whatever the portal gives', () => {
    const since = (createSince: string | number | Date) => query({}, { createSince, createUntil: createSince });
    for (const value of [
      new Date('2024-04-11T06:38:21Z'),
      '2024-04-11T06:38:21Z',
      '2024-04-11T08:38:21+02:00',
      1712817501000,
      '1712817501000',
    ]) {
      assert.equal(since(value).get('create_since'), '1712817501000');
      assert.equal(since(value).get('create_until'), '1712817501000');
    }
    assert.equal(since('2024-04-11').get('create_since'), '1712793600000');
    assert.equal(since('1712817501').get('create_since'), '1712817501');
  });

  it('filters in the words of the document', () => {
    for (const type of ['public', 'private', 'share']) {
      assert.equal(query({ filters: { visibility: type } }).get('image_type'), type);
    }
    assert.equal(query({ filters: { status: 'pending' } }).get('status'), '0');
    assert.equal(query({ filters: { status: 'ready' } }).get('status'), '1');
    assert.equal(query({ filters: { status: 'failed' } }).get('status'), '2');
    assert.equal(query({ filters: { 'image-name': 'x' } }).get('image_name'), 'x');
    assert.equal(huaweiCloudPhone.filters['image-name']?.serverOnly, true);
  });

  it('carries a token', () => {
    assert.deepEqual(huaweiCloudPhone.authorize('t'), { 'X-Auth-Token': 't' });
  });
});

describe('the images of cloud phones', () => {
  it('are read from the example of the document', () => {
    const { rows, total } = huaweiCloudPhone.readPage(answer('huawei-cloud-phone', '200-example.json').body);
    assert.equal(total, 1);
    const read = image(huaweiCloudPhone, at(rows, 0));
    assert.deepEqual(
      { ...read, source: undefined },
      {
        id: '23030320230421e300221a2000004433',
        name: 'cph-private-image',
        os: { family: 'android', version: 'AOSP 9.0' },
        status: 'ready',
        statusText: 'PRODUCTION',
        visibility: 'private',
        sizeBytes: 1306150912,
        createdAt: new Date('2024-04-11T06:38:21Z'),
        updatedAt: new Date('2024-04-11T06:38:21Z'),
        locations: [],
        facets: { 'image-version': 'AOSP 9.0' },
        facts: {
          'shared-by': undefined,
          project: '3a63a229aa6e47bab2153b44a7f3f50d',
          tenant: '4a2a9967e4514c388a4c945efcbab9d6',
        },
        source: undefined,
      },
    );
    assert.deepEqual(read.source, rows[0]);
  });

  it('have the documented meaning of their status, and the number of one that is not documented', () => {
    assert.deepEqual(
      images(huaweiCloudPhone, '200-all-types.json').map(({ status, statusText, visibility }) => [
        status,
        statusText,
        visibility,
      ]),
      [
        ['ready', 'PRODUCTION', 'public'],
        ['pending', 'CREATING', 'share'],
        ['failed', 'CREATE_FAILED', 'private'],
        ['unknown', '7', 'market'],
      ],
    );
    const status = (value: unknown) => image(huaweiCloudPhone, { image_id: 'a', status: value });
    assert.equal(status('1').status, 'ready');
    assert.equal(status(null).statusText, undefined);
  });

  it('have their size in bytes, and are called by their id for want of a name', () => {
    const read = images(huaweiCloudPhone, '200-all-types.json');
    assert.deepEqual(
      read.map(({ sizeBytes }) => sizeBytes),
      [1306150912, 2048, 0, undefined],
    );
    assert.equal(read[3]?.name, '23030320230421e300221a2000004437');
    assert.equal(read[1]?.source.src_project_id, '0ab1');
  });

  it('are none where the list is null, or missing beside a total of zero', () => {
    assert.deepEqual(huaweiCloudPhone.readPage(answer('huawei-cloud-phone', '200-null-list.json').body).rows, []);
    assert.deepEqual(huaweiCloudPhone.readPage({ total: 0 }).rows, []);
  });

  it('are malformed where there is no list', () => {
    for (const body of ['<html>', null, [], {}, { image_infos: {} }])
      assert.throws(() => huaweiCloudPhone.readPage(body));
  });
});

describe('an error of Huawei Cloud Phone', () => {
  it('has a code, a message and the name of the request', () => {
    assert.deepEqual(failure(huaweiCloudPhone, '400-bad-request.json'), {
      kind: undefined,
      code: 'CPS.0002',
      detail: 'offset or limit is invalid',
      requestId: 'a3c1f2',
    });
  });

  it('says that one may not see the images', () => {
    const { code, detail } = failure(huaweiCloudPhone, '403-no-permission.json') ?? {};
    assert.deepEqual([code, detail], ['CPS.0001', 'No permission to request resources']);
  });

  it('of the gateway is told by its code', () => {
    assert.equal(failure(huaweiCloudPhone, '401-token.json')?.kind, 'credentials');
    assert.equal(failure(huaweiCloudPhone, '429-throttled.json')?.kind, 'rate-limited');
  });

  it('is not seen in a list that names its request', () => {
    assert.equal(huaweiCloudPhone.readError(answer('huawei-cloud-phone', '200-example.json').body, 200), undefined);
  });
});
