export { Catalog, type FindOptions, type Presence } from './catalog.js';
export type { CatalogResult, Facet, FacetOption, Filters, Incomplete, Query, Sort, TotalKind } from './query.js';
export { pageCount } from './page-count.js';

// For custom providers.
export { ProviderError, type ErrorKind } from '../providers/errors.js';
export type { CloudImage, ImageOs, ImageProblem, ImageStatus, OsFamily } from '../providers/image.js';
export { defineProvider } from '../providers/provider.js';
export type {
  Credentials,
  ErrorReading,
  FilterDefinition,
  Paging,
  ParamDefinition,
  Params,
  Provider,
  ProviderDefinition,
  Sorting,
  StandardSchema,
  WirePage,
} from '../providers/provider.js';
export { asBytes, asNumber, asText, imageDates, parseDate, parseOs, readFailure } from '../providers/wire.js';
