import { more, type CloudFacts } from './facts.js';
import { huawei, project } from './huawei.js';

export const huaweiWorkspace = {
  ...huawei,
  tag: 'workspace-images',
  path: `/v2/${project}/images`,
  headers: { 'Content-Type': 'application/json' },
  listKey: 'images',
  rootKeys: ['images', 'total_count'],
  idKey: 'id',
  size: { key: 'min_disk', unit: 2 ** 30 },
  pages: { max: 100, total: 'total_count' },
  // Workspace has none.
  statuses: {},
  fullest: ['bad-request', 400, 'WKS.00000001', /Workspace is not subscribed/],
  row: (say) => ({
    id: say(),
    image_type: say(),
    os_type: say(),
    os_version: say(),
    disk_format: say(),
    name: say(),
    min_ram: say(),
    min_disk: say(),
    product_code: say(),
    architecture: say(),
    created_at: say(),
    ...more(say),
  }),
  list: (rows, say) => ({ images: rows, total_count: rows.length, ...more(say) }),
} as const satisfies CloudFacts;
