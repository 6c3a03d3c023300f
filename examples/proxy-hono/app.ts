// Hono's own servers start it on Node, Deno, Bun and the edge: `export default app` is what most of them ask for.
import { Hono } from 'hono';
import { createProxy } from 'cloud-image-picker/proxy';

const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    flexcloud: {
      provider: 'hostway',
      endpoint: process.env['HOSTWAY'] ?? '',
      credentials: { username: process.env['HOSTWAY_USER'] ?? '', password: process.env['HOSTWAY_PASSWORD'] ?? '' },
    },
  },
  // Here: whoever is signed in to the portal.
  authorize: (request) => request.headers.get('Cookie') === 'session=valid',
});

const app = new Hono();
app.all('/clouds/*', (context) => proxy(context.req.raw));

export default app;
