import type { CloudImage } from '../providers/image.js';
import { isDeleted } from './filter.js';
import type { Listing } from './listing.js';
import type { Query } from './query.js';

/**
 * Loads a page of a list without its deleted images. Reads from the beginning of the list, because only the rows before the page tell how
 * many of them are deleted, and as far as the page needs.
 */
export async function loadVisible(
  listing: Listing,
  { page, pageSize }: Query,
  signal: AbortSignal,
): Promise<CloudImage[]> {
  const end = page * pageSize;
  for (let rows = end, before = -1; ;) {
    await listing.loadRows(0, rows, signal);
    const visible = listing.images.filter((image) => !isDeleted(image));
    if (visible.length >= end || listing.finished || listing.rows === before) return visible.slice(end - pageSize, end);
    before = listing.rows;
    rows = listing.images.length + listing.unreadable + end - visible.length;
  }
}
