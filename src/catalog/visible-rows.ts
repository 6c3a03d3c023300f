import type { CloudImage } from '../providers/image.js';
import type { Listing } from './listing.js';

/** A page of a list as the server has it. */
interface ServerPage {
  readonly images: readonly CloudImage[];
  readonly rows: number;
  readonly offset: number;
  readonly pageSize: number;
}

/**
 * Whether rows up to the end of a page are not shown: unreadable ones, images listed twice, and hidden images. To find out about those
 * before the page, no list is loaded that far, nor is one whose first page is unreadable.
 */
export function leavesOut(listing: Listing, page: ServerPage, isHidden: (image: CloudImage) => boolean): boolean {
  const { images, appendedRows } = listing;
  if (page.images.some(isHidden) || images.some(isHidden)) return true;
  const leftOut = appendedRows > images.length || page.rows > page.images.length;
  return leftOut && appendedRows >= page.offset && listing.slice(0, page.pageSize).images.length > 0;
}

/**
 * Loads a page of a list without the rows that are not shown. Reads from the beginning of the list, because only the rows before the page
 * tell how many of them are left out, and as far as the page needs.
 */
export async function loadVisible(
  listing: Listing,
  { offset, pageSize }: { readonly offset: number; readonly pageSize: number },
  isHidden: (image: CloudImage) => boolean,
  signal: AbortSignal,
): Promise<{ readonly images: CloudImage[]; readonly leftOut: number }> {
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
