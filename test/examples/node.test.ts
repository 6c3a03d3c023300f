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

test('with Express', async () => {
  const url = await startInNode('proxy-express/server.ts', hostwayEnvironment(clouds, 'express'));
  assert.equal(await imagesAt(`${url}/clouds/flexcloud/images/detail`), 12);
  assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images/detail`), [401, 'PROXY.NOT-SIGNED-IN']);
  assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images`, { headers: { Cookie: 'session=valid' } }), [
    404,
    'PROXY.ADDRESS',
  ]);
  assert.deepEqual(clouds.breaches('express'), []);
});

type Handler = (request: Request) => Promise<Response> | Response;
/** What an example exports that leaves it to its runtime to listen. */
type Exported = { readonly default: { readonly fetch: Handler } } | { readonly GET: Handler };

const modules: readonly { title: string; run: string; load: () => Promise<Exported> }[] = [
  { title: 'with Hono', load: () => import('../../examples/proxy-hono/app.js'), run: 'hono' },
  {
    title: 'the route of Next.js, by itself',
    load: () => import('../../examples/proxy-next/app/clouds/[...path]/route.js'),
    run: 'next',
  },
  { title: 'the handler for Deno, by itself', load: () => import('../../examples/proxy-deno/server.js'), run: 'deno' },
  { title: 'the handler for Bun, by itself', load: () => import('../../examples/proxy-bun/server.js'), run: 'bun' },
];
for (const { title, load, run } of modules) {
  test(title, async () => {
    Object.assign(process.env, hostwayEnvironment(clouds, run));
    const exported = await load();
    const { url } = await serve(nodeListener('GET' in exported ? exported.GET : exported.default.fetch));
    assert.equal(await imagesAt(`${url}/clouds/flexcloud/images/detail`), 12);
    assert.deepEqual(await refusalAt(`${url}/clouds/flexcloud/images/detail`), [401, 'PROXY.NOT-SIGNED-IN']);
    assert.deepEqual(clouds.breaches(run), []);
  });
}
