import { catalogueOf, type AddressOptions, type CloudId, type LogEntry } from '../../simulator/index.js';
import type { Catalog, CatalogResult, FindOptions, Query } from '../../src/catalog/index.js';
import type { CloudImage } from '../../src/providers/image.js';
import { counted } from '../clouds/index.js';
import { providerOf } from '../http/clouds.js';

/** The clouds whose lists come in pages, with the images on a full one. */
export const paged = counted.map(([cloud, max]) => [cloud, max] as const);

/** A question; what is left out is what a person who has touched nothing asks. */
export function find(
  catalog: Catalog,
  query: Partial<Query> = {},
  { signal = new AbortController().signal, ...options }: Partial<FindOptions> = {},
): Promise<CatalogResult> {
  return catalog.find({ text: '', filters: {}, page: 1, pageSize: 20, ...query }, { signal, ...options });
}

/** Everything that a question finds, page by page. */
export async function findAll(catalog: Catalog, query: Partial<Query>): Promise<CloudImage[]> {
  const images: CloudImage[] = [];
  for (let page = 1; ; page++) {
    const result = await find(catalog, { pageSize: 100, ...query, page });
    // Where nobody says how many there are, only a page beyond the end tells.
    if (result.page < page) return images;
    images.push(...result.images);
    const isLast = result.offset + result.images.length >= result.total;
    if (isLast && (result.totalKind !== 'minimum' || result.incomplete)) return images;
  }
}

/** Every image that a cloud holds, in its order. */
export function truth(cloud: CloudId, options: AddressOptions): CloudImage[] {
  const rows = catalogueOf(cloud, options).map((row) => providerOf(cloud).readImage(row));
  return rows.filter((image) => image !== undefined);
}

export const ids = (images: readonly CloudImage[]): string[] => images.map(({ id }) => id);

/** How many requests were under way at the same time, at the busiest moment. */
export function mostAtOnce(log: readonly Readonly<LogEntry>[]): number {
  const under = (moment: number) =>
    log.filter(({ started, millis = Infinity }) => started <= moment && moment < started + millis).length;
  return Math.max(0, ...log.map(({ started }) => under(started)));
}
