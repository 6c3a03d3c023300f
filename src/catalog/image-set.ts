import type { CloudImage } from '../providers/image.js';
import type { ListingRequest } from './page-loader.js';
import type { Incomplete } from './query.js';

/** Images in order, ready to be searched, and how much of their list has been read. */
export interface ImageSet {
  /** What the server has filtered and sorted, for each list. */
  readonly requests: readonly ListingRequest[];
  /** Each image once. */
  readonly images: readonly CloudImage[];
  /** The text that a search looks through, by the position of the image. */
  readonly searchTexts: readonly string[];
  /** Changes whenever `images` does. */
  readonly version: number;
  /** Rows received, readable or not. */
  readonly rows: number;
  readonly unreadable: number;
  /** The total that the cloud states, unless the rows have refuted it. */
  readonly expected: number | undefined;
  readonly loadedAt: Date;
  /** The cloud's explanation of an empty list. */
  readonly detail: string | undefined;
  /** Nothing is left to request. */
  readonly finished: boolean;
  /** Why images may be missing. */
  readonly incomplete: Incomplete | undefined;
}
