import type { CatalogResult } from './query.js';

/** The number of pages; `undefined` if the cloud does not state it and the end has not been reached. */
export function pageCount({ total, totalKind, answeredBy }: CatalogResult, pageSize: number): number | undefined {
  if (totalKind === 'minimum' && answeredBy === 'server') return undefined;
  return Math.max(1, Math.ceil(total / pageSize));
}
