import type { IncomingHttpHeaders } from 'node:http';

/** The accepted values of a documented query key. */
export interface QueryRule {
  /** A description for the log of breaches. */
  readonly expects: string;
  readonly accepts: (value: string) => boolean;
  /** The key may be repeated. */
  readonly list?: boolean;
  /** Only newer versions of the service know the key. */
  readonly newer?: boolean;
}

export type QueryRules = Readonly<Record<string, QueryRule>>;

/** The pattern of a placeholder that was never filled in. */
const unfilledPlaceholder = /^(undefined|null|NaN|\[object \w+\]|Invalid Date|-|.*[{}].*)$/;

/** Any plausible text. */
export const text: QueryRule = {
  expects: 'a text',
  accepts: (value) => value !== '' && !unfilledPlaceholder.test(value),
};

/** Any name: it must only not be empty. */
export const name: QueryRule = { expects: 'a name', accepts: (value) => value !== '' };

export function oneOf(...words: readonly string[]): QueryRule {
  return { expects: words.join(' | '), accepts: (value) => words.includes(value) };
}

export function integer(min: number, max = Number.MAX_SAFE_INTEGER): QueryRule {
  const end = max === Number.MAX_SAFE_INTEGER ? 'up' : `to ${String(max)}`;
  return {
    expects: `an integer from ${String(min)} ${end}`,
    accepts: (value) => /^(0|[1-9]\d*)$/.test(value) && Number(value) >= min && Number(value) <= max,
  };
}

export function listOf(rule: QueryRule): QueryRule {
  return { ...rule, list: true };
}

/** Describes the first violation of the rules in a query. */
export function findQueryError(query: URLSearchParams, rules: QueryRules): string | undefined {
  for (const key of new Set(query.keys())) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (!rule) return `the query key ${key} is not documented`;
    const values = query.getAll(key);
    if (values.length > 1 && !rule.list) return `the query key ${key} is repeated but is not a list`;
    const wrong = values.find((value) => !rule.accepts(value));
    if (wrong !== undefined) return `${key}=${wrong} is not allowed: expected ${rule.expects}`;
  }
  return undefined;
}

/** The first key that only newer versions of the service know. */
export function newerKey(query: URLSearchParams, rules: QueryRules): string | undefined {
  return [...query.keys()].find((key) => rules[key]?.newer === true);
}

/** Describes the first header that is missing or has a forbidden value. */
export function findHeaderError(headers: IncomingHttpHeaders, rules: QueryRules = {}): string | undefined {
  for (const [name, { expects, accepts }] of Object.entries(rules)) {
    const value = headers[name.toLowerCase()];
    if (typeof value !== 'string') return `the header ${name} is missing`;
    if (!accepts(value)) return `${name}: ${value} is not allowed: expected ${expects}`;
  }
  return undefined;
}

/** The decoded values of the first template that matches a path; `undefined` if none does. */
export function matchPath(path: string, templates: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parts = path.split('/');
  for (const template of templates) {
    const wanted = template.split('/');
    if (wanted.length !== parts.length) continue;
    const values: Record<string, string> = {};
    const fits = wanted.every((want, at) => {
      const part = parts[at] ?? '';
      if (!want.startsWith('{')) return part === want;
      const value = decode(part);
      if (value === undefined || !text.accepts(value)) return false;
      values[want.slice(1, -1)] = value;
      return true;
    });
    if (fits) return values;
  }
  return undefined;
}

/** `undefined` if the percent-encoding is invalid. */
export function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
