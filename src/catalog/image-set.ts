import type { CloudImage } from '../providers/image.js';
import type { Incomplete } from './query.js';

/** Images to be searched, in their order, and how far the list that they are of has been read. */
export interface ImageSet {
  /** Each image once. */
  readonly images: readonly CloudImage[];
  /** What a search looks through, by the position of the image. */
  readonly searchTexts: readonly string[];
  /** Changes whenever `images` does. */
  readonly version: number;
  /** Rows that have come, whether they could be read or not. */
  readonly rows: number;
  readonly unreadable: number;
  /** About how many images there are, as long as nothing contradicts the cloud. */
  readonly expected: number | undefined;
  readonly loadedAt: Date;
  /** What the cloud says about having no images. */
  readonly detail: string | undefined;
  /** Nothing is left to ask for. */
  readonly finished: boolean;
  /** Why images may be missing. */
  readonly incomplete: Incomplete | undefined;
}
