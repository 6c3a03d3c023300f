import { decode } from './query.js';

/** Faults with status 200 in which the body, or the rows of its list, are wrong. */
export const bodyFaultKinds = [
  ...(['html', 'text', 'empty', 'truncated', 'wrong-shape', 'wrong-root', 'wrong-type'] as const),
  ...(['unreadable', 'no-ids', 'nested', 'large'] as const),
] as const;
export type BodyFaultKind = (typeof bodyFaultKinds)[number];

export const faultKinds = [
  ...(['400', '401', '403', '404', '405', '408', '429', '500', '502', '503', '504'] as const),
  ...(['business', 'no-content', 'reset', 'reset-body', 'hang', 'drip', 'redirect', 'redirect-away'] as const),
  ...bodyFaultKinds,
] as const;

/**
 * A fault: a status, with the cloud's own error message, or
 *
 * - `business`: the cloud's fullest error body; for ZStack a 503 with nested causes, partly in Chinese
 * - `html`, `text`, `empty`: status 200 with such a body
 * - `no-content`: status 204
 * - `truncated`: the page, cut off in the middle
 * - `wrong-shape`, `wrong-root`: status 200 with JSON in which the list is not a list, or that is not an object
 * - `wrong-type`: the page as `text/html`
 * - `unreadable`, `no-ids`, `nested`: the page, but its rows are not objects, have no ids, or one contains 6,000 nested
 *   objects
 * - `large`: the page, with 50 MB in addition to its list
 * - `reset`, `reset-body`: the connection breaks without a response, or in the middle of the page
 * - `hang`: never a response
 * - `drip`: headers, then single bytes without end
 * - `redirect`, `redirect-away`: 302 to a path that does not exist, or to another host
 */
export type FaultKind = (typeof faultKinds)[number];

const wrongTotals = ['short', 'absent', 'huge', 'growing', 'shrinking'] as const;
export type WrongTotal = (typeof wrongTotals)[number];

/** The options in an address, after the cloud: `/zstack;size=500;latency=50-200/zstack/v1/…`. */
export interface Options {
  /** `run=ID`: groups the log and the breaches, and has its own counts. Letters, digits, dots, hyphens, underscores. */
  readonly run: string;
  /** `seed=N`: which catalogue of that size. Default 1. */
  readonly seed: number;
  /** `size=N`: how many images, up to 50,000. Default 12. */
  readonly size: number;
  /** `catalogue=example`: the example of the vendor's document as the only page, whatever is requested. */
  readonly example: boolean;
  /** `latency=MS` or `latency=MIN-MAX`: milliseconds before each response. Default 0. */
  readonly latency: { readonly min: number; readonly max: number };
  /** `cors=on|off`: whether pages of other origins may read the responses. Default on. */
  readonly cors: boolean;
  /** `fail=KIND`: the fault of every request, unless `times`, `pages` or `from` limit it. */
  readonly fail?: FaultKind | undefined;
  /** `times=N`: only the first N requests fail. */
  readonly times?: number | undefined;
  /** `pages=3,7`: only these pages fail, counted from 0. */
  readonly pages?: readonly number[] | undefined;
  /** `from=MS`: requests fail only after this many milliseconds from the first one. */
  readonly from?: number | undefined;
  /** `retry-after=TEXT`: the header of that name, on failures: seconds, a date, or anything else. */
  readonly retryAfter?: string | undefined;
  /** `cache=TEXT`: the header `Cache-Control` of every response, for example `max-age=60`. */
  readonly cache?: string | undefined;
  /** `last-modified=TEXT`: the header of that name, on every response. From its age, a browser estimates how long it may cache it. */
  readonly lastModified?: string | undefined;
  /** `expire-after=N`: the first token expires after N accepted requests; another valid one continues to work. */
  readonly expireAfter?: number | undefined;
  /** `session=S`: a token from a sign-in is valid for S seconds. Default: as the vendor documents. */
  readonly session?: number | undefined;
  /** `token=long`: a sign-in to Huawei returns a token of 40,000 characters. */
  readonly longToken: boolean;
  /**
   * `total=N|short|absent|huge|growing|shrinking`: a wrong total, from the clouds that return one. `short` is 1, as in the Workspace
   * document with two images; `growing` and `shrinking` change by one with each page.
   */
  readonly total?: number | WrongTotal | undefined;
  /** `short-pages=N`: no page has more than N images, whatever is requested; no image is lost. */
  readonly shortPages?: number | undefined;
  /** `filtered-pages=N`: every N-th image is counted, but omitted from its page, like one that users may not see. N is 2 or more. */
  readonly filteredPages?: number | undefined;
  /** `empty-pages=1,2`: these pages are empty, counted from 0. */
  readonly emptyPages?: readonly number[] | undefined;
  /** `repeat-pages=1`: every page is the first one. */
  readonly repeatPages: boolean;
  /** `duplicates=N`: N images are listed twice, the second time further on. */
  readonly duplicates: number;
  /** `bad-rows=N`: N additional rows that cannot be read; filters do not remove them. */
  readonly badRows: number;
  /** `odd=1`: unknown words, nulls, missing and extra keys, and each vendor's own peculiarities. */
  readonly odd: boolean;
  /** `newer=off`: only what the vendor's document describes; additions of newer versions are rejected, and not sent. Default on. */
  readonly newer: boolean;
  /** `vanish=K`: after the K-th request, an image near the front is gone. */
  readonly vanish?: number | undefined;
  /** `appear=K`: after the K-th request, there is a new image near the front. */
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
  repeatPages: false,
  duplicates: 0,
  badRows: 0,
  odd: false,
  newer: true,
};

/** The same options without any faults. */
export function repaired({ run, seed, size, example, latency, cors, longToken, odd }: Options): Options {
  return { ...defaults, run, seed, size, example, latency, cors, longToken, odd };
}

const maxSize = 50_000;

/** Parses one option; `undefined` if the value is not allowed. */
type OptionReader = (value: string) => Partial<Options> | undefined;

const readers: Readonly<Record<string, OptionReader>> = {
  run: (value) => (/^[\w.-]+$/.test(value) ? { run: value } : undefined),
  seed: integerOption(0, 0xffffffff, (seed) => ({ seed })),
  size: integerOption(0, maxSize, (size) => ({ size })),
  catalogue: wordOption({ example: { example: true }, generated: { example: false } }),
  latency: (value) => {
    const [min, max = min] = value.split('-').map(parseCount);
    return min === undefined || max === undefined || max < min ? undefined : { latency: { min, max } };
  },
  cors: wordOption({ on: { cors: true }, off: { cors: false } }),
  fail: (value) => {
    const fail = faultKinds.find((kind) => kind === value);
    return fail && { fail };
  },
  times: integerOption(0, Infinity, (times) => ({ times })),
  pages: listOption((pages) => ({ pages })),
  from: integerOption(0, Infinity, (from) => ({ from })),
  'retry-after': (retryAfter) => (isHeader(retryAfter) ? { retryAfter } : undefined),
  cache: (cache) => (isHeader(cache) ? { cache } : undefined),
  'last-modified': (lastModified) => (isHeader(lastModified) ? { lastModified } : undefined),
  'expire-after': integerOption(0, Infinity, (expireAfter) => ({ expireAfter })),
  session: integerOption(0, 86_400, (session) => ({ session })),
  token: wordOption({ long: { longToken: true }, short: { longToken: false } }),
  total: (value) =>
    wrongTotals.filter((total) => total === value).map((total) => ({ total }))[0] ??
    integerOption(0, Infinity, (total) => ({ total }))(value),
  'short-pages': integerOption(1, Infinity, (shortPages) => ({ shortPages })),
  'filtered-pages': integerOption(2, Infinity, (filteredPages) => ({ filteredPages })),
  'empty-pages': listOption((emptyPages) => ({ emptyPages })),
  'repeat-pages': wordOption({ '1': { repeatPages: true }, '0': { repeatPages: false } }),
  duplicates: integerOption(0, maxSize, (duplicates) => ({ duplicates })),
  'bad-rows': integerOption(0, maxSize, (badRows) => ({ badRows })),
  odd: wordOption({ '1': { odd: true }, '0': { odd: false } }),
  newer: wordOption({ on: { newer: true }, off: { newer: false } }),
  vanish: integerOption(0, Infinity, (vanish) => ({ vanish })),
  appear: integerOption(0, Infinity, (appear) => ({ appear })),
};

/** A parsed address segment. `problem` is the first mistake in its options. */
export interface Target {
  readonly cloud: string;
  readonly options: Options;
  readonly problem?: string | undefined;
}

/** Parses `cloud;key=value;key=value`. */
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

/** The inverse of `readTarget`. */
export function writeTarget(cloud: string, options: Readonly<Record<string, string | number>> = {}): string {
  return [cloud, ...Object.entries(options).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)].join(';');
}

function parseCount(value: string): number | undefined {
  return /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

function integerOption(min: number, max: number, use: (number: number) => Partial<Options>): OptionReader {
  return (value) => {
    const number = parseCount(value);
    return number === undefined || number < min || number > max ? undefined : use(number);
  };
}

function listOption(use: (numbers: readonly number[]) => Partial<Options>): OptionReader {
  return (value) => {
    const numbers = value.split(',').flatMap((text) => parseCount(text) ?? []);
    return numbers.length === value.split(',').length ? use(numbers) : undefined;
  };
}

/** Whether a text can be the value of a header. */
function isHeader(value: string): boolean {
  return /^[\x20-\x7e]+$/.test(value);
}

function wordOption(words: Readonly<Record<string, Partial<Options>>>): OptionReader {
  return (value) => (Object.hasOwn(words, value) ? words[value] : undefined);
}
