import type { CloudId } from '../credentials.js';
import horizon from './horizon.json' with { type: 'json' };
import hostway from './hostway.json' with { type: 'json' };
import huaweiCloudPhone from './huawei-cloud-phone.json' with { type: 'json' };
import huaweiWorkspace from './huawei-workspace.json' with { type: 'json' };
import zstack from './zstack.json' with { type: 'json' };

/** The example of each vendor's document, its oddities included. */
export const examples: Readonly<Record<CloudId, unknown>> = {
  horizon,
  zstack,
  'huawei-workspace': huaweiWorkspace,
  hostway,
  'huawei-cloud-phone': huaweiCloudPhone,
};
