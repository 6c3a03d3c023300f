import type { TotalKind } from '../catalog/query.js';
import type { Unsuitable, Unusable } from '../catalog/suitability.js';
import type { SortDirection } from '../providers/provider.js';
import { named, orderOf, type Formats, type ValueOrder } from './format.js';

/** Names of columns and filters. Filters without a name here keep the vendor's name. */
export const fields: Record<string, string> = {
  name: 'Name',
  id: 'ID',
  status: 'Status',
  os: 'System',
  architecture: 'Architecture',
  visibility: 'Visibility',
  format: 'Format',
  sizeBytes: 'Size',
  createdAt: 'Created',
  updatedAt: 'Updated',
  location: 'Location',
  'gpu-type': 'GPU',
  requirements: 'Needs',
  'image-name': 'Exact name',
  'image-version': 'Version',
  'media-type': 'Media',
  'multi-session': 'Multi-session',
  platform: 'Platform',
  'provider-label': 'Provider',
  state: 'State',
  type: 'Type',
  'os-hidden': 'Hidden',
  owner: 'Owner',
  tag: 'Tag',
};

const values: Record<string, string> = {
  ready: 'Ready',
  pending: 'In progress',
  disabled: 'Disabled',
  failed: 'Failed',
  deleted: 'Deleted',
  unknown: 'Unknown',
  windows: 'Windows',
  linux: 'Linux',
  android: 'Android',
  other: 'Other',
  gold: 'Public',
  public: 'Public',
  private: 'Private',
  share: 'Shared',
  RootVolumeTemplate: 'Root volume',
  DataVolumeTemplate: 'Data volume',
  PUBLISHED: 'Published',
  UNPUBLISHED: 'Unpublished',
  PARTIALLY_PUBLISHED: 'Partially published',
  NOT_READY: 'Not ready',
  AZURE: 'Azure',
  VSPHERE: 'vSphere',
  ZEROCLOUD: 'ZeroCloud',
  NONE: 'None',
  BASE: 'Base',
  SERVER: 'Server',
  shared: 'Shared',
  community: 'Community',
  true: 'Yes',
  false: 'No',
};

/** Names of sort orders. */
const orders: Record<ValueOrder, Record<SortDirection, string>> = {
  time: { desc: 'newest first', asc: 'oldest first' },
  size: { desc: 'largest first', asc: 'smallest first' },
  text: { desc: 'Z to A', asc: 'A to Z' },
};

const fieldOf = (field: string): string => named(fields, field);

/** A number of images. */
export const imagesIn =
  ({ plural }: Formats) =>
  (count: number): string =>
    plural(count, { one: '# image', other: '# images' });

/** The English messages of the elements, except those of parts that load later. */
export const en = (formats: Formats) => {
  const { number, list, bytes } = formats;
  const images = imagesIn(formats);
  return {
    label: 'Image',
    search: 'Search images',
    clearText: 'Clear search',
    searchPlaceholder: 'Name, id, system…',
    any: 'All',
    choose: 'Choose an image…',
    open: 'Show images',
    clear: 'Clear',
    filters: 'Filters',
    filtersActive: (count: number): string => `Filters, ${number(count)} active`,
    clearAll: 'Clear all',
    field: fieldOf,
    value: (value: string): string => named(values, value),
    sortBy: (field: string): string => `Sort by ${fieldOf(field).toLowerCase()}`,
    sort: 'Sort',
    cloudOrder: 'Default order',
    sortOption: (field: string, direction: SortDirection): string =>
      `${fieldOf(field)}: ${orders[orderOf(field)][direction]}`,
    sorted: (direction: SortDirection): string => (direction === 'asc' ? 'ascending' : 'descending'),
    onlyFitting: 'Only selectable images',

    loading: 'Loading images…',
    slow: 'The cloud is taking longer than usual…',
    searching: (loaded: number, expected?: number): string =>
      expected === undefined ? `${images(loaded)} read…` : `${number(loaded)} of about ${images(expected)} read…`,
    stop: 'Stop',
    reload: 'Reload',
    loadedAt: (time: string): string => `as of ${time}`,
    retry: 'Try again',
    notLoaded: 'This part of the page could not be loaded.',
    unconfigured: (missing: readonly string[]): string => `This field is not set up yet. Missing: ${list(missing)}.`,

    range: (from: number, to: number, total: string): string => `${number(from)}–${number(to)} of ${total}`,
    total: (total: number, kind: TotalKind): string =>
      kind === 'exact' ? number(total) : kind === 'estimate' ? `about ${number(total)}` : `${number(total)} or more`,
    images: (total: number, kind: TotalKind, all?: number): string => {
      if (all !== undefined) return `${number(total)} of ${images(all)}`;
      return kind === 'exact'
        ? images(total)
        : kind === 'estimate'
          ? `about ${images(total)}`
          : `${images(total)} or more`;
    },
    found: (total: string): string => `Images found: ${total}`,
    page: (page: number, pages?: number): string =>
      pages === undefined ? `Page ${number(page)}` : `Page ${number(page)} of ${number(pages)}`,
    pages: 'Pages',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    more: 'Show more images',

    chosen: (count: number): string => `${number(count)} selected`,
    chosenImage: 'Selected',
    nothingChosen: 'No image selected',
    selectAll: (count: number): string => `Select all ${number(count)}`,
    remove: (name: string): string => `Remove ${name}`,
    gone: 'no longer in the cloud',
    unsuitable: ({ lacks, needs, available }: Unsuitable): string =>
      `Needs ${bytes(needs)} ${lacks}, ${bytes(available)} available`,
    unusable: (status: Unusable): string =>
      ({
        pending: 'Not ready yet',
        disabled: 'Disabled, so it cannot be used',
        failed: 'Failed, so it cannot be used',
        deleted: 'Deleted, so it cannot be used',
      })[status],
    notSelectable: 'Cannot be selected',
    requirements: (disk?: string, memory?: string): string =>
      [disk, memory && `${memory} memory`].filter(Boolean).join(', '),
    required: 'Choose an image.',
    requiredGone: 'The chosen image is no longer in the cloud. Choose another one.',
    requiredUnusable: 'The chosen image cannot be used. Choose another one.',

    details: 'Details',
    copied: 'Copied',
  };
};
