import { getOwn } from './get-own.js';
import { isJsonObject, type JsonObject } from './wire.js';

/** The values of an object by its keys in their plain form. */
export type Words = ReadonlyMap<string, unknown>;

const plainKeys = new Map<string, string>();

/** A key without case and punctuation, so that `sizeBytes`, `size_bytes` and `SizeBytes` are the same. */
function plain(key: string): string {
  let found = plainKeys.get(key);
  if (found === undefined) {
    // A list has a few keys; one that has thousands must not be kept.
    if (plainKeys.size > 500) plainKeys.clear();
    plainKeys.set(key, (found = key.toLowerCase().replace(/[^a-z\d]/g, '')));
  }
  return found;
}

export function wordsOf(fields: JsonObject): Words {
  const words = new Map<string, unknown>();
  for (const key of Object.keys(fields)) {
    const word = plain(key);
    // What has no value hides no other spelling.
    if ((words.get(word) ?? undefined) === undefined) words.set(word, fields[key]);
  }
  return words;
}

/** The first value among some keys in their plain form. */
export function firstOf(words: Words, keys: readonly string[]): unknown {
  for (const key of keys) {
    const value = words.get(key) ?? undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The value at a dotted path: `disk.size`, `volumes.0.size`. A key that contains the dots itself comes first. */
export function at(value: unknown, path: string): unknown {
  if (isJsonObject(value) && Object.hasOwn(value, path)) return value[path];
  return path.split('.').reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return isJsonObject(inner) ? getOwn(inner, key) : undefined;
  }, value);
}

/** Where the portal says that fields are: by their plain name, a path. */
export function pathsOf(fields: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(isJsonObject(fields) ? fields : {});
  return new Map(
    entries.flatMap(([name, path]): [string, string][] =>
      typeof path === 'string' && path ? [[plain(name), path]] : [],
    ),
  );
}
