import type { Incomplete, TotalKind } from '../catalog/query.js';
import type { Unsuitable, Unusable } from '../catalog/suitability.js';
import type { ErrorKind } from '../providers/errors.js';
import type { SortDirection } from '../providers/provider.js';
import { named, orderOf, type Formats, type ValueOrder } from './format.js';

/** Names of image fields and filters. Filters without a name here keep the vendor's name. */
const fields: Record<string, string> = {
  name: 'Name',
  id: 'ID',
  description: 'Description',
  status: 'Status',
  os: 'System',
  architecture: 'Architecture',
  visibility: 'Visibility',
  format: 'Format',
  sizeBytes: 'Size',
  minDiskBytes: 'Minimum disk',
  minMemoryBytes: 'Minimum memory',
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
  'os-hidden': 'Hidden',
  owner: 'Owner',
  protected: 'Protected',
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

/** An error kind, or a special case with its own message. */
export type Failure = ErrorKind | 'offline' | 'sign-in';

/** What went wrong, and what users can do about it. */
const errors: Record<Failure, readonly [title: string, advice: string]> = {
  credentials: ['Your sign-in to the cloud has expired or is not valid.', 'Sign in again to see the images.'],
  forbidden: ['You are not allowed to see these images.', 'Ask your administrator for access.'],
  'not-found': ['The cloud does not know this project or address.', 'Contact the administrator of this page.'],
  'bad-request': ['The cloud rejected the request.', 'Contact the administrator of this page.'],
  'rate-limited': ['The cloud is receiving too many requests.', 'Wait a moment, then try again.'],
  unavailable: ['The cloud cannot answer at the moment.', 'Try again in a while.'],
  network: [
    'The cloud cannot be reached.',
    'Check your connection. If it works, the cloud may not accept requests from this page (CORS).',
  ],
  offline: ['You are offline.', 'The images come back with your connection.'],
  timeout: ['The cloud takes too long to answer.', 'Try again in a while.'],
  'sign-in': ['Signing in to the cloud takes too long.', 'Sign in again, or try again in a while.'],
  malformed: ['The cloud’s answer could not be understood.', 'Try again, or contact the administrator of this page.'],
};

/** Names of sort orders. */
const orders: Record<ValueOrder, Record<SortDirection, string>> = {
  time: { desc: 'newest first', asc: 'oldest first' },
  size: { desc: 'largest first', asc: 'smallest first' },
  text: { desc: 'Z to A', asc: 'A to Z' },
};

const fieldOf = (field: string): string => named(fields, field);

/** The English messages of the elements. */
export const en = ({ number, plural, list, bytes, duration }: Formats) => {
  const images = (count: number): string => plural(count, { one: '# image', other: '# images' });
  return {
    label: 'Image',
    search: 'Search images',
    clearText: 'Clear search',
    searchPlaceholder: 'Name, id, system…',
    any: 'All',
    choose: 'Choose an image…',
    close: 'Close',
    open: 'Show images',
    clear: 'Clear',
    clearSearch: 'Clear search and filters',
    filters: 'Filters',
    filtersActive: (count: number): string => `Filters, ${number(count)} active`,
    show: (images: string): string => `Show ${images}`,
    clearAll: 'Clear all',
    field: fieldOf,
    value: (value: string): string => named(values, value),
    sortBy: (field: string): string => `Sort by ${fieldOf(field).toLowerCase()}`,
    sort: 'Sort',
    cloudOrder: 'Default order',
    sortOption: (field: string, direction: SortDirection): string =>
      `${fieldOf(field)}: ${orders[orderOf(field)][direction]}`,
    sorted: (direction: SortDirection): string => (direction === 'asc' ? 'ascending' : 'descending'),
    removeFilter: (label: string): string => `Remove filter ${label}`,
    onlyFitting: 'Only selectable images',
    onlyChosen: 'Only selected images',

    loading: 'Loading images…',
    slow: 'The cloud is taking longer than usual…',
    searching: (loaded: number, expected?: number): string =>
      expected === undefined ? `${images(loaded)} read…` : `${number(loaded)} of about ${images(expected)} read…`,
    stop: 'Stop',
    reload: 'Reload',
    loadedAt: (time: string): string => `as of ${time}`,
    retry: 'Try again',
    signIn: 'Sign in again',
    resume: 'Continue',
    lookAgain: 'Check again',
    copyForSupport: 'Copy for support',
    notLoaded: 'This part of the page could not be loaded.',
    unconfigured: (missing: readonly string[]): string => `This field is not set up yet. Missing: ${list(missing)}.`,
    empty: 'The cloud has no images here.',
    noMatch: 'No images match.',
    noMatchFor: (text: string): string => `No images match “${text}”.`,
    without: (filter: string, count: number): string =>
      plural(count, { one: `Without “${filter}” there is #.`, other: `Without “${filter}” there are #.` }),
    deletedHidden: (count: number): string =>
      plural(count, { one: '# deleted image is hidden.', other: '# deleted images are hidden.' }),
    showDeleted: 'Show deleted images',
    nothingYet: 'Nothing found so far.',
    noneReadable: 'The images here cannot be read.',
    unreadable: (count: number): string =>
      plural(count, {
        one: '# image could not be read and is not shown.',
        other: '# images could not be read and are not shown.',
      }),
    incomplete: (incomplete: Incomplete, loaded: number, expected?: number): string => {
      const searched = `Searched ${expected === undefined ? images(loaded) : `${number(loaded)} of about ${images(expected)}`}.`;
      switch (incomplete.reason) {
        case 'failed': {
          const pages = { one: '# page could not be loaded', other: '# pages could not be loaded' };
          return `${plural(incomplete.pages, pages)}, so images may be missing. ${errors[incomplete.error.kind][0]}`;
        }
        case 'stopped':
          return loaded > 0 ? `Stopped. ${searched}` : 'Stopped.';
        case 'limit':
          return searched;
        case 'ceiling':
          return `The cloud lists only the first ${images(loaded)}. Filters reach the others.`;
        case 'changed':
          return 'The list changed while it was being read. Reload to be sure that nothing is missing.';
        case 'missing':
          return expected === undefined
            ? `The cloud has sent ${images(loaded)}, and may have more.`
            : `The cloud says that it has about ${images(expected)}, but has sent ${number(loaded)}.`;
      }
    },
    errorTitle: (kind: Failure): string => errors[kind][0],
    errorAdvice: (kind: Failure): string => errors[kind][1],
    requestId: (id: string): string => `Request ${id}`,
    retryAfter: (seconds: number): string => `The cloud asks to wait ${duration(seconds)}.`,

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
    copyId: 'Copy ID',
    copied: 'Copied',
    problem: 'Problem',
    history: 'History',
    everything: 'Raw response',
  };
};

/** The messages of a language. */
export type Messages = ReturnType<typeof en>;
