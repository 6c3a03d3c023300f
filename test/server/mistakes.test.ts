import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { clouds as cloudsAt, secrets } from './clouds.js';
import { start } from './started.js';

const clouds = (changes: object = {}, upstream: object = {}) => cloudsAt('https://cloud.example', changes, upstream);

/** Of all kinds at once. */
const WRONG = {
  listn: { port: 'hidden' },
  admin: { port: 70_000 },
  basePath: 'hidden',
  clientHeader: 'X Client:',
  drain: -1,
  limits: { bodyBytes: 'hidden', bytes: 1 },
  allowedOrigins: ['*'],
  metrics: 'hidden',
  store: { url: 'https://hidden', key: { env: 'SHORT' } },
  authorize: { url: 'ftp://hidden', timeout: 'hidden', headers: ['Cookie:'], unknown: 'hidden', ca: '/no/such/ca.pem' },
};
const WRONG_UPSTREAMS = {
  desktops: {
    provider: 'huawei-workspace',
    endpoint: 'hidden',
    params: { projectId: { env: 'UNSET' }, marker: '', project: 'hidden' },
    filters: { visibility: 'hidden', os: '' },
    credentials: {
      type: 'huawei-iam',
      endpoint: { env: 'UNSET' },
      domain: '',
      password: 'hidden',
      project: { id: 'p' },
      usr: 'hidden',
    },
    ca: '/proc/self/comm',
    region: 'hidden',
  },
  vms: { provider: 'hidden', endpoint: 'https://vms.example', credentials: { type: 'hidden' }, concurrency: 0 },
  apps: {
    provider: 'horizon',
    endpoint: 'https://apps.example',
    credentials: { type: 'horizon-token', tokenUrl: 'https://id.example', clientId: 'c' },
  },
  images: {
    provider: 'openstack',
    endpoint: 'https://glance.example',
    credentials: {
      type: 'openstack-keystone',
      endpoint: 'https://keystone.example/v3',
      applicationCredentialId: 'a',
      applicationCredentialSecret: 'hidden',
    },
  },
  flex: {
    provider: 'hostway',
    endpoint: 'https://flex.example',
    credentials: { type: 'hostway-basic', username: 'a:b', password: { file: '/no/such/secret' } },
  },
};

void describe('a configuration with mistakes', () => {
  /** What the server says before it ends with 2. */
  async function mistakes(config: unknown, environment: Readonly<Record<string, string>> = secrets): Promise<string[]> {
    const server = start(config, environment);
    assert.equal(await server.ended, 2);
    assert.equal(server.complaints().includes('hidden'), false, server.complaints());
    return server.complaints().trim().split('\n');
  }

  test('is refused, every mistake by its path and no value told, all at once', async () => {
    const environment = { SHORT: 'hidden', UNSET: ' ' };
    assert.deepEqual((await mistakes({ ...WRONG, upstreams: WRONG_UPSTREAMS }, environment)).sort(), [
      'admin.port must be a number from 0 to 65535',
      'allowedOrigins.0 must be an origin such as https://portal.example',
      'authorize.ca refers to the file /no/such/ca.pem, which cannot be read: ENOENT',
      'authorize.headers.0 must be the name of a header',
      'authorize.timeout must be a whole number of milliseconds, 0 or more',
      'authorize.unknown is not a known key',
      'authorize.url must be an http(s) URL without a user',
      'basePath must be a path such as /clouds',
      'clientHeader must be the name of a header',
      'drain must be a whole number of milliseconds, 0 or more',
      'limits.bodyBytes must be more than 0',
      'limits.bytes is not a known key',
      'listn is not a known key',
      'metrics must be true or false',
      'store.key must be a secret of at least 32 characters, for example of `openssl rand -base64 32`',
      'store.url must be a Redis URL, such as redis://host:6379 or rediss://host:6379',
      'upstreams.apps.credentials must be { tokenUrl, refreshToken } or { tokenUrl, clientId, clientSecret }, with an http(s) URL',
      'upstreams.desktops.ca must be a file of PEM certificates',
      'upstreams.desktops.credentials.domain must be a non-empty string',
      'upstreams.desktops.credentials.endpoint refers to the environment variable UNSET, which is not set',
      'upstreams.desktops.credentials.password must be { "env": "NAME" } or { "file": "/path" }, because this file must not contain secrets',
      'upstreams.desktops.credentials.user must be a non-empty string',
      'upstreams.desktops.credentials.usr is not a known key',
      'upstreams.desktops.endpoint must be an http(s) URL without user, query or hash',
      'upstreams.desktops.filters.os must be a string or an array of strings, and not empty',
      'upstreams.desktops.filters.visibility must be one of gold, private',
      'upstreams.desktops.params.marker is not a parameter of huawei-workspace, which has projectId, packageType, imageId',
      'upstreams.desktops.params.project is not a parameter of huawei-workspace, which has projectId, packageType, imageId',
      'upstreams.desktops.params.projectId refers to the environment variable UNSET, which is not set',
      'upstreams.desktops.region is not a known key',
      'upstreams.flex.credentials.password refers to the file /no/such/secret, which cannot be read: ENOENT',
      'upstreams.flex.credentials.username must be a non-empty string without a colon',
      'upstreams.images.credentials.applicationCredentialSecret must be { "env": "NAME" } or { "file": "/path" }, because this file must not contain secrets',
      'upstreams.vms.concurrency must be a whole number of at least 1',
      'upstreams.vms.credentials.type must be one of huawei-iam, openstack-keystone, zstack-account, horizon-token, hostway-basic, token',
      'upstreams.vms.provider must be one of horizon, zstack, huawei-workspace, hostway, huawei-cloud-phone, openstack, or a provider object',
    ]);
    const { authorize: _, ...without } = clouds();
    assert.deepEqual(await mistakes(without), [
      'authorize must be { "url": … } with the endpoint that authorizes requests, or "everyone"',
    ]);
    assert.deepEqual(await mistakes(clouds({ store: { url: 'redis://u:hidden@127.0.0.1', key: 'hidden' } })), [
      'store.key must be { "env": "NAME" } or { "file": "/path" }, because this file must not contain secrets',
      'store.url contains a password: use { "env": … } or { "file": … } instead',
    ]);
  });

  test('is named, too, where it is no JSON', async () => {
    const [unreadable = ''] = await mistakes('{ "hidden": ');
    assert.match(unreadable, /clouds.json cannot be read: it is not valid JSON$/);
  });

  test('is not the example, but for the secrets that are not there', async () => {
    const example = await readFile(new URL('../../examples/proxy-server/clouds.json', import.meta.url), 'utf8');
    assert.deepEqual(await mistakes(example), [
      'upstreams.flexcloud.credentials.password refers to the file /run/secrets/hostway-password, which cannot be read: ENOENT',
    ]);
  });

  test('also a port that is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    after(() => taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    assert.deepEqual(await mistakes(clouds({ listen: { port } })), [
      `listening on 127.0.0.1:${port} failed: EADDRINUSE`,
    ]);
  });
});
