import type { CloudImage } from '../providers/image.js';

/** What is there for a machine to be made from an image, and the portal's own say. */
export interface Limits {
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
  /** `true`, or why the image cannot be chosen. */
  readonly selectable?: ((image: CloudImage) => boolean | string) | undefined;
}

/** What an image needs more of than there is. */
export interface Unsuitable {
  readonly lacks: 'memory' | 'disk';
  /** In bytes. */
  readonly needs: number;
  /** In bytes. */
  readonly available: number;
}

/**
 * Why an image cannot be chosen: a shortage, the portal's own words, or `false` where the portal gives none. `undefined` where
 * it can.
 */
export function unsuitability(image: CloudImage, limits: Limits): Unsuitable | string | false | undefined {
  const shortages = [
    { lacks: 'disk', needs: image.minDiskBytes, available: limits.diskBytes },
    { lacks: 'memory', needs: image.minMemoryBytes, available: limits.memoryBytes },
  ] as const;
  for (const { lacks, needs, available } of shortages) {
    if (needs !== undefined && available !== undefined && needs > available) return { lacks, needs, available };
  }
  const verdict = verdictOf(image, limits);
  return verdict === true ? undefined : verdict;
}

/** A portal's function that throws must not take the list with it; what it says nothing about can be chosen. */
function verdictOf(image: CloudImage, { selectable }: Limits): boolean | string {
  try {
    return selectable?.(image) ?? true;
  } catch {
    return true;
  }
}
