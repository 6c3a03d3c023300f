import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonList } from '../../src/providers/json-list.js';
import { providers } from '../../src/providers/registry.js';
import {
  createProxy,
  horizonToken,
  hostwayBasic,
  huaweiIam,
  openstackKeystone,
  zstackAccount,
  type ProxyConfig,
} from '../../src/proxy/index.js';

const upstream = { provider: 'huawei-workspace', endpoint: 'https://cloud.example', credentials: 'hidden-token' };
const good: ProxyConfig = { basePath: '/clouds', upstreams: { desktops: upstream }, authorize: () => true };

/** What a mistake is called. Configurations come from files, too, where no type holds. */
function mistake(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    assert.ok(error instanceof TypeError);
    assert.equal(error.message.includes('hidden'), false, error.message);
    return error.message;
  }
  return 'none';
}

const configured = (changes: object) => mistake(() => createProxy({ ...good, ...changes }));
const upstreamed = (changes: object) => configured({ upstreams: { desktops: { ...upstream, ...changes } } });

test('a configuration that can work is taken', () => {
  assert.equal(configured({}), 'none');
  assert.equal(configured({ basePath: '/', allowedOrigins: ['https://a.example', 'http://localhost:8080'] }), 'none');
  assert.equal(configured({ limits: { bodyBytes: 1000 }, log: () => undefined, fetch }), 'none');
  assert.equal(upstreamed({ params: { projectId: 'p' }, credentials: { username: 'u', password: 'p' } }), 'none');
  assert.equal(upstreamed({ credentials: () => 'token', endpoint: 'http://10.0.0.1:8080/api' }), 'none');
});

test('every mistake is named at the start, and no value is told', () => {
  assert.match(
    mistake(() => Reflect.apply(createProxy, undefined, [])),
    /createProxy: requires a configuration object/,
  );
  assert.match(configured({ authorize: undefined }), /authorize must be a function/);
  assert.match(configured({ authorise: () => true }), /authorise is not a known key/);
  assert.match(configured({ basePath: 'clouds' }), /basePath must be a path/);
  assert.match(configured({ basePath: '/a/../b' }), /basePath must be a path/);
  assert.match(configured({ upstreams: {} }), /upstreams must contain at least one/);
  assert.match(configured({ upstreams: { 'a/b': upstream } }), /upstreams must have names of letters/);
  assert.match(configured({ upstreams: { '..': upstream } }), /upstreams must have names of letters/);
  assert.match(configured({ allowedOrigins: ['*'] }), /allowedOrigins.0 must be an origin/);
  assert.match(configured({ allowedOrigins: ['https://a.example/'] }), /allowedOrigins.0 must be an origin/);
  assert.match(configured({ limits: { bodyBytes: -1 } }), /limits.bodyBytes must be more than 0/);
  assert.match(configured({ limits: { bytes: 1 } }), /limits.bytes is not a known key/);
  assert.match(upstreamed({ provider: 'nimbus' }), /provider must be one of horizon, zstack/);
  assert.match(upstreamed({ provider: jsonList }), /upstreams.desktops.provider has pages that are found by links/);
  for (const endpoint of [
    'cloud.example',
    'ftp://cloud',
    'https://hidden:hidden@cloud',
    'https://cloud?hidden=1',
    'https://cloud#x',
    '',
  ]) {
    assert.match(upstreamed({ endpoint }), /upstreams.desktops.endpoint must be an http\(s\) URL/, endpoint);
  }
  assert.match(upstreamed({ credential: 'hidden' }), /upstreams.desktops.credential is not a known key/);
  for (const credentials of ['', undefined, 7, { user: 'hidden' }, { username: 'a', password: '' }]) {
    assert.match(upstreamed({ credentials }), /upstreams.desktops.credentials must be/);
  }
  assert.match(
    upstreamed({ params: { project: 'x' } }),
    /params.project is not a parameter of huawei-workspace, which has projectId/,
  );
  assert.match(upstreamed({ params: { projectId: { hidden: 1 } } }), /params.projectId must be a string/);
  assert.match(upstreamed({ params: { packageType: ['a', 'b'] } }), /params.packageType must be a single value/);
  assert.match(upstreamed({ params: { projectId: '../x' } }), /params.projectId must be valid in a path/);
  const both = upstreamed({ endpoint: '', provider: '' });
  assert.match(both, /provider must be.*endpoint must be/);
});

test('a pin that is empty is a mistake: it would pin nothing', () => {
  const nothing = ['', '  ', undefined, null, [], [''], ['a', ''], NaN, new Date(NaN)];
  for (const value of nothing) {
    assert.match(
      upstreamed({ params: { projectId: value } }),
      /upstreams\.desktops\.params\.projectId must be .* not empty/,
      String(value),
    );
    assert.match(upstreamed({ params: { packageType: value } }), /params\.packageType must be .* not empty/);
    assert.match(
      upstreamed({ provider: 'zstack', params: { systemTags: value } }),
      /params\.systemTags must be .* not empty/,
    );
    assert.match(upstreamed({ filters: { visibility: value } }), /filters\.visibility must be .* not empty/);
  }
  for (const pins of [undefined, null, '', []]) {
    assert.match(upstreamed({ params: pins }), /upstreams\.desktops\.params must be an object/);
    assert.match(upstreamed({ filters: pins }), /upstreams\.desktops\.filters must be an object/);
  }
});

test('other settings from an unset environment variable are mistakes, too', () => {
  for (const nothing of ['', ' ', undefined, null]) {
    assert.match(upstreamed({ endpoint: nothing }), /endpoint must be/);
    assert.match(upstreamed({ credentials: nothing }), /credentials must be/);
    assert.match(upstreamed({ credentials: { username: nothing, password: 'hidden' } }), /credentials must be/);
    assert.match(upstreamed({ provider: nothing }), /provider must be/);
    assert.match(configured({ upstreams: nothing }), /upstreams must be/);
    assert.match(configured({ authorize: nothing }), /authorize must be/);
  }
  assert.match(configured({ allowedOrigins: [''] }), /allowedOrigins.0 must be/);
  assert.match(configured({ limits: { bodyTimeout: Number('') } }), /limits.bodyTimeout must be/);
  assert.match(configured({ limits: { bodyTimeout: Number(undefined) } }), /limits.bodyTimeout must be/);
});

test('a time that no timer can wait is a mistake: it would be over at once', () => {
  for (const limit of ['headersTimeout', 'bodyTimeout', 'signInTimeout']) {
    for (const value of [Infinity, 2 ** 31]) {
      assert.match(configured({ limits: { [limit]: value } }), new RegExp(`limits.${limit} must be`));
    }
  }
  assert.equal(configured({ limits: { bodyBytes: Infinity, bodyTimeout: 2 ** 31 - 1 } }), 'none');
});

test('only filters that the cloud judges can be pinned, to one of its words', () => {
  assert.equal(upstreamed({ filters: { visibility: ['gold'], os: 'linux', platform: 'Windows' } }), 'none');
  assert.match(upstreamed({ filters: { colour: 'red' } }), /filters.colour is not a filter of huawei-workspace/);
  assert.match(
    upstreamed({ provider: 'zstack', filters: { status: 'ready' } }),
    /filters.status cannot be pinned, because zstack does not filter by it; it filters by none/,
  );
  assert.match(upstreamed({ filters: { visibility: 'hidden' } }), /filters.visibility must be one of gold, private/);
  assert.match(
    upstreamed({ filters: { visibility: ['gold', 'private'] } }),
    /filters.visibility must be a single value/,
  );
  assert.match(upstreamed({ filters: { visibility: 7 } }), /filters.visibility must be a string/);
  const zoned = { ...providers.get('hostway'), params: { zone: { in: 'query', name: 'zone' } } };
  assert.match(
    upstreamed({ provider: zoned, params: { zone: 'a' }, filters: { location: 'b' } }),
    /filters.location is pinned twice, as zone/,
  );
});

test('a store needs a secret, and a secret a store', () => {
  const store = new Map<string, string>();
  const storeKey = 'hidden-secret-of-32-characters-or-more';
  assert.equal(configured({ store, storeKey }), 'none');
  assert.match(configured({ store }), /store needs a storeKey/);
  assert.match(configured({ storeKey }), /storeKey needs a store/);
  assert.match(configured({ store, storeKey: 'hidden' }), /storeKey must be a secret of at least 32 characters/);
  assert.match(configured({ store: { get: () => 'hidden' }, storeKey }), /store.set must be a function/);
  assert.match(configured({ store: 'redis://hidden', storeKey }), /store must be a store with get, set and delete/);
});

test('the sources are checked likewise', () => {
  const endpoint = 'https://iam.example';
  const user = { domain: 'd', user: 'u', password: 'hidden-password' };
  const odd = (source: (options: never) => unknown, options: object) =>
    mistake(() => Reflect.apply(source, undefined, [options]));
  assert.equal(odd(huaweiIam, { endpoint, ...user, project: { name: 'p', domain: 'd' } }), 'none');
  assert.match(odd(huaweiIam, { endpoint, ...user }), /huaweiIam: project must be \{ id \} or \{ name \}/);
  assert.match(
    odd(huaweiIam, { endpoint: 'iam', ...user, project: { id: 'p' } }),
    /huaweiIam: endpoint must be an http/,
  );
  assert.match(
    odd(huaweiIam, { endpoint, ...user, password: '', project: { id: 'p' } }),
    /password must be a non-empty string/,
  );
  const member = { endpoint, user: 'u', password: 'hidden-password', project: { name: 'p' } };
  const application = { endpoint, applicationCredentialId: 'a', applicationCredentialSecret: 'hidden-secret' };
  for (const given of [member, { ...member, domain: 'd' }, application])
    assert.equal(odd(openstackKeystone, given), 'none');
  for (const given of [
    { ...member, ...application },
    { ...member, project: 'p' },
    { ...application, endpoint: 'iam' },
  ])
    assert.match(
      odd(openstackKeystone, given),
      /openstackKeystone: must be \{ endpoint, user, password, project \} or/,
    );
  assert.match(odd(zstackAccount, { endpoint, account: 'a' }), /zstackAccount: password must be a non-empty string/);
  assert.match(
    odd(horizonToken, { tokenUrl: endpoint, clientId: 'a' }),
    /horizonToken: must be \{ tokenUrl, refreshToken \}/,
  );
  assert.match(
    odd(hostwayBasic, { username: 'a:b', password: 'hidden' }),
    /hostwayBasic: username must be a non-empty string without a colon/,
  );
});
