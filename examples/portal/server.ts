// The server of every example: signs in to two simulated clouds, takes orders, and serves the pages in the folder PAGES.
import express, { type Request } from 'express';
import { buffer } from 'node:stream/consumers';
import { createProxy, huaweiIam, openstackKeystone } from 'cloud-image-picker/proxy';
import { nodeListener } from 'cloud-image-picker/proxy/node';
import { accounts, startSimulator } from 'cloud-image-picker/simulator';

const { PAGES = '.', PORT = '8080' } = process.env;

const { endpoint } = await startSimulator();
const { huawei, openstack } = accounts;
const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint: endpoint('huawei-workspace'),
      params: { projectId: huawei.projectId },
      credentials: huaweiIam({
        endpoint: endpoint('huawei-workspace'),
        domain: huawei.domain,
        user: huawei.user,
        password: huawei.password,
        project: { id: huawei.projectId },
      }),
    },
    servers: {
      provider: 'openstack',
      endpoint: endpoint('openstack'),
      credentials: openstackKeystone({
        endpoint: `${endpoint('openstack')}/v3`,
        domain: openstack.domain,
        user: openstack.user,
        password: openstack.password,
        project: { id: openstack.projectId },
      }),
    },
  },
  // A real portal checks its session here.
  authorize: () => true,
});

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

type Entry = readonly [name: string, value: unknown];

/** Every order, as its entries: `[['desktop', '2fef5c8f'], ['servers', 'a2880f9a'], ['servers', '2796cb84']]`. */
const orders: (readonly Entry[])[] = [];

/** Reads a form, or the same as JSON. */
async function entriesOf(request: Request): Promise<readonly Entry[]> {
  const { 'content-type': type = '' } = request.headers;
  const body = new Response(await buffer(request), { headers: { 'Content-Type': type } });
  if (type !== 'application/json') return [...(await body.formData())];
  return Object.entries((await body.json()) as object).flatMap(([name, value]: Entry) =>
    [value].flat().map((each) => [name, each] as const),
  );
}

express()
  .use('/clouds', nodeListener(proxy))
  .get('/orders', (_, response) => void response.json(orders))
  .post('/orders', async (request, response) => {
    orders.push(await entriesOf(request));
    response.sendStatus(201);
  })
  .use((_, response, next) => {
    response.setHeader('Content-Security-Policy', policy);
    next();
  })
  .use(express.static(PAGES))
  .listen(Number(PORT), '127.0.0.1');
