// A route handler of Next.js: as app/clouds/[...path]/route.ts it answers /clouds/…
import { createProxy, type CloudProxy } from 'cloud-image-picker/proxy';

const makeProxy = (): CloudProxy =>
  createProxy({
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

// Not before the first request: `next build` loads this module too, where the environment is not yet that of the server.
let proxy: CloudProxy | undefined;

export const dynamic = 'force-dynamic';
export const GET = (request: Request): Promise<Response> => (proxy ??= makeProxy())(request);
