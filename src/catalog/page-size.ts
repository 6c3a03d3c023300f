/** Every image of a page is in the DOM, so a larger page would slow down each keystroke. */
const MAX_PAGE_SIZE = 500;
export const DEFAULT_PAGE_SIZE = 10;
/** The default number of images to add when scrolling. */
const DEFAULT_GROWTH = 20;

/** Returns a valid page size for the value that is set, which can be anything. */
export const validPageSize = (size: number | null | undefined, grows: boolean): number =>
  Number.isInteger(size) && Number(size) > 0
    ? Math.min(Number(size), MAX_PAGE_SIZE)
    : grows
      ? DEFAULT_GROWTH
      : DEFAULT_PAGE_SIZE;
