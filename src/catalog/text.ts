import type { CloudImage } from '../providers/image.js';

// eslint-disable-next-line no-control-regex -- ASCII is what most names are, and needs no folding but case
const ascii = /^[\x00-\x7f]*$/;

/** Folds away what a person does not mean to distinguish: case, diacritics, full and half width, Arabic and European digits. */
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

/** What a search looks through in one image, folded. Its fields are kept apart, so that no word matches across two. */
export function searchTextOf({ name, id, description, os, architecture, format, locations }: CloudImage): string {
  const fields = [name, id, description, os?.family, os?.version, architecture, format, ...locations];
  return fold(fields.filter(Boolean).join('\n'));
}
