import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, beforeEach, test } from 'node:test';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { createProxy } from '../../src/proxy/index.js';
import { exchange, rawRequest, statusOf } from './raw-socket.js';
import { nodeListener, record, SECRET } from './serve.js';

const cloud = await record();
beforeEach(() => cloud.requests.splice(0));

const upstream = { provider: 'hostway', endpoint: cloud.url, credentials: 'portal:geheimwort' };
const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    admin: upstream,
    public: upstream,
    vms: { provider: 'zstack', endpoint: cloud.url, credentials: SECRET },
  },
  authorize: () => true,
});
after(() => proxy.close());

async function portOf(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Portals that keep one of their clouds to themselves, by a rule in front of the proxy. */
const portals: Readonly<Record<string, number>> = {
  Express: await portOf(
    createServer(
      express()
        .use('/clouds/admin', (_, response) => void response.status(403).end())
        .use('/clouds/vms/zstack/v1/vm-instances/secret', (_, response) => void response.status(403).end())
        .use('/clouds', nodeListener(proxy)),
    ),
  ),
  Fastify: await (async () => {
    const portal = fastify();
    const listener = nodeListener(proxy);
    for (const path of ['/clouds/admin/*', '/clouds/vms/zstack/v1/vm-instances/secret/*']) {
      portal.all(path, (_, reply) => reply.code(403).send());
    }
    portal.all('/clouds/*', (request, reply) => {
      reply.hijack();
      listener(request.raw, reply.raw);
    });
    await portal.ready();
    after(() => portal.close());
    return portOf(portal.server);
  })(),
  Hono: await (async () => {
    const app = new Hono();
    for (const path of ['/clouds/admin/*', '/clouds/vms/zstack/v1/vm-instances/secret/*']) {
      app.all(path, (context) => context.text('', 403));
    }
    app.all('/clouds/*', (context) => proxy(context.req.raw));
    return portOf(createServer(nodeListener(app.fetch)));
  })(),
  'a listener that looks at the raw address': await portOf(
    createServer((request, response) => {
      if (/^\/clouds\/(admin|vms\/zstack\/v1\/vm-instances\/secret)\//.test(request.url ?? '')) {
        response.writeHead(403).end();
      } else nodeListener(proxy)(request, response);
    }),
  ),
};

const ask = (port: number, target: string, ...head: string[]): Promise<string> =>
  exchange(
    port,
    rawRequest([`GET ${target} HTTP/1.1`, ...(head.length > 0 ? head : ['Host: portal']), 'Connection: close']),
  );

const ADMIN = '/clouds/admin/images/detail';
const VM = '/clouds/vms/zstack/v1/vm-instances/secret/image-candidates';

/** Other ways to write what the rules of the portals keep back. */
const TARGETS = [
  ...['..', '%2e%2e', '%2E%2E', '.%2e', '%2e.', '%2E.'].map((up) => `/clouds/public/${up}/admin/images/detail`),
  ...['..', '%2e%2e'].map((up) => `/clouds/${up}/clouds/admin/images/detail`),
  ...['.', '%2e', '%2E'].map((here) => `/clouds/${here}/admin/images/detail`),
  ...['\\..\\admin', '/..\\admin', '\\..\\..\\clouds\\admin', '%5c..%5cadmin'].map(
    (step) => `/clouds/public${step}/images/detail`,
  ),
  '/clouds\\admin/images/detail',
  '\\clouds\\admin/images/detail',
  '//clouds/admin/images/detail',
  '/clouds//admin/images/detail',
  '/clouds/admin//images/detail',
  '/clouds/%61dmin/images/detail',
  '/clouds/a%64min/images/detail',
  '/%63louds/admin/images/detail',
  '/clouds/adm\tin/images/detail',
  '/clouds/public\t/../admin/images/detail',
  '/clouds/x?/../admin/images/detail',
  '/clouds/x#/../admin/images/detail',
  '/clouds/public/..;/admin/images/detail',
  '/clouds/public/%2e%2e;/admin/images/detail',
  '/clouds/public/%252e%252e/admin/images/detail',
  '/clouds/public%2f..%2fadmin/images/detail',
  '/clouds/public/..%2fadmin/images/detail',
  '/clouds/ADMIN/images/detail',
  '/Clouds/admin/images/detail',
  '/clouds/admin%00/images/detail',
  '/clouds/admin%20/images/detail',
  '/clouds/admin./images/detail',
  '/clouds/admin;x/images/detail',
  '/clouds/%EF%BD%81dmin/images/detail',
  '/clouds/%c1%a1dmin/images/detail',
  `http://portal${ADMIN}`,
  `http://portal/clouds/public/../admin/images/detail`,
  `http://user:word@portal${ADMIN}`,
  `http:${ADMIN}`,
  `//portal${ADMIN}`,
  VM.replace('secret', '%73ecret'),
  VM.replace('secret', 's%65cret'),
  VM.replace('secret', 'x/../secret'),
  VM.replace('secret', 'x%2f..%2fsecret'),
  VM.replace('/secret', '//secret'),
  VM.replace('vm-instances', 'vm%2Dinstances'),
];

for (const [name, port] of Object.entries(portals)) {
  test(`no other spelling of an address gets past a rule of ${name}`, async () => {
    const reached: string[] = [];
    for (const target of TARGETS) {
      cloud.requests.splice(0);
      const status = statusOf(await ask(port, target));
      if (cloud.requests.length > 0 || status < 400) reached.push(`${target}: ${status}`);
    }
    assert.deepEqual(reached, []);
    assert.deepEqual([statusOf(await ask(port, ADMIN)), statusOf(await ask(port, VM))], [403, 403]);
    assert.equal(statusOf(await ask(port, '/clouds/public/images/detail')), 200);
    assert.equal(statusOf(await ask(port, VM.replace('secret', 'a%20b'))), 200);
  });

  test(`no Host of a request leads past a rule of ${name}`, async () => {
    const hosts = [
      ...['portal/clouds/admin/images/detail?', 'portal/clouds/admin/images/detail#', 'portal/clouds/admin/..'],
      ...['portal\\clouds\\admin', 'user@portal', 'user:word@portal', '@portal', 'portal?', 'portal#', 'portal/'],
      ...['', ' ', 'a b', 'portal:', 'portal:x', 'portal:99999', 'portal:-1', 'portal:080', 'portal:80:80', ':80'],
      ...['http://portal', 'portal,portal', 'portal;x', '[::1', '::1', '[::1]x', '[zz]', 'p%6frtal', '0x7f.1', '127.1'],
      ...['portal"', "portal'", '<portal>', 'a\tb', '\u00e4', 'po..rtal', '.portal', '/', '*'],
    ];
    const answered: string[] = [];
    for (const host of hosts) {
      cloud.requests.splice(0);
      const status = statusOf(await ask(port, '/clouds/public/images/detail', `Host: ${host}`));
      if (cloud.requests.length > 0 || status !== 400) answered.push(`${host}: ${status}`);
    }
    assert.deepEqual(answered, []);
    for (const head of [
      ['Host: portal', 'Host: portal'],
      ['Host: portal', 'host: other'],
      ['X-Forwarded-Host: portal'],
    ]) {
      assert.equal(statusOf(await ask(port, '/clouds/public/images/detail', ...head)), 400, head.join());
    }
    const old = await exchange(port, rawRequest(['GET /clouds/public/images/detail HTTP/1.0']));
    assert.equal(statusOf(old), 400);
    assert.equal(cloud.requests.length, 0);
    for (const host of [
      'portal',
      'Portal.Example',
      'portal.example:8080',
      'my_portal:80',
      '127.0.0.1:3000',
      '[::1]:80',
      '[::1]',
    ]) {
      assert.equal(statusOf(await ask(port, '/clouds/public/images/detail', `Host: ${host}`)), 200, host);
    }
  });
}
