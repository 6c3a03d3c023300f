import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudId } from '../../simulator/index.js';
import { ProviderError } from '../../src/providers/errors.js';
import type { Params } from '../../src/providers/provider.js';
import { pageRoute, type PageRequest } from '../../src/providers/route.js';
import { firstPage, providerOf, startClouds } from './clouds.js';

const { simulator, source, requests, queries } = await startClouds();

const first: PageRequest = { index: 0, rowsPerPage: 100 };
const route = (cloud: CloudId, params: Params, request = first) => pageRoute(providerOf(cloud), params, request);
const path = (cloud: CloudId, params: Params) => route(cloud, params).split('?')[0];

test('each cloud has its documented path', () => {
  assert.equal(path('horizon', { imageId: 'i', versionId: 'v' }), '/imagemgmt/v1/images/i/versions/v/copies');
  assert.equal(path('zstack', { vmInstanceUuid: 'u' }), '/zstack/v1/vm-instances/u/image-candidates');
  assert.equal(path('huawei-workspace', { projectId: 'p' }), '/v2/p/images');
  assert.equal(path('hostway', { accountId: 100 }), '/accounts/100/flexcloud/images/detail');
  assert.equal(path('huawei-cloud-phone', { projectId: 'p' }), '/v1/p/cloud-phone/images');
});

test('without an account, Hostway has another path; an empty one is none', () => {
  for (const params of [{}, { accountId: '' }, { accountId: undefined }]) {
    assert.equal(path('hostway', params), '/images/detail');
  }
});

test('whatever stands in a parameter stays within its segment of the path', () => {
  const odd = {
    'a/b': 'a%2Fb',
    'a b': 'a%20b',
    '../x': '..%2Fx',
    '%2e%2e': '%252e%252e',
    'ü?#&': '%C3%BC%3F%23%26',
    密: '%E5%AF%86',
  };
  for (const [value, written] of Object.entries(odd)) {
    assert.equal(path('huawei-workspace', { projectId: value }), `/v2/${written}/images`);
    const address = new URL(`https://cloud.example${route('huawei-workspace', { projectId: value })}`);
    assert.equal(address.pathname, `/v2/${written}/images`);
  }
});

test('a parameter that a URL would read as a step up the path is refused before anything is sent', async () => {
  for (const value of ['.', '..']) {
    assert.throws(
      () => route('huawei-workspace', { projectId: value }),
      (error) => error instanceof ProviderError && error.kind === 'bad-request',
    );
    await assert.rejects(
      firstPage(source('hostway', { run: 'dots' }, { params: { accountId: value } })),
      ProviderError,
    );
  }
  assert.equal(requests('dots').length, 0);
});

test('odd parameters reach the cloud as they were meant', async () => {
  for (const projectId of ['a/b', 'a b', '..x', 'ü?#&', '密', "it's (1)*!"]) {
    const run = 'odd-path';
    assert.equal((await firstPage(source('huawei-workspace', { run }, { params: { projectId } }))).length, 12);
    const sent = new URL(requests(run).at(-1)?.url ?? '', simulator.url).pathname.split('/').at(-2) ?? '';
    assert.equal(decodeURIComponent(sent), projectId);
  }
});

test('tags are repeated, once a value, and a single one may be given alone', async () => {
  const systemTags = ['a::b=c&d', 'two words', '+', '密'];
  const vmInstanceUuid = 'vm-1';
  await firstPage(source('zstack', { run: 'tags' }, { params: { vmInstanceUuid, systemTags, userTags: 'one' } }));
  const [query] = queries('tags');
  assert.deepEqual([query?.getAll('systemTags'), query?.getAll('userTags')], [systemTags, ['one']]);
  assert.equal(route('zstack', { vmInstanceUuid, systemTags: [], userTags: ['', 'x'] }).split('?')[1], 'userTags=x');
});

test('a parameter that takes one value is sent once, even if a list is given', () => {
  assert.match(route('horizon', { imageId: 'i', versionId: 'v', orgId: ['a', 'b'] }), /\?org_id=a&page=0&size=200$/);
});

test('moments are sent as milliseconds, from a date, a text or a number', async () => {
  const moment = Date.UTC(2025, 0, 2, 3, 4, 5);
  for (const value of [new Date(moment), moment, String(moment), '2025-01-02T03:04:05Z', '2025-01-02 03:04:05']) {
    const params = { projectId: 'p', createSince: value, createUntil: value };
    await firstPage(source('huawei-cloud-phone', { run: 'moments' }, { params }));
    const query = queries('moments').at(-1);
    assert.deepEqual([query?.get('create_since'), query?.get('create_until')], [String(moment), String(moment)]);
  }
});

test('every other parameter is sent under the name that its document has for it', () => {
  const query = (cloud: CloudId, params: Params) => new URLSearchParams(route(cloud, params).split('?')[1]);
  const horizon = query('horizon', { imageId: 'i', versionId: 'v', orgId: 'o', providerInstanceId: 'p' });
  assert.equal(horizon.toString(), 'org_id=o&provider_instance_id=p&page=0&size=200');
  const workspace = query('huawei-workspace', { projectId: 'p', packageType: 'general', imageId: 'i' });
  assert.equal(workspace.toString(), 'package_type=general&image_id=i&limit=100&offset=0');
  const phone = query('huawei-cloud-phone', { projectId: 'p', srcProjectId: 's', imageId: 'i' });
  assert.equal(phone.toString(), 'src_project_id=s&image_id=i&limit=100&offset=0');
});

test('pages are counted in images or in pages, as the cloud does', () => {
  const third = { index: 2, rowsPerPage: 40 };
  assert.match(route('horizon', { imageId: 'i', versionId: 'v' }, third), /\?page=2&size=200$/);
  assert.match(route('huawei-workspace', { projectId: 'p' }, third), /\?limit=100&offset=80$/);
  assert.equal(route('hostway', {}, third), '/images/detail');
});

test('filters and sorts are written in the words of the cloud', () => {
  const filters = { os: 'windows', visibility: 'gold', platform: 'Windows' };
  assert.match(
    route(
      'huawei-workspace',
      { projectId: 'p' },
      { ...first, filters, sort: { field: 'createdAt', direction: 'desc' } },
    ),
    /\?os_type=Windows&image_type=gold&platform=Windows&sort_field=created_at&sort_type=desc&limit=100&offset=0$/,
  );
  assert.match(
    route('horizon', { imageId: 'i', versionId: 'v' }, { ...first, sort: { field: 'updatedAt', direction: 'asc' } }),
    /\?sort=updatedAt%2Casc&sort=id%2Casc&page=0&size=200$/,
  );
});

test('slashes at the end of the endpoint make no difference', async () => {
  const plain = simulator.endpoint('zstack', { run: 'slashes' });
  for (const endpoint of [plain, `${plain}/`, `${plain}///`]) {
    assert.equal((await firstPage(source('zstack', {}, { endpoint }))).length, 12);
  }
  assert.equal(new Set(requests('slashes').map(({ url }) => url)).size, 1);
});
