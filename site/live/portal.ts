import { credentials, isCloudId } from '../../simulator/credentials.js';
import { createFetch } from '../../simulator/fetch.js';
import { providers } from '../../src/providers/registry.js';
import { ownImages } from './own-images.js';

/** What the upstreams of the documentation's examples are called, beside the ids of the clouds. */
const names: Readonly<Record<string, string>> = { desktops: 'huawei-workspace', phones: 'huawei-cloud-phone' };

/** `/clouds/desktops;size=500/v2/…`: the name of an upstream, options of the simulator, and the cloud's own path. */
const ADDRESS = /^\/clouds\/([\w-]+)((?:;[^/]*)?)(\/.*)$/;

/** For a parameter that the page leaves to the proxy. */
const PINNED = '0b7f3e5d9a1c4826b4e0c8d2f6a19357';

const simulate = createFetch();

/** What the proxy of a portal does: it adds the credentials, and its own parameters. The clouds are simulated. */
function throughProxy(request: Request): Promise<Response> | undefined {
  const { pathname, search } = new URL(request.url);
  const [, name = '', options = '', path = ''] = ADDRESS.exec(pathname) ?? [];
  const id = names[name] ?? name;
  const provider = providers.get(id);
  if (!provider || !isCloudId(id)) return undefined;
  const whole = path
    .split('/')
    .map((segment) => (segment === '-' ? PINNED : segment))
    .join('/');
  const { signal } = request;
  const headers = { ...provider.headers, ...provider.authorize(credentials[id]) };
  return simulate(
    new Request(`https://simulator.invalid/${id}${options}${whole}${search}`, { headers, signal, redirect: 'error' }),
  );
}

function answer(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return undefined;
  if (pathname === '/api/images.json') return Promise.resolve(Response.json(ownImages));
  return throughProxy(request);
}

/** Answers the requests of the examples within the page, so that the site needs no server. */
export function answerInPage(): void {
  const { fetch: original } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await answer(request);
    if (!response) return original(input, init);
    // Otherwise it would be empty.
    return Object.defineProperty(response, 'url', { value: request.url });
  };
}
