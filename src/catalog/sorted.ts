import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';
import type { Sort } from './query.js';

type SortKey = string | number | undefined;

const keys: Readonly<Record<SortField, (image: CloudImage) => SortKey>> = {
  name: (image) => image.name,
  status: (image) => image.status,
  os: (image) => image.os && `${image.os.family} ${image.os.version ?? ''}`,
  architecture: (image) => image.architecture,
  visibility: (image) => image.visibility,
  format: (image) => image.format,
  sizeBytes: (image) => image.sizeBytes,
  createdAt: (image) => image.createdAt?.getTime(),
  updatedAt: (image) => image.updatedAt?.getTime(),
};

/**
 * The positions of the images in sorted order. Text follows the language's rules (`ubuntu-9` before `ubuntu-22`). Images without a
 * value come last in either direction, and equal ones keep the cloud's order.
 */
export function sortedPositions(images: readonly CloudImage[], { field, direction }: Sort, locale?: string): number[] {
  const key = images.map(keys[field]);
  const text = collatorOf(locale);
  const sign = direction === 'desc' ? -1 : 1;
  return [...images.keys()].sort((a, b) => {
    const left = key[a];
    const right = key[b];
    if (left === right) return 0;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    return sign * (typeof left === 'number' ? left - Number(right) : text.compare(left, String(right)));
  });
}

function collatorOf(locale: string | undefined): Intl.Collator {
  const options = { numeric: true, sensitivity: 'base' } as const;
  try {
    return new Intl.Collator(locale, options);
  } catch {
    // `lang` may hold an invalid tag.
    return new Intl.Collator(undefined, options);
  }
}
