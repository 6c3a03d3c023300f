import { decode } from './query.js';

export const faultKinds = [
  ...(['400', '401', '403', '404', '405', '408', '429', '500', '502', '503', '504'] as const),
  ...(['business', 'html', 'text', 'empty', 'truncated', 'wrong-shape', 'reset', 'hang', 'drip', 'redirect'] as const),
] as const;

/**
 * What goes wrong: a status, answered in the cloud's own words, or
 *
 * - `business`: the cloud's fullest error body; for ZStack a 503 with nested causes, partly in Chinese
 * - `html`, `text`, `empty`: status 200 with such a body
 * - `truncated`: the page, cut off in the middle
 * - `wrong-shape`: status 200 with JSON in which the list is not a list
 * - `reset`: the connection breaks without an answer
 * - `hang`: no answer, ever
 * - `drip`: headers, then a byte now and then without end
 * - `redirect`: 302 to a path that does not exist
 */
export type FaultKind = (typeof faultKinds)[number];

/** What can be set in an address, after the cloud: `/zstack;size=500;latency=50-200/zstack/v1/…`. */
export interface Options {
  /** `run=ID`: groups the log and the breaches, and counts for itself. Letters, digits, dots, hyphens, underscores. */
  readonly run: string;
  /** `seed=N`: which catalogue of that size. Default 1. */
  readonly seed: number;
  /** `size=N`: how many images, up to 50,000. Default 12. */
  readonly size: number;
  /** `catalogue=example`: the example of the vendor's document, whatever is asked for, as the only page. */
  readonly example: boolean;
  /** `latency=MS` or `latency=MIN-MAX`: milliseconds before each answer. Default 0. */
  readonly latency: { readonly min: number; readonly max: number };
  /** `cors=on|off`: whether pages of other origins may read the answers. Default on. */
  readonly cors: boolean;
  /** `fail=KIND`: what goes wrong with every request, unless `times`, `pages` or `from` say otherwise. */
  readonly fail?: FaultKind | undefined;
  /** `times=N`: only the first N requests fail. */
  readonly times?: number | undefined;
  /** `pages=3,7`: only these pages fail, counted from 0. */
  readonly pages?: readonly number[] | undefined;
  /** `from=MS`: requests fail only later than this many milliseconds after the first one. */
  readonly from?: number | undefined;
  /** `retry-after=S`: the header of that name, on failures. */
  readonly retryAfter?: number | undefined;
  /** `expire-after=N`: the first token expires after N accepted requests; another valid one goes on working. */
  readonly expireAfter?: number | undefined;
  /** `session=S`: a token that a sign-in brings holds for S seconds. Default: as long as the vendor says. */
  readonly session?: number | undefined;
  /** `token=long`: a sign-in to Huawei brings a token of 40,000 characters. */
  readonly longToken: boolean;
  /** `total=N|short|absent|huge`: a wrong total, from the clouds that say one. `short` is 1, as in the Workspace document beside two images. */
  readonly total?: number | 'short' | 'absent' | 'huge' | undefined;
  /** `short-pages=N`: no page has more than N images, whatever is asked; none is lost. */
  readonly shortPages?: number | undefined;
  /** `filtered-pages=N`: every N-th image is counted, but left out of its page, as one that may not be seen. N is 2 or more. */
  readonly filteredPages?: number | undefined;
  /** `duplicates=N`: N images are listed twice, the second time further on. */
  readonly duplicates: number;
  /** `bad-rows=N`: N rows more that cannot be read; filters do not remove them. */
  readonly badRows: number;
  /** `odd=1`: unknown words, nulls, missing and extra keys, and each vendor's own peculiarities. */
  readonly odd: boolean;
  /** `vanish=K`: after the K-th request an image near the front is gone. */
  readonly vanish?: number | undefined;
  /** `appear=K`: after the K-th request there is a new image near the front. */
  readonly appear?: number | undefined;
}

const defaults: Options = {
  run: '',
  seed: 1,
  size: 12,
  example: false,
  latency: { min: 0, max: 0 },
  cors: true,
  longToken: false,
  duplicates: 0,
  badRows: 0,
  odd: false,
};

const largest = 50_000;

/** Reads one option; `undefined` where the value is not allowed. */
type Reader = (value: string) => Partial<Options> | undefined;

const readers: Readonly<Record<string, Reader>> = {
  run: (value) => (/^[\w.-]+$/.test(value) ? { run: value } : undefined),
  seed: whole(0, 0xffffffff, (seed) => ({ seed })),
  size: whole(0, largest, (size) => ({ size })),
  catalogue: word({ example: { example: true }, generated: { example: false } }),
  latency: (value) => {
    const [min, max = min] = value.split('-').map(count);
    return min === undefined || max === undefined || max < min ? undefined : { latency: { min, max } };
  },
  cors: word({ on: { cors: true }, off: { cors: false } }),
  fail: (value) => {
    const fail = faultKinds.find((kind) => kind === value);
    return fail && { fail };
  },
  times: whole(0, Infinity, (times) => ({ times })),
  pages: (value) => {
    const pages = value.split(',').map(count);
    return pages.every((page) => page !== undefined) ? { pages } : undefined;
  },
  from: whole(0, Infinity, (from) => ({ from })),
  'retry-after': whole(0, Infinity, (retryAfter) => ({ retryAfter })),
  'expire-after': whole(0, Infinity, (expireAfter) => ({ expireAfter })),
  session: whole(0, 86_400, (session) => ({ session })),
  token: word({ long: { longToken: true }, short: { longToken: false } }),
  total: (value) =>
    word({ short: { total: 'short' }, absent: { total: 'absent' }, huge: { total: 'huge' } })(value) ??
    whole(0, Infinity, (total) => ({ total }))(value),
  'short-pages': whole(1, Infinity, (shortPages) => ({ shortPages })),
  'filtered-pages': whole(2, Infinity, (filteredPages) => ({ filteredPages })),
  duplicates: whole(0, largest, (duplicates) => ({ duplicates })),
  'bad-rows': whole(0, largest, (badRows) => ({ badRows })),
  odd: word({ '1': { odd: true }, '0': { odd: false } }),
  vanish: whole(0, Infinity, (vanish) => ({ vanish })),
  appear: whole(0, Infinity, (appear) => ({ appear })),
};

/** A segment of an address, read. `problem` says what is wrong with its options, in words. */
export interface Target {
  readonly cloud: string;
  readonly options: Options;
  readonly problem?: string | undefined;
}

/** Reads `cloud;key=value;key=value`. */
export function readTarget(segment: string): Target {
  const [cloud = '', ...parts] = segment.split(';');
  let options = defaults;
  let problem: string | undefined;
  const seen = new Set<string>();
  for (const part of parts) {
    const at = part.indexOf('=');
    const key = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? '' : decode(part.slice(at + 1));
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const found = value === undefined ? undefined : read?.(value);
    if (!read) problem ??= `unknown option: ${key}. Known are ${Object.keys(readers).join(', ')}.`;
    else if (seen.has(key)) problem ??= `option given twice: ${key}`;
    else if (!found) problem ??= `option with a value that is not allowed: ${part}`;
    seen.add(key);
    options = { ...options, ...found };
  }
  return { cloud, options, problem };
}

/** Writes what `readTarget` reads. */
export function writeTarget(cloud: string, options: Readonly<Record<string, string | number>> = {}): string {
  return [cloud, ...Object.entries(options).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)].join(';');
}

function count(value: string): number | undefined {
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

function whole(min: number, max: number, use: (number: number) => Partial<Options>): Reader {
  return (value) => {
    const number = count(value);
    return number === undefined || number < min || number > max ? undefined : use(number);
  };
}

function word(words: Readonly<Record<string, Partial<Options>>>): Reader {
  return (value) => (Object.hasOwn(words, value) ? words[value] : undefined);
}
