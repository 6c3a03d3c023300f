import { createProxy, huaweiIam, openstackKeystone, type CloudProxy } from 'cloud-image-picker/proxy';
import { accounts, startSimulator } from 'cloud-image-picker/simulator';

/** Signs in to two simulated clouds. */
async function makeProxy(): Promise<CloudProxy> {
  const { endpoint } = await startSimulator();
  const { huawei, openstack } = accounts;
  return createProxy({
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
}

// Not before the first request: `next build` loads this module, too.
let proxy: Promise<CloudProxy> | undefined;

export const dynamic = 'force-dynamic';
export const GET = async (request: Request): Promise<Response> => (await (proxy ??= makeProxy()))(request);
