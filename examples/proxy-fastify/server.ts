// node --max-http-header-size=131072 server.ts
import fastify from 'fastify';
import { createProxy } from 'cloud-image-picker/proxy';
import { nodeListener } from 'cloud-image-picker/proxy/node';

const { HOSTWAY = '', HOSTWAY_USER = '', HOSTWAY_PASSWORD = '', PORT = '3000' } = process.env;

const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    flexcloud: {
      provider: 'hostway',
      endpoint: HOSTWAY,
      credentials: { username: HOSTWAY_USER, password: HOSTWAY_PASSWORD },
    },
  },
  // Here: whoever is signed in to the portal.
  authorize: (request) => request.headers.get('Cookie') === 'session=valid',
});
const answer = nodeListener(proxy);

const portal = fastify();
portal.all('/clouds/*', (request, reply) => {
  // From here on the answer is the proxy's, and Fastify leaves it alone.
  reply.hijack();
  answer(request.raw, reply.raw);
});
await portal.listen({ host: '127.0.0.1', port: Number(PORT) });
