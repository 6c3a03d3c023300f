import { fields } from './en.js';
import { named } from './format.js';

/** Names of image fields, of which only the details show the first ones. */
const detailFields: Record<string, string> = {
  description: 'Description',
  minDiskBytes: 'Minimum disk',
  minMemoryBytes: 'Minimum memory',
  organization: 'Organization',
  'asset-type': 'Asset type',
  'asset-details': 'Asset',
  'shared-by': 'Shared by project',
  project: 'Project',
  tenant: 'Tenant',
  'product-code': 'Product code',
  'stored-size': 'Size in the store',
  checksum: 'Checksum (MD5)',
  'source-address': 'Source',
  'system-image': 'System image',
  protected: 'Protected',
  ...fields,
};

/** The English messages of the filters and details panels. */
export const enPanels = {
  field: (field: string): string => named(detailFields, field),
  close: 'Close',
  show: (images: string): string => `Show ${images}`,
  copyId: 'Copy ID',
  problem: 'Problem',
  history: 'History',
  everything: 'Raw response',
};
