import type { ComplexAttributeConverter } from 'lit';
import type { Filters, Sort } from '../catalog/index.js';
import { sortFields, type Params } from '../providers/provider.js';

/** Filters as a portal may write them: one value or several for each. */
export type FiltersInput = Readonly<Record<string, string | readonly string[]>> | null | undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an attribute holds in JSON; nothing where it is none. A mistake in the page must not break the page. */
function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return undefined;
  }
}

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string' && item !== '');

/** A single text stays one: only some parameters take a list. */
const oneOrMore = (value: unknown): string | readonly string[] => (typeof value === 'string' ? value : strings(value));

export function parseFilters(filters: unknown): Filters {
  return isRecord(filters)
    ? Object.fromEntries(Object.entries(filters).map(([id, value]) => [id, strings(value)]))
    : {};
}

/** Reads `createdAt:desc`; the direction may be left out. */
export function parseSort(sort: string | null | undefined): Sort | undefined {
  const [name, direction] = (sort ?? '').split(':');
  const field = sortFields.find((known) => known === name);
  return field ? { field, direction: direction === 'desc' ? 'desc' : 'asc' } : undefined;
}

export const formatSort = (sort: Sort | undefined): string => (sort ? `${sort.field}:${sort.direction}` : '');

export const filtersConverter: ComplexAttributeConverter = { fromAttribute: parseJson };

export const paramsConverter: ComplexAttributeConverter<Params> = {
  fromAttribute: (text) => {
    const params = parseJson(text);
    const entries = isRecord(params) ? Object.entries(params) : [];
    return Object.fromEntries(
      entries.map(([key, value]) => [key, typeof value === 'number' ? value : oneOrMore(value)]),
    );
  },
};

/** A JSON array of strings. */
export const listConverter: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (text) => strings(parseJson(text)),
};
