import type { CloudImage } from '../providers/image.js';
import type { ProviderError } from '../providers/errors.js';
import type { SortDirection, SortField } from '../providers/provider.js';

/** Chosen values by filter id. The values of one filter are alternatives; an image must pass every filter. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface Sort {
  readonly field: SortField;
  readonly direction: SortDirection;
}

/** What a person asks of the catalogue. */
export interface Query {
  /** Words that must all occur, in any order. */
  readonly text: string;
  readonly filters: Filters;
  /** Only images that pass a test of the page's own. `key` changes when what the test says may change. */
  readonly only?: { readonly key: string; readonly test: (image: CloudImage) => boolean } | undefined;
  /** Absent: the cloud's own order. */
  readonly sort?: Sort | undefined;
  /** From 1. One beyond the end answers the last page. */
  readonly page: number;
  /** Images on a page. */
  readonly pageSize: number;
  /** What a portal calls the ids of locations. A search finds them by these names, too. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The language that names are ordered in, as a BCP 47 tag. */
  readonly locale?: string | undefined;
}

/**
 * How far the total can be relied on.
 *
 * - `exact`: counted
 * - `estimate`: the cloud says so, and nothing seen contradicts it
 * - `minimum`: so many were seen; there may be more
 */
export type TotalKind = 'exact' | 'estimate' | 'minimum';

/** Why a result may lack images that the cloud has. */
export type Incomplete =
  /** Some pages could not be loaded; `resume()` asks for just those. */
  | { readonly reason: 'failed'; readonly error: ProviderError; readonly pages: number }
  /** It was stopped; `resume()` goes on. */
  | { readonly reason: 'stopped' }
  /** More images than are read unasked; `resume()` goes on. */
  | { readonly reason: 'limit' }
  /** The cloud lists no more than this, however often it is asked. */
  | { readonly reason: 'ceiling' }
  /** The list kept changing while it was read. */
  | { readonly reason: 'changed' }
  /** The cloud says that it has more, but sent empty pages, or the same again; `resume()` asks for them once more. */
  | { readonly reason: 'missing' };

export interface FacetOption {
  readonly value: string;
  /** Images that match the rest of the query and have this value; known only when every image is. */
  readonly count?: number;
}

/** The values that a filter can be set to. */
export interface Facet {
  readonly id: string;
  readonly options: readonly FacetOption[];
}

/** One page of what a query found. */
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
  /** Who answered: the server, or this library over images it has read. */
  readonly answeredBy: 'server' | 'catalog';
  /** Images read so far, whether they match or not. */
  readonly loaded: number;
  /** About how many there are to read. */
  readonly expected?: number | undefined;
  /** Rows left out because they could not be read. */
  readonly unreadable: number;
  readonly incomplete?: Incomplete | undefined;
  /** What the cloud says about having no images, in its own words. */
  readonly detail?: string | undefined;
  readonly facets: readonly Facet[];
  /** When the oldest part of it was loaded. */
  readonly loadedAt: Date;
}
