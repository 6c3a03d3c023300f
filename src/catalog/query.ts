import type { CloudImage } from '../providers/image.js';
import type { ProviderError } from '../providers/errors.js';
import type { SortDirection, SortField } from '../providers/provider.js';

/** Active values by filter ID. An image must match every filter, and any one of a filter's values. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface Sort {
  readonly field: SortField;
  readonly direction: SortDirection;
}

/** A query of the catalogue. */
export interface Query {
  /** The search text. All of its words must occur, in any order. */
  readonly text: string;
  readonly filters: Filters;
  /** A custom test that images must pass. `key` must change whenever its results may change. */
  readonly only?: { readonly key: string; readonly test: (image: CloudImage) => boolean } | undefined;
  /** Leaves out deleted images, unless the status filter is set. Only for providers that have this filter. */
  readonly hideDeleted?: boolean | undefined;
  /** Defaults to the cloud's own order. */
  readonly sort?: Sort | undefined;
  /** The page number, from 1. Numbers beyond the end select the last page. */
  readonly page: number;
  /** The number of images per page. */
  readonly pageSize: number;
  /** Display names for IDs, which are included in searches. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The language to sort names by, as a BCP 47 tag. */
  readonly locale?: string | undefined;
}

/**
 * The reliability of the total.
 *
 * - `exact`: all images have been counted
 * - `estimate`: stated by the cloud, and not contradicted by the rows so far
 * - `minimum`: found so far; there may be more
 */
export type TotalKind = 'exact' | 'estimate' | 'minimum';

/** Why images may be missing from a result. */
export type Incomplete =
  /** Some pages could not be loaded. `resume()` requests only those. */
  | { readonly reason: 'failed'; readonly error: ProviderError; readonly pages: number }
  /** Loading was stopped. `resume()` continues. */
  | { readonly reason: 'stopped' }
  /** The walk limit was reached. `resume()` continues. */
  | { readonly reason: 'limit' }
  /** The cloud does not list more images than this. */
  | { readonly reason: 'ceiling' }
  /** The list kept changing while it was being loaded. */
  | { readonly reason: 'changed' }
  /** The cloud states more images, but sent empty or repeated pages. `resume()` requests them again. */
  | { readonly reason: 'missing' };

export interface FacetOption {
  readonly value: string;
  /** The number of images with this value that match the rest of the query. Absent until all images have been loaded. */
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
  /** The page number, from 1. */
  readonly page: number;
  /** The position of the page's first image in the whole result, from 0. */
  readonly offset: number;
  /** The number of matching images. See `totalKind`. */
  readonly total: number;
  readonly totalKind: TotalKind;
  /** The number of all images, matching or not, without those that `hideDeleted` leaves out. Absent until all of them have been loaded. */
  readonly all?: number | undefined;
  /** Whether the result is from the server, or from the images in the catalogue. */
  readonly answeredBy: 'server' | 'catalog';
  /** The number of images loaded so far, matching or not. */
  readonly loaded: number;
  /** The number of images to load, if the cloud states it. */
  readonly expected?: number | undefined;
  /** The number of rows that were left out because they could not be read. */
  readonly unreadable: number;
  readonly incomplete?: Incomplete | undefined;
  /** The cloud's own explanation of an empty list. */
  readonly detail?: string | undefined;
  readonly facets: readonly Facet[];
  /** When the oldest part of the result was loaded. */
  readonly loadedAt: Date;
}
