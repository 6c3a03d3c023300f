/** Every image of a page is in the DOM, so a larger page would slow down each keystroke. */
const MAX_PAGE_SIZE = 500;
const DEFAULT_PAGE_SIZE = 20;

/** The page size that is used for what a page has set, which can be anything. */
export const validPageSize = (size: number): number =>
  Number.isInteger(size) && size > 0 ? Math.min(size, MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
