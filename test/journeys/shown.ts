/** How many images of a cloud a picker shows: deleted ones are hidden. */
export const shownOf = (images: readonly unknown[]): number =>
  images.filter(
    (image) => !(typeof image === 'object' && image && 'status' in image && String(image.status).startsWith('DELET')),
  ).length;
