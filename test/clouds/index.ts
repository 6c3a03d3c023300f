import type { CloudId } from '../../simulator/index.js';
import type { CloudFacts } from './facts.js';
import { horizon } from './horizon.js';
import { hostway } from './hostway.js';
import { huaweiCloudPhone } from './huawei-cloud-phone.js';
import { huaweiWorkspace } from './huawei-workspace.js';
import { openstack } from './openstack.js';
import { zstack } from './zstack.js';

export { inTurn, type CloudFacts, type PickerTag, type Say, type StatusWords } from './facts.js';

/** In the order in which they are offered. */
export const clouds = {
  horizon,
  zstack,
  'huawei-workspace': huaweiWorkspace,
  hostway,
  'huawei-cloud-phone': huaweiCloudPhone,
  openstack,
} satisfies Record<CloudId, CloudFacts>;

/** The same, for those who ask for any of them. */
export const factsOf = (cloud: CloudId): CloudFacts => clouds[cloud];

export const cloudIds = Object.keys(clouds) as CloudId[];

/** The clouds whose lists come in pages and say how many images there are, with the images on a full page. */
export const counted: readonly (readonly [cloud: CloudId, max: number, total: string])[] = cloudIds.flatMap((cloud) => {
  const { max = 0, total } = factsOf(cloud).pages ?? {};
  return total === undefined ? [] : [[cloud, max, total] as const];
});
