import type { CloudImage } from '../providers/image.js';
import type { Filters } from './query.js';

type Values = string | readonly string[] | undefined;

/** The filters whose meaning is the same for every cloud. */
const shared: Readonly<Record<string, (image: CloudImage) => Values>> = {
  os: (image) => image.os?.family,
  status: (image) => image.status,
  visibility: (image) => image.visibility,
  architecture: (image) => image.architecture,
  format: (image) => image.format,
  location: (image) => image.locations,
};

/** An image's values for a filter. */
export function facetValues(image: CloudImage, id: string): readonly string[] {
  const read = Object.hasOwn(shared, id) ? shared[id] : undefined;
  const values = read ? read(image) : image.facets?.[id];
  return values === undefined ? [] : typeof values === 'string' ? [values] : values;
}

/** Leaves out filters without a value. */
export function activeFilters(filters: Filters): [id: string, values: readonly string[]][] {
  return Object.entries(filters).filter(([, values]) => values.length > 0);
}

export function passes(image: CloudImage, id: string, wanted: readonly string[]): boolean {
  return facetValues(image, id).some((value) => wanted.includes(value));
}
