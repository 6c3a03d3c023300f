// An edge worker. The platform's settings, or worker.capnp beside this file, give it its environment.
import { createProxy, zstackAccount, type CloudProxy } from 'cloud-image-picker/proxy';

interface Environment {
  readonly ZSTACK: string;
  readonly ZSTACK_ACCOUNT: string;
  readonly ZSTACK_PASSWORD: string;
}

const makeProxy = ({ ZSTACK, ZSTACK_ACCOUNT, ZSTACK_PASSWORD }: Environment): CloudProxy =>
  createProxy({
    basePath: '/clouds',
    upstreams: {
      servers: {
        provider: 'zstack',
        endpoint: ZSTACK,
        credentials: zstackAccount({ endpoint: ZSTACK, account: ZSTACK_ACCOUNT, password: ZSTACK_PASSWORD }),
      },
    },
    // Here: whoever is signed in to the portal.
    authorize: (request) => request.headers.get('Cookie') === 'session=valid',
  });

/** One for each isolate: the token that it holds serves all requests that come here. */
let proxy: CloudProxy | undefined;

export default {
  fetch(request: Request, environment: Environment): Promise<Response> {
    proxy ??= makeProxy(environment);
    return proxy(request);
  },
};
