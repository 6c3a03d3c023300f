import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from '../../simulator/index.js';
import { nodeListener } from '../../src/proxy/node.js';
import { serve } from '../proxy/serve.js';
import { hostwayEnvironment, imagesAt, refusalAt, startClouds, startInNode } from './started.js';

const clouds = await startClouds();

test('on Node, with a sign-in by password and a token of 40,000 characters', async () => {
  const endpoint = clouds.endpoint('huawei-workspace', { run: 'node', token: 'long' });
  const { domain, user, password, projectId } = accounts.huawei;
  const url = await startInNode('proxy-node/server.ts', {
    WORKSPACE: endpoint,
    IAM: endpoint,
    IAM_DOMAIN: domain,
    IAM_USER: user,
    IAM_PASSWORD: password,
    PROJECT_ID: projectId,
  });
  const list = `${url}/clouds/desktops/v2/-/images?limit=100&offset=0`;
  assert.equal(await imagesAt(list), 12);
  assert.deepEqual(await refusalAt(list), [401, 'PROXY.NOT-SIGNED-IN']);
  assert.deepEqual(clouds.breaches('node'), []);
});

for (const framework of ['Express', 'Fastify']) {
  test(`with ${framework}`, async () => {
    const name = framework.toLowerCase();
    const url = await startInNode(`proxy-${name}/server.ts`, hostwayEnvironment(clouds, name));
    assert.equal(await imagesAt(`${url}/clouds/flexcloud/images/detail`), 12);
    assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images/detail`), [401, 'PROXY.NOT-SIGNED-IN']);
    assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images`, { headers: { Cookie: 'session=valid' } }), [
      404,
      'PROXY.ADDRESS',
    ]);
    assert.deepEqual(clouds.breaches(name), []);
  });
}

test('with Hono', async () => {
  Object.assign(process.env, hostwayEnvironment(clouds, 'hono'));
  const { default: app } = await import('../../examples/proxy-hono/app.js');
  const { url } = await serve(nodeListener(app.fetch));
  assert.equal(await imagesAt(`${url}/clouds/flexcloud/images/detail`), 12);
  assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images/detail`), [401, 'PROXY.NOT-SIGNED-IN']);
  assert.deepEqual(clouds.breaches('hono'), []);
});
