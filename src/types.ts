/** All public types. Importing them loads no code. */
export type { FiltersInput } from './components/attributes.js';
export type { IdsInput } from './components/form-control.js';
export type { ImageField } from './components/image-field.js';
export type {
  Catalog,
  CatalogResult,
  Facet,
  FacetOption,
  Filters,
  FindOptions,
  Incomplete,
  Query,
  Sort,
  TotalKind,
} from './catalog/index.js';
export type { PickerState } from './controllers/picker-state.js';
export type { Formats, Messages, MessageSource, PluralForms } from './locales/index.js';
export type { Source } from './providers/client.js';
export type { CredentialsContext, CredentialsFunction, CredentialsOption } from './providers/credentials.js';
export type { ErrorFacts, ErrorKind, ProviderError } from './providers/errors.js';
export type { CloudImage, ImageOs, ImageProblem, ImageStatus, OsFamily } from './providers/image.js';
export type {
  Credentials,
  FilterDefinition,
  Paging,
  ParamDefinition,
  Params,
  ParamValue,
  Provider,
  ProviderDefinition,
  SortDirection,
  SortField,
  Sorting,
  WirePage,
} from './providers/provider.js';
