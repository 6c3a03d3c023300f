import { accounts } from '../../simulator/index.js';

const { domain, user, password, projectId } = accounts.huawei;

/** Below where the server listens. */
export const LIST = '/clouds/desktops/v2/-/images?limit=100&offset=0';

export const secrets = { IAM_PASSWORD: password };

/** A configuration in front of a Workspace, whose token service is at the same address. */
export const clouds = (endpoint: string, changes: object = {}, upstream: object = {}): Record<string, unknown> => ({
  listen: { port: 0 },
  admin: { port: 0 },
  authorize: 'everyone',
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint,
      params: { projectId },
      credentials: {
        type: 'huawei-iam',
        endpoint,
        domain,
        user,
        password: { env: 'IAM_PASSWORD' },
        project: { id: projectId },
      },
      ...upstream,
    },
  },
  ...changes,
});
