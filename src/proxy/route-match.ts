import type { Provider, QueryEntry, SortDirection } from '../providers/provider.js';
import { PINNED_SEGMENT, placeholders } from '../providers/route.js';

/** The parameters in a path, by key, without those that it leaves open. */
export type PathValues = ReadonlyMap<string, string>;

/** Parses the encoded path of a request; `undefined` if no template matches. */
export function matchPath(paths: readonly string[], path: string): PathValues | undefined {
  for (const template of paths) {
    const match = patternOf(template).exec(path);
    if (!match) continue;
    const values = new Map<string, string>();
    const fits = placeholders(template).every((key, index) => {
      const value = readSegment(match[index + 1] ?? '');
      if (value !== undefined && value !== PINNED_SEGMENT) values.set(key, value);
      return value !== undefined;
    });
    if (fits) return values;
  }
  return undefined;
}

/** The first template whose placeholders all have values, and its path; `undefined` if there is none. */
export function fillPath(
  paths: readonly string[],
  values: PathValues,
): { readonly template: string; readonly path: string } | undefined {
  const template = paths.find((path) => placeholders(path).every((key) => values.has(key)));
  if (template === undefined) return undefined;
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(values.get(key) ?? PINNED_SEGMENT),
  );
  return { template, path };
}

function patternOf(template: string): RegExp {
  const literals = template.split(/\{\w+\}/).map((text) => encodeURI(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('([^/]+)')}$`);
}

/** Anything that could end a path segment, or lead up from it. */
const UNSAFE = /[/\\;?#\p{Cc}]|^\.+$/u;

/** Some servers decode more than once, or normalize look-alikes: a value has to stay one segment for all of them. */
function readSegment(segment: string): string | undefined {
  const value = decode(segment);
  let text = value;
  for (let depth = 0; text !== undefined && depth < 5; depth++) {
    if (UNSAFE.test(text.normalize('NFKC'))) return undefined;
    const next = decode(text);
    // Nothing left to decode, or a literal percent sign.
    if (next === undefined || next === text) return value;
    text = next;
  }
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The accepted values of a query key. */
export interface QueryRule {
  /** How often it may occur in a query. */
  readonly maxCount: number;
  readonly accepts: (value: string) => boolean;
}

const MAX_REPEATS = 100;
const anyText = (value: string): boolean => !/\p{Cc}/u.test(value);
const numberUpTo =
  (max: number) =>
  (value: string): boolean =>
    /^\d{1,10}$/.test(value) && Number(value) <= max;

/** The query keys of a provider, by the vendor's names. */
export function queryKeys(provider: Provider): ReadonlyMap<string, QueryRule> {
  const keys = new Map<string, QueryRule>();
  const add = (key: string, maxCount = 1, accepts = anyText): void => {
    keys.set(key, { maxCount: Math.max(maxCount, keys.get(key)?.maxCount ?? 0), accepts });
  };
  const { byId } = provider;
  if (byId && 'query' in byId) add(byId.query, 1, (value) => byId.pattern.test(value));
  for (const { in: place, name, repeated } of Object.values(provider.params)) {
    if (place === 'query') add(name, repeated === true ? MAX_REPEATS : 1);
  }
  for (const { query } of Object.values(provider.filters)) if (query) add(query.key);
  if (provider.search !== undefined) add(provider.search);
  for (const entries of sorts(provider)) {
    for (const [key] of entries) add(key, entries.filter(([other]) => other === key).length);
  }

  const { paging } = provider;
  switch (paging.style) {
    case 'none':
    case 'link':
      break;
    case 'offset':
      add(paging.limit, 1, numberUpTo(paging.max));
      add(paging.offset, 1, numberUpTo(Number.MAX_SAFE_INTEGER));
      break;
    case 'page':
      add(paging.size, 1, numberUpTo(paging.max));
      add(paging.page, 1, numberUpTo(Number.MAX_SAFE_INTEGER));
      break;
    case 'marker':
      add(paging.limit, 1, numberUpTo(paging.max));
      add(paging.marker);
  }
  return keys;
}

function sorts({ sorting }: Provider): (readonly QueryEntry[])[] {
  const directions: readonly SortDirection[] = ['asc', 'desc'];
  return Object.values(sorting?.fields ?? {}).flatMap((field) =>
    directions.map((direction) => sorting?.entries(field, direction) ?? []),
  );
}
