import * as z from 'zod/mini';
import type { ImageOs, OsFamily } from './image.js';
import type { ErrorReading } from './provider.js';

type Scalar = string | number | boolean;

// A check of our own costs the bundle 700 bytes less than the union of the three.
const scalar = z.nullish(z.custom<Scalar>((value) => ['string', 'number', 'boolean'].includes(typeof value)));

/**
 * What the document calls a text, a number or a flag. The names say which; any scalar is accepted, because vendors write numbers
 * as texts and texts as numbers, and neither may cost a row. The readers below sort it out.
 */
export { scalar as flag, scalar as number, scalar as text };

/** The one field without which a row is no image. */
export const id = z.custom<string | number>((value) => typeof value !== 'boolean' && asText(value) !== undefined);

/** The rows of a page, not yet looked at. */
export const rows = z.nullish(z.array(z.unknown()));

/** Whatever the vendor puts there: no document says. */
export const anyValue = z.nullish(z.unknown());

/** An object whose keys are not documented. */
export const anyFields = z.nullish(z.looseObject({}));

/** An optional list, in which a null stands for nothing. */
export const list = <Item extends z.ZodMiniType>(item: Item) => z.nullish(z.array(z.nullish(item)));

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list that must be there; only a total of zero excuses its absence. */
export function rowsOf(list: readonly unknown[] | null | undefined, total?: number): readonly unknown[] {
  if (list === undefined && total !== 0) throw new TypeError('no list of images');
  return list ?? [];
}

/** A scalar as text; a blank one is absent. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The first of the keys that holds a text. */
export function textAt(fields: Fields, ...keys: string[]): string | undefined {
  return keys.map((key) => asText(fields[key])).find((text) => text !== undefined);
}

/** A number, also from a text such as `8.58E9`. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'boolean' ? NaN : Number(asText(value) ?? NaN);
  return Number.isFinite(number) ? number : undefined;
}

export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** A size in bytes from a number of units; a negative one says nothing. */
export function asBytes(value: unknown, unit = 1): number | undefined {
  const size = asNumber(value);
  return size !== undefined && size >= 0 ? Math.round(size * unit) : undefined;
}

/** A moment in UTC, the month counted from 1; `undefined` where there is no such moment. */
export function utc(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
): Date | undefined {
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, ms));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCHours() === hour;
  return same ? date : undefined;
}

const ISO =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(?:Z|UTC|([+-])(\d\d):?(\d\d)?)?$/i;

/** A date in ISO 8601, taken as UTC where it names no zone, or in milliseconds since 1970. An unreadable one is absent. */
export function asDate(value: unknown): Date | undefined {
  const text = asText(value)?.trim() ?? '';
  const parts = ISO.exec(text);
  if (!parts) return /^\d{12,14}$/.test(text) ? new Date(Number(text)) : undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = 0, sign, hours = 0, minutes = 0] = parts;
  const milliseconds = Number(`${fraction}00`.slice(0, 3));
  const date = utc(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return date && new Date(date.getTime() + (sign === '-' ? offset : -offset));
}

/** The table's value for a word; `undefined` for one that the table does not know. */
export function known<Value>(table: Readonly<Record<string, Value>>, word: string | undefined): Value | undefined {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}

const FAMILIES: readonly OsFamily[] = ['windows', 'linux', 'android'];

/** The operating system from the vendor's word for its type, which stays visible where it says more than the family. */
export function osOf(type: string | undefined, version?: string): ImageOs | undefined {
  const word = (type ?? version)?.toLowerCase();
  if (word === undefined) return undefined;
  const [family = 'other', another] = FAMILIES.filter((name) => word.includes(name));
  if (family === 'other' || another)
    return { family: 'other', version: version ?? (word === 'other' ? undefined : type) };
  return { family, version };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };
const UNSEEN = /<(head|script|style)\b[^]*?(<\/\1>|$)/gi;
const TAG = /<[/!]?[a-z-][^<>]*>/gi;
const ENTITY = /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,4}));/gi;

/** What a person would read of a text or an HTML page: its first 300 characters, without markup. */
export function excerpt(markup: string): string | undefined {
  const plain = markup
    // Also keeps the patterns below from working through megabytes.
    .slice(0, 10_000)
    .replace(UNSEEN, ' ')
    .replace(TAG, ' ')
    .replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) =>
      name
        ? (known(ENTITIES, name.toLowerCase()) ?? entity)
        : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
    )
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > 300 ? `${characters.slice(0, 299).join('')}…` : plain || undefined;
}

/**
 * Reads an error body, for every cloud alike: `read` looks into an object, and the text of any other error is its detail. A page
 * of HTML is an error whatever its status.
 */
export function readFailure(
  body: unknown,
  status: number,
  read: (fields: Fields) => ErrorReading | undefined,
): ErrorReading | undefined {
  if (typeof body === 'string') {
    const ok = status < 300;
    if (ok && !/^\s*</.test(body)) return undefined;
    const detail = excerpt(body);
    return detail === undefined ? undefined : { detail, ...(ok && { kind: 'malformed' }) };
  }
  const reading = isFields(body) ? read(body) : undefined;
  return reading?.detail === undefined ? reading : { ...reading, detail: excerpt(reading.detail) };
}

/** The header of a token. One that already names its scheme is not given it twice. */
export function authorization(scheme: string, token: string): Readonly<Record<string, string>> {
  const named = token.toLowerCase().startsWith(`${scheme.toLowerCase()} `);
  return { Authorization: named ? token : `${scheme} ${token}` };
}

/** `btoa` knows bytes only, and names and passwords may hold any character. */
export const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
