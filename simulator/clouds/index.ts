import type { CloudId } from '../credentials.js';
import type { Cloud } from './cloud.js';
import { horizon } from './horizon.js';
import { hostway } from './hostway.js';
import { huaweiCloudPhone } from './huawei-cloud-phone.js';
import { huaweiWorkspace } from './huawei-workspace.js';
import { openstack } from './openstack.js';
import { zstack } from './zstack.js';

/** The simulated clouds, by id. */
export const clouds: Readonly<Record<CloudId, Cloud>> = {
  horizon,
  zstack,
  'huawei-workspace': huaweiWorkspace,
  hostway,
  'huawei-cloud-phone': huaweiCloudPhone,
  openstack,
};
