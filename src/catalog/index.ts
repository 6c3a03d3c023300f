export { Catalog, type FindOptions, type Presence } from './catalog.js';
export type { CatalogResult, Facet, FacetOption, Filters, Incomplete, Query, Sort, TotalKind } from './query.js';
export { pageCount } from './page-count.js';
