// bun server.ts
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

export default { hostname: '127.0.0.1', fetch: (request: Request): Promise<Response> => proxy(request) };
