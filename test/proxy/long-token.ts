import { accounts } from '../../simulator/index.js';
import { createProxy, huaweiIam } from '../../src/proxy/index.js';

// Started by sources.test.ts with and without room for long headers: prints the status, and the token's length or the reason.

const endpoint = process.argv[2] ?? '';
const { domain, user, password, projectId } = accounts.huawei;
let said = '';
let length = 0;
const proxy = createProxy({
  upstreams: {
    desktops: {
      provider: 'huawei-workspace',
      endpoint,
      params: { projectId },
      credentials: huaweiIam({ endpoint, domain, user, password, project: { id: projectId } }),
    },
  },
  authorize: () => true,
  fetch: (input, init) => {
    length = new Headers(init?.headers).get('X-Auth-Token')?.length ?? 0;
    return fetch(input, init);
  },
  log: (event) => {
    if (event.type === 'sign-in') said = event.reason ?? '';
  },
});
const response = await proxy(new Request('http://portal/desktops/v2/-/images'));
await response.text();
await proxy.close();
process.stdout.write(`${response.status} ${said || length}`);
