import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createProxy,
  horizonToken,
  hostwayBasic,
  huaweiIam,
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
    /createProxy: must be given a configuration/,
  );
  assert.match(configured({ authorize: undefined }), /authorize must be a function/);
  assert.match(configured({ authorise: () => true }), /does not know authorise/);
  assert.match(configured({ basePath: 'clouds' }), /basePath must be a path/);
  assert.match(configured({ basePath: '/a/../b' }), /basePath must be a path/);
  assert.match(configured({ upstreams: {} }), /upstreams must name at least one/);
  assert.match(configured({ upstreams: { 'a/b': upstream } }), /upstreams must be named with letters/);
  assert.match(configured({ upstreams: { '..': upstream } }), /upstreams must be named with letters/);
  assert.match(configured({ allowedOrigins: ['*'] }), /allowedOrigins.0 must be an origin/);
  assert.match(configured({ allowedOrigins: ['https://a.example/'] }), /allowedOrigins.0 must be an origin/);
  assert.match(configured({ limits: { bodyBytes: -1 } }), /limits.bodyBytes must be more than 0/);
  assert.match(configured({ limits: { bytes: 1 } }), /limits does not know bytes/);
  assert.match(upstreamed({ provider: 'nimbus' }), /provider must be one of horizon, zstack/);
  for (const endpoint of [
    'cloud.example',
    'ftp://cloud',
    'https://hidden:hidden@cloud',
    'https://cloud?hidden=1',
    'https://cloud#x',
    '',
  ]) {
    assert.match(upstreamed({ endpoint }), /upstreams.desktops.endpoint must be an http\(s\) address/, endpoint);
  }
  assert.match(upstreamed({ credential: 'hidden' }), /upstreams.desktops does not know credential/);
  for (const credentials of ['', undefined, 7, { user: 'hidden' }, { username: 'a', password: '' }]) {
    assert.match(upstreamed({ credentials }), /upstreams.desktops.credentials must be/);
  }
  assert.match(
    upstreamed({ params: { project: 'x' } }),
    /params.project is no parameter of huawei-workspace: projectId/,
  );
  assert.match(upstreamed({ params: { projectId: { hidden: 1 } } }), /params.projectId must be a text/);
  assert.match(upstreamed({ params: { packageType: ['a', 'b'] } }), /params.packageType takes one value/);
  assert.match(upstreamed({ params: { projectId: '../x' } }), /params.projectId cannot stand in a path/);
  const both = upstreamed({ endpoint: '', provider: '' });
  assert.match(both, /provider must be.*endpoint must be/);
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
  assert.match(odd(huaweiIam, { endpoint, ...user, password: '', project: { id: 'p' } }), /password must be a text/);
  assert.match(odd(zstackAccount, { endpoint, account: 'a' }), /zstackAccount: password must be a text/);
  assert.match(
    odd(horizonToken, { tokenUrl: endpoint, clientId: 'a' }),
    /horizonToken: must be \{ tokenUrl, refreshToken \}/,
  );
  assert.match(
    odd(hostwayBasic, { username: 'a:b', password: 'hidden' }),
    /hostwayBasic: username must be a text without a colon/,
  );
});
