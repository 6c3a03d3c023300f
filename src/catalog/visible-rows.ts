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
): Promise<{ readonly images: CloudImage[]; readonly offset: number; readonly hidden: number }> {
  const offset = (page - 1) * pageSize;
  const end = offset + pageSize;
  for (let rows = end, before = -1; ;) {
    await listing.loadRows(0, rows, signal);
    const visible = listing.images.filter((image) => !isDeleted(image));
    const hidden = listing.images.length - visible.length;
    if (visible.length >= end || listing.finished || listing.rows === before)
      return { images: visible.slice(offset, end), offset, hidden };
    before = listing.rows;
    rows = end + hidden + listing.unreadable;
  }
}
