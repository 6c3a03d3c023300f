import { ProviderError } from './errors.js';
import { getOwn } from './get-own.js';
import type { Params, ParamValue, Provider, QueryEntry, SortDirection, SortField } from './provider.js';

/** A page to request, in the catalogue's terms. */
export interface PageRequest {
  /** Starts at 0. */
  readonly index: number;
  /** The actual length of a full page, from which `offset` paging computes the offset. */
  readonly rowsPerPage: number;
  /** The `next` of the page before, for `marker` paging. */
  readonly marker?: string | undefined;
  /** Values for the server to filter by, by filter id. */
  readonly filters?: Readonly<Record<string, string>>;
  readonly sort?: { readonly field: SortField; readonly direction: SortDirection } | undefined;
  readonly text?: string | undefined;
  /** Further query entries. */
  readonly entries?: readonly QueryEntry[];
}

/** The path segment for a parameter that only the proxy knows. */
export const PINNED_SEGMENT = '-';

export const placeholders = (template: string): string[] =>
  Array.from(template.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');

/** The values of a parameter. Portals omit unknown ones or set them to null or an empty string. */
function values(value: ParamValue | null | undefined): readonly (string | number | Date)[] {
  const list = typeof value === 'object' && value !== null && !(value instanceof Date) ? value : [value];
  return list.filter((item): item is string | number | Date => item !== undefined && item !== null && item !== '');
}

/** The required parameters that are not set. */
export function missingParams(provider: Provider, params: Params): string[] {
  return Object.keys(provider.params).filter(
    (key) => getOwn(provider.params, key)?.required === true && values(getOwn(params, key)).length === 0,
  );
}

/** The values of a parameter in the vendor's format. */
export function paramOnWire(provider: Provider, params: Params, key: string): string[] {
  return values(getOwn(params, key)).map((value) => (getOwn(provider.params, key)?.format ?? String)(value));
}

/** The path and query of a page, to be appended to the address of an endpoint or a proxy. */
export function pageRoute(provider: Provider, params: Params, request: PageRequest): string {
  const isWritten = (key: string): boolean => paramOnWire(provider, params, key).length > 0;
  const template = provider.paths.find((path) => placeholders(path).every(isWritten)) ?? provider.paths[0] ?? '/';
  const query = [
    ...paramEntries(provider, params),
    ...filterEntries(provider, request),
    ...sortEntries(provider, request),
    ...pagingEntries(provider, request),
    ...(request.entries ?? []),
  ];
  const text = new URLSearchParams(query.map(([key, value]) => [key, value])).toString();
  const path = fillTemplate(template, provider, params);
  return text === '' ? path : `${path}?${text}`;
}

/** The path and query for one image; `undefined` if it cannot be requested with the parameters that are set. */
export function imageRoute(provider: Provider, params: Params, id: string): string | undefined {
  const { byId } = provider;
  if (!byId?.pattern.test(id)) return undefined;
  const entries = paramEntries(provider, params);
  if ('path' in byId) return entries.length > 0 ? undefined : fillTemplate(byId.path, provider, { ...params, id });
  const { query } = byId;
  const isFixed = entries.some(([key]) => key === query);
  return isFixed ? undefined : pageRoute(provider, params, { index: 0, rowsPerPage: 0, entries: [[query, id]] });
}

const fillTemplate = (template: string, provider: Provider, params: Params): string =>
  template.replace(/\{(\w+)\}/g, (_, key: string) =>
    pathSegment(key, paramOnWire(provider, params, key)[0] ?? PINNED_SEGMENT),
  );

const paramEntries = (provider: Provider, params: Params): QueryEntry[] =>
  Object.entries(provider.params).flatMap(([key, { in: place, name, repeated }]) =>
    paramOnWire(provider, params, key)
      .slice(0, place === 'path' ? 0 : repeated === true ? undefined : 1)
      .map((value) => [name, value] as const),
  );

function pathSegment(key: string, value: string): string {
  // A URL parser would resolve the dot segments, and a URL cannot contain a lone surrogate.
  if (value === '.' || value === '..' || /\p{Surrogate}/u.test(value))
    throw new ProviderError('bad-request', { detail: `${key}: ${value}` });
  return encodeURIComponent(value);
}

function filterEntries(provider: Provider, { filters = {}, text }: PageRequest): QueryEntry[] {
  const entries: QueryEntry[] = [];
  for (const [id, value] of Object.entries(filters)) {
    const query = getOwn(provider.filters, id)?.query;
    if (query) entries.push([query.key, getOwn(query.words, value) ?? value]);
  }
  if (provider.search !== undefined && text !== undefined && text !== '') entries.push([provider.search, text]);
  return entries;
}

function sortEntries(provider: Provider, { sort }: PageRequest): readonly QueryEntry[] {
  const field = sort && provider.sorting?.fields[sort.field];
  return field === undefined ? [] : (provider.sorting?.entries(field, sort?.direction ?? 'asc') ?? []);
}

function pagingEntries({ paging }: Provider, { index, rowsPerPage, marker }: PageRequest): QueryEntry[] {
  switch (paging.style) {
    case 'none':
    case 'link':
      return [];
    case 'offset':
      return [
        [paging.limit, String(paging.max)],
        [paging.offset, String(index * rowsPerPage)],
      ];
    case 'page':
      return [
        [paging.page, String(index + (paging.first ?? 0))],
        [paging.size, String(paging.max)],
      ];
    case 'marker':
      return [[paging.limit, String(paging.max)], ...(marker === undefined ? [] : [[paging.marker, marker] as const])];
  }
}
