import { accounts, credentials, type CloudId, type Simulator } from '../simulator/index.js';
import {
  createProxy,
  horizonToken,
  hostwayBasic,
  huaweiIam,
  openstackKeystone,
  zstackAccount,
  type CloudProxy,
  type CredentialSource,
  type CredentialsSetting,
  type Log,
} from '../src/proxy/index.js';
import type { Params } from '../src/providers/provider.js';

/** The part of a portal's server that concerns the clouds. */
export interface Portal {
  /** Responds to `/clouds/{cloud}{;options}{the cloud's own path}`. Returns `undefined` for other addresses. */
  handle(request: Request): Promise<Response> | undefined;
  close(): Promise<void>;
}

interface Cloud {
  readonly params: Params;
  readonly credentials: CredentialsSetting;
}

/** `;size=5000;fail=503`, as the simulator reads it: it cannot end the path segment that contains it. */
const ADDRESS = /^\/clouds\/([\w-]+)((?:;[\w.,%=-]*)*)(?=\/)/;

/** A page changes its options now and then. Old proxies need not be kept. */
const MOST_PROXIES = 50;

/**
 * Creates the portal's server. A portal has one proxy. This one has a proxy for each set of options, because they are part of the
 * simulator's address.
 */
export function createPortal(simulator: Simulator, log?: Log): Portal {
  const clouds: ReadonlyMap<string, Cloud> = new Map(Object.entries(cloudsOf(simulator)));
  const proxies = new Map<string, CloudProxy>();

  function proxyFor(id: string, options: string): CloudProxy | undefined {
    const segment = id + options;
    const cloud = clouds.get(id);
    const known = proxies.get(segment);
    if (known || !cloud) return known;
    const proxy = createProxy({
      basePath: '/clouds',
      upstreams: { [id]: { provider: id, endpoint: `${simulator.url}/${segment}`, ...cloud } },
      // Everyone who can open the demo may see the images.
      authorize: () => true,
      ...(log && { log }),
    });
    proxies.set(segment, proxy);
    const [oldest = segment] = proxies.keys();
    if (proxies.size > MOST_PROXIES) proxies.delete(oldest);
    return proxy;
  }

  return {
    handle(request) {
      const url = new URL(request.url);
      const [, id = '', options = ''] = ADDRESS.exec(url.pathname) ?? [];
      const proxy = proxyFor(id, options);
      if (!proxy) return undefined;
      url.pathname = url.pathname.replace(options, '');
      return proxy(new Request(url, request));
    },
    close: async () => {
      await Promise.all(Array.from(proxies.values(), (proxy) => proxy.close()));
    },
  };
}

/** What a portal pins, and how it signs in. The parameters are those that the page sets if it connects to the clouds itself. */
function cloudsOf(simulator: Simulator): Readonly<Record<CloudId, Cloud>> {
  // A separate run, so that sign-ins do not count as requests of a picker.
  const signIn = (cloud: CloudId): string => simulator.endpoint(cloud, { run: 'sign-in' });
  const { domain, user, password, project: name } = accounts.huawei;
  const huawei = (cloud: CloudId): CredentialSource =>
    huaweiIam({ endpoint: signIn(cloud), domain, user, password, project: { name } });
  const { projectId: memberOf, project: _, ...member } = accounts.openstack;
  const { refreshToken } = accounts.horizon;
  const tokenUrl = `${signIn('horizon')}/csp/gateway/am/api/auth/api-tokens/authorize`;
  const projectId = '0b7f3e5d9a1c4826b4e0c8d2f6a19357';
  return {
    horizon: {
      params: { imageId: '64f1c29e8b0d4a6e91f3a7b2', versionId: '650a3d1f7c2e9b5840d6e1c8' },
      credentials: horizonToken({ tokenUrl, refreshToken }),
    },
    zstack: {
      params: { vmInstanceUuid: '4d3b1a9c6e2f48c7a5b0d9e8f7c61234' },
      credentials: zstackAccount({ endpoint: signIn('zstack'), ...accounts.zstack }),
    },
    'huawei-workspace': { params: { projectId }, credentials: huawei('huawei-workspace') },
    hostway: { params: { accountId: '104729' }, credentials: hostwayBasic(credentials.hostway) },
    'huawei-cloud-phone': { params: { projectId }, credentials: huawei('huawei-cloud-phone') },
    openstack: {
      params: {},
      credentials: openstackKeystone({ endpoint: `${signIn('openstack')}/v3`, ...member, project: { id: memberOf } }),
    },
  };
}
