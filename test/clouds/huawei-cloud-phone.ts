import { more, type CloudFacts } from './facts.js';
import { huawei, project } from './huawei.js';

export const huaweiCloudPhone = {
  ...huawei,
  tag: 'cloud-phone-images',
  path: `/v1/${project}/cloud-phone/images`,
  headers: {},
  listKey: 'image_infos',
  rootKeys: ['image_infos', 'total'],
  idKey: 'image_id',
  size: { key: 'image_size', unit: 1 },
  pages: { max: 100, total: 'total' },
  statuses: { ready: [[1]], pending: [[0]], failed: [[2]] },
  fullest: ['forbidden', 403, 'CPS.0001', /^No permission to request resources$/],
  row: (say) => ({
    image_id: say(),
    domain_id: say(),
    image_name: say(),
    update_time: say(),
    create_time: say(),
    image_size: say(),
    project_id: say(),
    image_version: say(),
    image_type: say(),
    status: say(),
    src_project_id: say(),
    ...more(say),
  }),
  list: (rows, say) => ({ image_infos: rows, total: rows.length, request_id: say(), ...more(say) }),
} as const satisfies CloudFacts;
