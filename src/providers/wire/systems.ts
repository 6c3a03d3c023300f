import type { ImageOs, OsFamily } from '../image.js';

const FAMILIES: readonly OsFamily[] = ['windows', 'linux', 'android'];

/** The operating system from the vendor's type, which is kept as the version if it is more specific than the family. */
export function parseOs(type: string | undefined, version?: string): ImageOs | undefined {
  const word = (type ?? version)?.toLowerCase();
  if (word === undefined) return undefined;
  const [family = 'other', another] = FAMILIES.filter((name) => word.includes(name));
  if (family === 'other' || another)
    return { family: 'other', version: version ?? (word === 'other' ? undefined : type) };
  return { family, version };
}
