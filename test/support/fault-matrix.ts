import type { CloudId } from '../../simulator/index.js';
import type { ErrorKind } from '../../src/providers/errors.js';
import { cloudIds, counted, factsOf } from '../clouds/index.js';

// Everything that can go wrong with a cloud, and what a person meets then. test/browser/faults.chromium.ts holds it against each
// cloud in a browser; docs/faults.md is made from it.

const paged = cloudIds.filter((cloud) => factsOf(cloud).pages);

export interface Outcome {
  readonly state: 'ready' | ErrorKind;
  /** Requests that the field makes until it gives up or is ready; absent where that depends on the size of a cloud's pages. */
  readonly requests?: number;
  /** Images that it counts on, where it has an answer, and how far the number can be relied on. */
  readonly found?: string;
  /** What it says about it. */
  readonly says: string;
}

export interface Fault {
  readonly name: string;
  /** Of the simulator; absent where nothing listens at the address. */
  readonly options?: Readonly<Record<string, string | number>>;
  /** A list of several pages, all of which are read: of each cloud that has pages, or of those that say a total. */
  readonly pages?: true | 'counted';
  readonly outcome: Outcome;
  /** Where a cloud says more than the fault itself. */
  readonly except?: Readonly<Partial<Record<CloudId, Outcome>>>;
}

/** The clouds that a fault is tried with. */
export const cloudsOf = ({ pages }: Fault): readonly CloudId[] =>
  pages === 'counted' ? counted.map(([cloud]) => cloud) : pages ? paged : cloudIds;

export const outcomeOf = ({ outcome, except }: Fault, cloud: CloudId): Outcome => except?.[cloud] ?? outcome;

const titles: Readonly<Record<ErrorKind, string>> = {
  credentials: 'Your sign-in to the cloud has expired or is not valid.',
  forbidden: 'You are not allowed to see these images.',
  'not-found': 'The cloud does not know this project or address.',
  'bad-request': 'The cloud rejected the request.',
  'rate-limited': 'The cloud is receiving too many requests.',
  unavailable: 'The cloud cannot answer at the moment.',
  network: 'The cloud cannot be reached.',
  timeout: 'The cloud takes too long to answer.',
  malformed: 'The cloud’s answer could not be understood.',
};

const failed = (state: ErrorKind, requests = 1, says = titles[state]): Outcome => ({ state, requests, says });

/** Safe to ask again: three times in all. */
const insisted = (state: ErrorKind): Outcome => failed(state, 3);

const shown = (says = '', found = '12 images', requests = 1): Outcome => ({ state: 'ready', requests, found, says });

const read = (found: string, says = ''): Outcome => ({ state: 'ready', found, says });

const unreadable = '12 images could not be read and are not shown.';

export const faults: readonly Fault[] = [
  { name: 'Connection refused', outcome: insisted('network') },
  { name: 'Connection reset before the response', options: { fail: 'reset' }, outcome: insisted('network') },
  { name: 'Connection reset in the body', options: { fail: 'reset-body' }, outcome: insisted('network') },
  { name: 'Redirect to another path', options: { fail: 'redirect' }, outcome: insisted('network') },
  { name: 'Redirect to another host', options: { fail: 'redirect-away' }, outcome: insisted('network') },
  { name: 'Headers never arrive', options: { fail: 'hang' }, outcome: failed('timeout') },
  { name: 'A slow body that never ends', options: { fail: 'drip' }, outcome: failed('timeout') },
  { name: '200 with truncated JSON', options: { fail: 'truncated' }, outcome: failed('malformed') },
  { name: '200 with HTML', options: { fail: 'html' }, outcome: failed('malformed') },
  { name: '200 with plain text', options: { fail: 'text' }, outcome: failed('malformed') },
  { name: '200 with an empty body', options: { fail: 'empty' }, outcome: failed('malformed') },
  { name: '200 with a list in place of an object', options: { fail: 'wrong-root' }, outcome: failed('malformed') },
  { name: '200 with an object in place of the list', options: { fail: 'wrong-shape' }, outcome: failed('malformed') },
  { name: '204', options: { fail: 'no-content' }, outcome: failed('malformed') },
  { name: 'A wrong content type', options: { fail: 'wrong-type' }, outcome: shown() },
  { name: 'A cacheable response', options: { cache: 'max-age=600' }, outcome: shown() },
  { name: 'A body of 50 MB', options: { fail: 'large' }, outcome: shown() },
  { name: 'A row nested 6,000 deep', options: { fail: 'nested' }, outcome: shown() },
  { name: 'Rows with the same id', options: { duplicates: 3 }, outcome: shown() },
  {
    name: 'One row that cannot be read',
    options: { 'bad-rows': 1 },
    outcome: shown('1 image could not be read and is not shown.'),
  },
  { name: 'No row that can be read', options: { fail: 'unreadable' }, outcome: shown(unreadable, '0 images') },
  { name: 'Rows without ids', options: { fail: 'no-ids' }, outcome: shown(unreadable, '0 images') },
  { name: '400', options: { fail: 400 }, outcome: failed('bad-request') },
  { name: '401 once', options: { fail: 401, times: 1 }, outcome: shown('', '12 images', 2) },
  { name: '401 every time', options: { fail: 401 }, outcome: failed('credentials', 2) },
  { name: '403', options: { fail: 403 }, outcome: failed('forbidden') },
  {
    name: '404',
    options: { fail: 404 },
    outcome: failed('not-found'),
    except: { horizon: shown('Copies are not found for versionId and imageId', '0 images') },
  },
  { name: '405', options: { fail: 405 }, outcome: failed('bad-request') },
  { name: '408', options: { fail: 408 }, outcome: insisted('timeout') },
  {
    name: '429 with seconds',
    options: { fail: 429, 'retry-after': 60 },
    outcome: failed('rate-limited', 1, 'Try again in 60 seconds.'),
  },
  {
    name: '429 with a distant date',
    options: { fail: 429, 'retry-after': 'Fri, 31 Dec 2049 23:59:59 GMT' },
    outcome: failed('rate-limited'),
  },
  {
    name: '429 with an invalid time',
    options: { fail: 429, 'retry-after': 'soon' },
    outcome: insisted('rate-limited'),
  },
  { name: '429 without a time', options: { fail: 429 }, outcome: insisted('rate-limited') },
  { name: '500', options: { fail: 500 }, outcome: failed('unavailable') },
  { name: '502', options: { fail: 502 }, outcome: insisted('unavailable') },
  { name: '503', options: { fail: 503 }, outcome: insisted('unavailable'), except: { zstack: failed('unavailable') } },
  {
    name: '503 once',
    options: { fail: 503, times: 1 },
    outcome: shown('', '12 images', 2),
    except: { zstack: failed('unavailable') },
  },
  { name: '504', options: { fail: 504 }, outcome: insisted('unavailable') },
  {
    name: 'A business error',
    options: { fail: 'business' },
    outcome: failed('bad-request'),
    except: {
      zstack: failed('unavailable'),
      hostway: failed('forbidden'),
      'huawei-cloud-phone': failed('forbidden'),
      openstack: failed('forbidden'),
    },
  },
  {
    name: 'One page of several fails',
    options: { fail: 500, pages: '3' },
    pages: true,
    outcome: read('fewer than 1,000 images, and maybe more', '1 page could not be loaded, so images may be missing.'),
  },
  {
    name: 'A total that grows from page to page',
    options: { total: 'growing' },
    pages: 'counted',
    outcome: read('1,000 images, and maybe more', 'The list changed while it was being read.'),
  },
  {
    name: 'A total that shrinks from page to page',
    options: { total: 'shrinking' },
    pages: 'counted',
    outcome: read('1,000 images, and maybe more', 'The list changed while it was being read.'),
  },
  {
    name: 'A total far too large',
    options: { total: 'huge' },
    pages: 'counted',
    outcome: read('1,000 images, and maybe more', 'but has sent 1,000.'),
    // Its count of pages is believed.
    except: { horizon: read('1,000 images') },
  },
  { name: 'No total', options: { total: 'absent' }, pages: 'counted', outcome: read('1,000 images') },
  {
    name: 'Every page is the first one',
    options: { 'repeat-pages': 1 },
    pages: true,
    outcome: read(
      'fewer than 1,000 images, and maybe more',
      'The cloud says that it has about 1,000 images, but has sent',
    ),
    except: {
      openstack: read('fewer than 1,000 images, and maybe more', 'The cloud has sent'),
    },
  },
  {
    name: 'An empty page before the end',
    options: { 'empty-pages': '2' },
    pages: true,
    outcome: read(
      'fewer than 1,000 images, and maybe more',
      'The cloud says that it has about 1,000 images, but has sent',
    ),
    // The links lead around it, to the end.
    except: { openstack: read('fewer than 1,000 images') },
  },
  { name: 'Pages shorter than requested', options: { 'short-pages': 40 }, pages: true, outcome: read('1,000 images') },
];
