import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { accounts } from '../../simulator/index.js';
import { createProxy, zstackAccount } from '../../src/proxy/index.js';

// Started by store.test.ts several times at once: one instance of a portal, which asks once, and prints the status.

const [, , redis = '', endpoint = ''] = process.argv;
const adapter = new KeyvRedis<string>(redis);
const proxy = createProxy({
  upstreams: {
    vms: { provider: 'zstack', endpoint, credentials: zstackAccount({ endpoint, ...accounts.zstack }) },
  },
  authorize: () => true,
  store: new Keyv<string>({ store: adapter }),
  storeKey: 'a key of the configuration, of 32 characters and more',
});
const response = await proxy(new Request('http://portal/vms/zstack/v1/vm-instances/a/image-candidates'));
await response.text();
await proxy.close();
await adapter.disconnect();
process.stdout.write(String(response.status));
