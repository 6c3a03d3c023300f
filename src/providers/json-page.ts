import { kindOfStatus } from './errors.js';
import { at, firstOf, wordsOf } from './json-words.js';
import type { ErrorReading, WirePage } from './provider.js';
import { asNumber, asText, isJsonObject, readFailure, type JsonObject } from './wire.js';

type Paths = ReadonlyMap<string, string>;

/** Common keys of the list, normalized, in order of precedence. */
const LISTS = [
  'images',
  'items',
  'data',
  'results',
  'result',
  'records',
  'rows',
  'content',
  'value',
  'values',
  'list',
  'embedded',
];
/** Keys of lists that do not contain images. */
const OTHERS = /^_?(links?|errors?|warnings?|messages?|meta|metadata|facets?|filters?|notices?)$/i;
/** Keys of the objects that describe the whole list. */
const WRAPPERS = ['links', 'paging', 'pagination', 'meta', 'page', 'data', 'result'];
const MAX_DEPTH = 4;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const hasObjects = (value: unknown): value is readonly unknown[] => isList(value) && value.some(isJsonObject);

/** Finds the list in a response: the response itself, or the most likely list in it. */
function listIn(body: unknown, depth = 0): readonly unknown[] | undefined {
  if (isList(body)) return body;
  if (!isJsonObject(body) || depth > MAX_DEPTH) return undefined;
  const words = wordsOf(body);
  const named = LISTS.map((key) => words.get(key));
  const values = Object.entries(body).flatMap(([key, value]) => (OTHERS.test(key) ? [] : [value]));
  const inner = (value: unknown) => (isJsonObject(value) ? listIn(value, depth + 1) : undefined);
  // An empty list without a common name may be one of something else, but what is nested beside it is even less likely.
  return (
    named.find(isList) ??
    values.find(hasObjects) ??
    named.map(inner).find(Boolean) ??
    values.filter(isList).find(({ length }) => length === 0) ??
    values.map(inner).find(Boolean)
  );
}

/** Some services write an empty list as null. */
function hasNullList(body: unknown): boolean {
  const words = isJsonObject(body) ? wordsOf(body) : undefined;
  return LISTS.some((key) => words?.get(key) === null);
}

/** The target of the link with the relation `next`: `<…?page=2>; rel="next"`. */
function nextInHeader(header: string | null | undefined): string | undefined {
  for (const [, address = '', params = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*("[^"]*\bnext\b|next\b)/i.test(params)) return address;
  }
  return undefined;
}

/** The URL of a link, which may be an object. */
function addressIn(link: unknown): string | undefined {
  const text = isJsonObject(link) ? firstOf(wordsOf(link), ['href', 'url']) : link;
  return typeof text === 'boolean' ? undefined : asText(text);
}

function nextInBody(body: unknown, depth = 0): string | undefined {
  if (Array.isArray(body))
    return depth > 0 ? addressIn(body.find((link) => isJsonObject(link) && link['rel'] === 'next')) : undefined;
  if (!isJsonObject(body) || depth > 2) return undefined;
  const words = wordsOf(body);
  const link = addressIn(firstOf(words, ['next', 'nextlink', 'odatanextlink', 'nexturl', 'nextpageurl', 'nexthref']));
  return link ?? WRAPPERS.map((key) => nextInBody(words.get(key), depth + 1)).find(Boolean);
}

function totalIn(body: unknown, depth = 0): number | undefined {
  if (!isJsonObject(body) || depth > 1) return undefined;
  const words = wordsOf(body);
  const total = asNumber(
    firstOf(words, ['total', 'totalcount', 'totalelements', 'totalitems', 'totalresults', 'count']),
  );
  return total ?? WRAPPERS.map((key) => totalIn(words.get(key), depth + 1)).find((inner) => inner !== undefined);
}

/** @throws TypeError if there is no list */
export function readListPage(body: unknown, headers: Headers | undefined, paths: Paths): WirePage {
  const path = paths.get('images');
  const found = path === undefined ? listIn(body) : at(body, path);
  const rows = found === null || (found === undefined && path === undefined && hasNullList(body)) ? [] : found;
  if (!isList(rows)) throw new TypeError('no list of images');
  const link = paths.get('next');
  const next =
    link === undefined ? (nextInHeader(headers?.get('Link')) ?? nextInBody(body)) : addressIn(at(body, link));
  const total = totalIn(body);
  // Without a link, a number that is no larger may count something else.
  return { rows, next, total: next !== undefined || (total ?? 0) > rows.length ? total : undefined };
}

/** Finds the message of an error. */
function detailOf(value: unknown, depth = 0): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (!isJsonObject(first)) return typeof first === 'string' ? asText(first) : undefined;
  if (depth > 2) return undefined;
  const words = wordsOf(first);
  const keys = [
    'message',
    'detail',
    'errordescription',
    'errormessage',
    'errormsg',
    'title',
    'msg',
    'reason',
    'error',
    'errors',
  ];
  return keys.map((key) => detailOf(words.get(key), depth + 1)).find(Boolean);
}

function errorOf(fields: JsonObject, status: number): ErrorReading {
  const [error] = [firstOf(wordsOf(fields), ['error', 'errors'])].flat();
  const codes = [error, fields]
    .filter(isJsonObject)
    .map((each) => firstOf(wordsOf(each), ['code', 'errorcode', 'status']));
  const code = codes.find((each) => each !== undefined);
  const number = asNumber(code) ?? 0;
  // Some services send errors with status 200.
  const kind = status < 400 && number >= 400 && number < 600 ? kindOfStatus(number) : undefined;
  return { kind, code: asText(code), detail: detailOf(fields) };
}

/** Whether a response says that it is an error. A mere message may also come with an empty list. */
function isFailure(fields: JsonObject): boolean {
  const words = wordsOf(fields);
  return (
    firstOf(words, ['success', 'ok']) === false ||
    /^(error|fail)/i.test(asText(words.get('status')) ?? '') ||
    ['error', 'errors'].some((key) => words.get(key) === true || detailOf(words.get(key)))
  );
}

/** A password form means that the session has ended. */
const SIGN_IN = /<input\b[^>]*\btype\s*=\s*["']?password/i;

export function readListError(body: unknown, status: number, paths: Paths): ErrorReading | undefined {
  const path = paths.get('images');
  if (typeof body === 'string' && SIGN_IN.test(body)) return { kind: 'credentials' };
  return readFailure(body, status, (fields) => {
    const reading = errorOf(fields, status);
    if (status >= 400) return reading;
    const found = path === undefined ? listIn(fields) : at(fields, path);
    if (found && !(isList(found) && found.length === 0)) return undefined;
    const { kind, detail } = reading;
    if (!kind && !isFailure(fields) && (found || !detail)) return undefined;
    return { ...reading, kind: kind ?? 'unavailable' };
  });
}
