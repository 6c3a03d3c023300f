import { getOwn } from '../get-own.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a list that must be there; only a count of zero excuses its absence. */
export function rowsOf(list: readonly unknown[] | null | undefined, ...counts: unknown[]): readonly unknown[] {
  if (list === undefined && !counts.some((count) => asNumber(count) === 0)) throw new TypeError('no list of images');
  return list ?? [];
}

/** A scalar as text; a blank one is absent, and so is a number too large to be one. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : undefined;
}

/** The first of the keys that holds a text. */
export function firstText(fields: JsonObject, ...keys: string[]): string | undefined {
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

/** The table's value for a word; `undefined` for one that the table does not know. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string | undefined): Value | undefined {
  return word === undefined ? undefined : getOwn(table, word);
}
