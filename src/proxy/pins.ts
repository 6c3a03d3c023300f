import * as z from 'zod/mini';
import type { FilterDefinition, Params, Provider } from '../providers/provider.js';
import { paramOnWire } from '../providers/route.js';
import type { ConfigIssue } from './check.js';

/** Fixed values of an upstream. They are added if the page omits them. Requests with other values are rejected. */
export interface Pins {
  /** Values for parameters of the provider, by name. */
  readonly params?: Params;
  /**
   * Values for filters by ID, for example `{ visibility: 'gold' }`. Only filters that the cloud itself applies, with one value each. Pages
   * can filter the list further with other filters.
   */
  readonly filters?: Readonly<Record<string, string | readonly string[]>>;
}

/** A pinned parameter or filter in the vendor's format. */
export interface Pinned {
  readonly in: 'path' | 'query';
  /** The query key, or the placeholder of a path. */
  readonly key: string;
  readonly values: readonly string[];
  /** The error for a page that sends another value. */
  readonly message: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText);
const isParam = (value: unknown): boolean =>
  isText(value) ||
  Number.isFinite(value) ||
  (value instanceof Date && !Number.isNaN(value.getTime())) ||
  isTexts(value);

// The allowed values depend on the key, so `readPins` checks them.
export const pinsSchema = {
  params: z.exactOptional(z.record(z.string(), z.custom<Params[string]>(), 'must be an object of values by parameter')),
  filters: z.exactOptional(
    z.record(z.string(), z.custom<string | string[]>(), 'must be an object of values by filter'),
  ),
};

/** The pins of an upstream, and the mistakes in them. */
export function readPins(
  provider: Provider,
  { params = {}, filters = {} }: Pins,
): { readonly pins: readonly Pinned[]; readonly issues: readonly ConfigIssue[] } {
  const pins: Pinned[] = [];
  const issues: ConfigIssue[] = [];
  const addIssue = (path: string, message: string): unknown => issues.push({ path, message });
  for (const [key, value] of Object.entries(params)) {
    const definition = Object.hasOwn(provider.params, key) ? provider.params[key] : undefined;
    const path = `params.${key}`;
    if (!definition) {
      addIssue(path, `is not a parameter of ${provider.id}, which has ${Object.keys(provider.params).join(', ')}`);
      continue;
    }
    // An unset environment variable must not remove a pin.
    if (!isParam(value)) {
      addIssue(path, 'must be a string, a number, a date or an array of strings, and not empty');
      continue;
    }
    const values = paramOnWire(provider, params, key);
    if (values.length === 0 || !values.every(isText)) addIssue(path, 'must not be formatted as an empty string');
    if (values.length > 1 && definition.repeated !== true) addIssue(path, 'must be a single value');
    if (definition.in === 'path' && values.some((text) => /[/\\;?#\p{Cc}]|^\.+$|^-$/u.test(text))) {
      addIssue(path, 'must be valid in a path');
    }
    const message = `${key} is fixed here, to another value`;
    pins.push({ in: definition.in, key: definition.in === 'path' ? key : definition.name, values, message });
  }
  for (const [id, given] of Object.entries(filters)) {
    const path = `filters.${id}`;
    const query = Object.hasOwn(provider.filters, id) ? provider.filters[id]?.query : undefined;
    if (!query) {
      addIssue(path, whyNotPinnable(provider, id));
      continue;
    }
    if (!isText(given) && !isTexts(given)) {
      addIssue(path, 'must be a string or an array of strings, and not empty');
      continue;
    }
    const [value = '', ...others] = typeof given === 'string' ? [given] : given;
    const words = query.words;
    if (others.length > 0) addIssue(path, 'must be a single value, because a cloud filters by one at a time');
    if (words && !Object.hasOwn(words, value)) {
      addIssue(path, `must be one of ${Object.keys(words).join(', ')}`);
    }
    const { key } = query;
    if (pins.some((pin) => pin.in === 'query' && pin.key === key)) addIssue(path, `is pinned twice, as ${key}`);
    pins.push({ in: 'query', key, values: [words?.[value] ?? value], message: `${id} is fixed here, to ${value}` });
  }
  return { pins, issues };
}

function whyNotPinnable({ id: cloud, filters }: Provider, id: string): string {
  const judged = (entry: readonly [string, FilterDefinition]): boolean => entry[1].query !== undefined;
  const names = Object.entries(filters)
    .filter(judged)
    .map(([name]) => name);
  const known = `it filters by ${names.length > 0 ? names.join(', ') : 'none'}`;
  return Object.hasOwn(filters, id)
    ? `cannot be pinned, because ${cloud} does not filter by it; ${known}`
    : `is not a filter of ${cloud}; ${known}`;
}
