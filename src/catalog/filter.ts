import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import type { Filters, Query } from './query.js';

type Values = string | readonly string[] | undefined;

/** The filters that mean the same for every cloud. */
const sharedFilters: Readonly<Record<string, (image: CloudImage) => Values>> = {
  os: (image) => image.os?.family,
  status: (image) => image.status,
  visibility: (image) => image.visibility,
  architecture: (image) => image.architecture,
  format: (image) => image.format,
  location: (image) => image.locations,
};

/** An image's values for a filter. */
export function facetValues(image: CloudImage, id: string): readonly string[] {
  const read = getOwn(sharedFilters, id);
  const values = read ? read(image) : getOwn(image.facets, id);
  return values === undefined ? [] : typeof values === 'string' ? [values] : values;
}

/** The filters that are set, with duplicate values removed. */
export function activeFilters(filters: Filters): [id: string, values: readonly string[]][] {
  return Object.entries(filters).flatMap(([id, values]) => (values.length > 0 ? [[id, [...new Set(values)]]] : []));
}

export function matchesFilter(image: CloudImage, id: string, wanted: readonly string[]): boolean {
  return facetValues(image, id).some((value) => wanted.includes(value));
}

export const isDeleted = ({ status }: CloudImage): boolean => status === 'deleted';

/** Whether a query leaves out deleted images. */
export const hidesDeleted = ({ filters }: Provider, query: Query): boolean =>
  query.hideDeleted === true && 'status' in filters && (getOwn(query.filters, 'status') ?? []).length === 0;
