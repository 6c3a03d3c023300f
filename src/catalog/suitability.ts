import type { CloudImage, ImageStatus } from '../providers/image.js';

/** What is there for a machine to be made from an image, and the portal's own say. */
export interface Limits {
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
  /** `true`, or why the image cannot be chosen. Decides about images that are not ready, too. */
  readonly selectable?: ((image: CloudImage) => boolean | string) | undefined;
}

/** The statuses of images from which no machine can be made. */
const unusable = ['pending', 'disabled', 'failed', 'deleted'] as const satisfies readonly ImageStatus[];
export type Unusable = (typeof unusable)[number];

/** What an image needs more of than there is. */
export interface Unsuitable {
  readonly lacks: 'memory' | 'disk';
  /** In bytes. */
  readonly needs: number;
  /** In bytes. */
  readonly available: number;
}

/**
 * Why an image cannot be chosen: its status, a shortage, the portal's own words, or `false` where the portal gives none.
 * `undefined` where it can.
 */
export function unsuitability(
  image: CloudImage,
  limits: Limits,
): Unsuitable | { readonly status: Unusable } | string | false | undefined {
  const verdict = verdictOf(image, limits);
  const status = unusable.find((word) => word === image.status);
  if (status && verdict === undefined) return { status };
  return (
    shortage('disk', image.minDiskBytes, limits.diskBytes) ??
    shortage('memory', image.minMemoryBytes, limits.memoryBytes) ??
    (verdict === true ? undefined : verdict)
  );
}

function shortage(lacks: Unsuitable['lacks'], needs?: number, available?: number): Unsuitable | undefined {
  return needs !== undefined && available !== undefined && needs > available ? { lacks, needs, available } : undefined;
}

/** A portal's function that throws must not take the list with it: then it has said nothing. */
function verdictOf(image: CloudImage, { selectable }: Limits): boolean | string | undefined {
  try {
    return selectable?.(image);
  } catch {
    return undefined;
  }
}
