import type { CloudImage, ImageStatus } from '../providers/image.js';

/** The memory and disk available for a machine, and the portal's own rule. */
export interface Limits {
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
  /** Returns `true`, or why the image cannot be selected. Also decides about images that are not ready. */
  readonly selectable?: ((image: CloudImage) => boolean | string) | undefined;
}

/** The statuses of images that no machine can be created from. */
const unusable = ['pending', 'disabled', 'failed', 'deleted'] as const satisfies readonly ImageStatus[];
export type Unusable = (typeof unusable)[number];

/** A resource that is too small for an image. */
export interface Unsuitable {
  readonly lacks: 'memory' | 'disk';
  /** In bytes. */
  readonly needs: number;
  /** In bytes. */
  readonly available: number;
}

/**
 * Why an image cannot be selected: its status, a shortage, or the portal's reason (`false` if it gives none). `undefined` if it can be
 * selected.
 */
export function unsuitability(
  image: CloudImage,
  limits: Limits,
): Unsuitable | { readonly status: Unusable } | string | false | undefined {
  const result = selectableResult(image, limits);
  const status = unusable.find((word) => word === image.status);
  if (status && result === undefined) return { status };
  return (
    shortage('disk', image.minDiskBytes, limits.diskBytes) ??
    shortage('memory', image.minMemoryBytes, limits.memoryBytes) ??
    (result === true ? undefined : result)
  );
}

function shortage(lacks: Unsuitable['lacks'], needs?: number, available?: number): Unsuitable | undefined {
  return needs !== undefined && available !== undefined && needs > available ? { lacks, needs, available } : undefined;
}

/** If the portal's function throws, it is ignored rather than breaking the list. */
function selectableResult(image: CloudImage, { selectable }: Limits): boolean | string | undefined {
  try {
    return selectable?.(image);
  } catch {
    return undefined;
  }
}
