import { horizon } from './horizon.js';
import { hostway } from './hostway.js';
import { huaweiCloudPhone } from './huawei-cloud-phone.js';
import { huaweiWorkspace } from './huawei-workspace.js';
import { openstack } from './openstack.js';
import type { Provider } from './provider.js';
import { zstack } from './zstack.js';

const all: readonly Provider[] = [horizon, zstack, huaweiWorkspace, hostway, huaweiCloudPhone, openstack];

/** The built-in providers by ID, in display order. */
export const providers: ReadonlyMap<string, Provider> = new Map(all.map((provider) => [provider.id, provider]));

/** The provider with an id, or the object itself; `undefined` for an unknown id. */
export const providerOf = (given: string | Provider | undefined): Provider | undefined =>
  typeof given === 'string' ? providers.get(given) : given;
