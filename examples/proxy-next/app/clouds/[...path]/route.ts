// A route handler of Next.js: as app/clouds/[...path]/route.ts it answers /clouds/…
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

export const dynamic = 'force-dynamic';
export const GET = (request: Request): Promise<Response> => proxy(request);
