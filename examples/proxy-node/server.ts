// node --max-http-header-size=131072 server.ts
import { createServer } from 'node:http';
import { createProxy, huaweiIam } from 'cloud-image-picker/proxy';
import { nodeListener } from 'cloud-image-picker/proxy/node';

const { WORKSPACE = '', IAM = '', IAM_DOMAIN = '', IAM_USER = '', IAM_PASSWORD = '', PROJECT_ID = '' } = process.env;

const proxy = createProxy({
  basePath: '/clouds',
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint: WORKSPACE,
      params: { projectId: PROJECT_ID },
      credentials: huaweiIam({
        endpoint: IAM,
        domain: IAM_DOMAIN,
        user: IAM_USER,
        password: IAM_PASSWORD,
        project: { id: PROJECT_ID },
      }),
    },
  },
  // Here: whoever is signed in to the portal.
  authorize: (request) => request.headers.get('Cookie') === 'session=valid',
});

const server = createServer(nodeListener(proxy));
server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');

process.once('SIGTERM', () => {
  server.close();
  void proxy.close({ drain: 10_000 });
});
