import { getOwn } from '../get-own.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rows of a required list, which may be absent only if a count is 0. */
export function rowsOf(list: readonly unknown[] | null | undefined, ...counts: unknown[]): readonly unknown[] {
  if (list === undefined && !counts.some((count) => asNumber(count) === 0)) throw new TypeError('no list of images');
  return list ?? [];
}

/** A scalar as text; `undefined` for a blank string or a number that is not finite. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : undefined;
}

/** The first text among some keys. */
export function firstText(fields: JsonObject, ...keys: string[]): string | undefined {
  return keys.map((key) => asText(fields[key])).find((text) => text !== undefined);
}

/** A number, or a string such as `8.58E9`. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'boolean' ? NaN : Number(asText(value) ?? NaN);
  return Number.isFinite(number) ? number : undefined;
}

export const MIB = 2 ** 20;
export const GIB = 2 ** 30;

/** A size in bytes from a number of units; `undefined` if negative. */
export function asBytes(value: unknown, unit = 1): number | undefined {
  const size = asNumber(value);
  return size !== undefined && size >= 0 ? Math.round(size * unit) : undefined;
}

/** A table's value for a word; `undefined` for an unknown word. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string | undefined): Value | undefined {
  return word === undefined ? undefined : getOwn(table, word);
}
