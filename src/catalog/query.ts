import type { CloudImage } from '../providers/image.js';
import type { ProviderError } from '../providers/errors.js';
import type { SortDirection, SortField } from '../providers/provider.js';

/** Chosen values by filter id. The values of one filter are alternatives; an image must pass every filter. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface Sort {
  readonly field: SortField;
  readonly direction: SortDirection;
}

/** A query of the catalogue. */
export interface Query {
  /** Words that must all occur, in any order. */
  readonly text: string;
  readonly filters: Filters;
  /** Only images that pass a custom test. `key` changes whenever its results may change. */
  readonly only?: { readonly key: string; readonly test: (image: CloudImage) => boolean } | undefined;
  /** Absent: the cloud's own order. */
  readonly sort?: Sort | undefined;
  /** Starts at 1. A number beyond the end means the last page. */
  readonly page: number;
  /** Images on a page. */
  readonly pageSize: number;
  /** The portal's names for location ids. A search finds these, too. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The language by whose rules names are sorted, as a BCP 47 tag. */
  readonly locale?: string | undefined;
}

/**
 * How far the total can be relied on.
 *
 * - `exact`: counted
 * - `estimate`: stated by the cloud, and not contradicted by the rows
 * - `minimum`: found so far; there may be more
 */
export type TotalKind = 'exact' | 'estimate' | 'minimum';

/** Why a result may lack images that the cloud has. */
export type Incomplete =
  /** Some pages could not be loaded; `resume()` asks for just those. */
  | { readonly reason: 'failed'; readonly error: ProviderError; readonly pages: number }
  /** It was stopped; `resume()` continues. */
  | { readonly reason: 'stopped' }
  /** The walk limit was reached; `resume()` continues. */
  | { readonly reason: 'limit' }
  /** The cloud does not list more than this. */
  | { readonly reason: 'ceiling' }
  /** The list kept changing while it was read. */
  | { readonly reason: 'changed' }
  /** The cloud says that it has more, but sent empty or repeated pages; `resume()` requests them again. */
  | { readonly reason: 'missing' };

export interface FacetOption {
  readonly value: string;
  /** Images with this value that match the rest of the query; known only once all images are. */
  readonly count?: number;
}

/** The values that a filter can be set to. */
export interface Facet {
  readonly id: string;
  readonly options: readonly FacetOption[];
}

/** One page of a query's result. */
export interface CatalogResult {
  readonly images: readonly CloudImage[];
  /** From 1. */
  readonly page: number;
  /** Position of the first image of this page in the whole result, from zero. */
  readonly offset: number;
  readonly total: number;
  readonly totalKind: TotalKind;
  /** How many images there are, whether they match or not; only where all of them have been read. */
  readonly all?: number | undefined;
  /** Whether the server answered, or this library from the images it has read. */
  readonly answeredBy: 'server' | 'catalog';
  /** Images read so far, whether they match or not. */
  readonly loaded: number;
  /** The total to read, if the cloud states it. */
  readonly expected?: number | undefined;
  /** Rows omitted because they could not be read. */
  readonly unreadable: number;
  readonly incomplete?: Incomplete | undefined;
  /** The cloud's own explanation of an empty list. */
  readonly detail?: string | undefined;
  readonly facets: readonly Facet[];
  /** When the oldest part of it was loaded. */
  readonly loadedAt: Date;
}
