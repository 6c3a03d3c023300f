import type { CatalogResult } from './query.js';

/** How many pages there are; `undefined` where the cloud has not said and the end has not been seen. */
export function pageCount({ total, totalKind, answeredBy }: CatalogResult, pageSize: number): number | undefined {
  if (totalKind === 'minimum' && answeredBy === 'server') return undefined;
  return Math.max(1, Math.ceil(total / pageSize));
}
