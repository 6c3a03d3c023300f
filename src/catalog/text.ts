import type { CloudImage } from '../providers/image.js';

// eslint-disable-next-line no-control-regex -- most names are ASCII, where only the case needs folding
const ascii = /^[\x00-\x7f]*$/;

/** Removes differences that users do not care about: case, diacritics, full and half width, Arabic and European digits. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  // Both rows of Arabic digits begin at a multiple of sixteen.
  return plain.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16)).toLowerCase();
}

/** The words of a search. */
export function wordsOf(text: string): string[] {
  return fold(text).split(/\s+/).filter(Boolean);
}

/** The folded text of an image that a search looks through. Line breaks keep words from matching across fields. */
export function searchTextOf({ name, id, description, os, architecture, format, locations }: CloudImage): string {
  const fields = [name, id, description, os?.family, os?.version, architecture, format, ...locations];
  return fold(fields.filter(Boolean).join('\n'));
}
