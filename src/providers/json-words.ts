import { getOwn } from './get-own.js';
import { isJsonObject, type JsonObject } from './wire.js';

/** The values of an object by normalized key. */
export type Words = ReadonlyMap<string, unknown>;

const plainKeys = new Map<string, string>();

/** A key without case and punctuation, so that `sizeBytes`, `size_bytes` and `SizeBytes` are the same. */
function plain(key: string): string {
  let found = plainKeys.get(key);
  if (found === undefined) {
    // A list has few distinct keys. Objects with thousands must not fill the cache.
    if (plainKeys.size > 500) plainKeys.clear();
    plainKeys.set(key, (found = key.toLowerCase().replace(/[^a-z\d]/g, '')));
  }
  return found;
}

export function wordsOf(fields: JsonObject): Words {
  const words = new Map<string, unknown>();
  for (const key of Object.keys(fields)) {
    const word = plain(key);
    // An empty value does not hide another spelling of the key.
    if ((words.get(word) ?? undefined) === undefined) words.set(word, fields[key]);
  }
  return words;
}

/** Returns the first value found under normalized keys. */
export function firstOf(words: Words, keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = words.get(key) ?? undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Returns the value at a dotted path: `disk.size`, `volumes.0.size`. Keys that contain the dots themselves take precedence. */
export function at(value: unknown, path: string): unknown {
  if (isJsonObject(value) && Object.hasOwn(value, path)) return value[path];
  return path.split('.').reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isJsonObject(inner) ? getOwn(inner, key) : undefined;
  }, value);
}

/** The configured paths of fields, by normalized field name. */
export function pathsOf(fields: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(isJsonObject(fields) ? fields : {});
  return new Map(
    entries.flatMap(([name, path]): [string, string][] =>
      typeof path === 'string' && path ? [[plain(name), path]] : [],
    ),
  );
}
