import type { CloudImage } from '../providers/image.js';
import type { Listing } from './listing.js';
import { shouldReplace, type Listings } from './listings.js';
import type { ListingRequest } from './page-loader.js';
import type { RowRange } from './page-store.js';
import type { PageWindow } from './result.js';

export interface ServerPageRequest {
  readonly list: ListingRequest;
  readonly page: number;
  readonly pageSize: number;
  /** Images of the list that are not shown. */
  readonly isHidden: (image: CloudImage) => boolean;
}

/** A page of a listing in the server's order. */
interface ServerPage {
  readonly listing: Listing;
  readonly window: PageWindow;
}

/**
 * Loads a page in the server's order. `undefined` if that does not help: everything is loaded already, or a list of unknown length may
 * end before the page.
 */
export async function loadServerPage(
  listings: Listings,
  request: ServerPageRequest,
  signal: AbortSignal,
): Promise<ServerPage | undefined> {
  const { list, pageSize } = request;
  for (;;) {
    const listing = listings.get(list);
    try {
      const offset = await loadRowsOf(listing, request, signal);
      const range = listing.slice(offset, offset + pageSize);
      const { images, leftOut } = leavesOut(listing, range, offset, request)
        ? await loadVisible(listing, offset, request, signal)
        : { images: range.images, leftOut: 0 };
      const { unreadable } = range;
      const empty = images.length === 0 && (unreadable === 0 || leftOut > 0);
      if (empty || listing.finished || listing.hasFullBody) return undefined;
      return { listing, window: { images, offset, pageSize, unreadable, leftOut } };
    } catch (error) {
      if (!listing.markerRejected || !shouldReplace(listing)) throw error;
      listings.replace(listing);
    }
  }
}

/**
 * Loads the rows of a page. A page beyond the end becomes the last one, and its rows can show that another page is the last.
 *
 * @returns the position of the page's first image
 */
async function loadRowsOf(
  listing: Listing,
  { page, pageSize }: ServerPageRequest,
  signal: AbortSignal,
): Promise<number> {
  await listing.loadRows(0, 1, signal);
  for (;;) {
    const { expected } = listing;
    const from = Math.min((page - 1) * pageSize, lastOffset(listing, pageSize));
    await listing.loadRows(from, from + pageSize, signal);
    // If the rows refute the total, it may have kept some of them from being requested.
    if (expected === listing.expected) return from;
  }
}

/** The position of the first image of the last page, as far as it is known. */
function lastOffset(listing: Listing, pageSize: number): number {
  const rows = listing.expected ?? Infinity;
  return rows === Infinity ? Infinity : Math.max(0, Math.ceil(rows / pageSize) - 1) * pageSize;
}

/**
 * Whether rows up to the end of a page are not shown: unreadable ones, images listed twice, and hidden images. To find out about those
 * before the page, no list is loaded that far, nor is one whose first page is unreadable.
 */
function leavesOut(
  listing: Listing,
  range: RowRange,
  offset: number,
  { pageSize, isHidden }: ServerPageRequest,
): boolean {
  const { images, appendedRows } = listing;
  if (range.images.some(isHidden) || images.some(isHidden)) return true;
  const leftOut = appendedRows > images.length || range.rows > range.images.length;
  return leftOut && appendedRows >= offset && listing.slice(0, pageSize).images.length > 0;
}

/**
 * Loads a page of a list without the rows that are not shown. Reads from the beginning of the list, because only the rows before the page
 * tell how many of them are left out, and as far as the page needs.
 */
async function loadVisible(
  listing: Listing,
  offset: number,
  { pageSize, isHidden }: ServerPageRequest,
  signal: AbortSignal,
): Promise<Pick<PageWindow, 'images' | 'leftOut'>> {
  const end = offset + pageSize;
  for (let rows = end, before = -1; ;) {
    await listing.loadRows(0, rows, signal);
    const visible = listing.images.filter((image) => !isHidden(image));
    const leftOut = listing.appendedRows - visible.length;
    if (visible.length >= end || listing.finished || listing.rows === before)
      return { images: visible.slice(offset, end), leftOut };
    before = listing.rows;
    rows = end + leftOut;
  }
}
