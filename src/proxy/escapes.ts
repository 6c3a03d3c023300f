import { lookUp } from '../providers/wire.js';
import { ENTITIES } from './unescape.js';

const BACKSLASH = 92;
const PERCENT = 37;
const AMPERSAND = 38;
const HASH = 35;
const SEMICOLON = 59;
const SPACE = 32;

/** What the escapes of JSON by one character say. */
const JSON_ESCAPES: Readonly<Record<string, number>> = { '"': 34, '/': 47, n: SPACE, r: SPACE, t: SPACE };
const HIDDEN = /[\s\p{C}]/u;
const WORD = /\w/;
const DIGITS = '0123456789abcdef';

/** What an escape goes on with, by its code. */
export const isEscapeCode = (code: number): boolean => /[\w#;{}\\]/.test(String.fromCharCode(code));

/**
 * Whether an escape in a text of JSON says a character that stands neither in a secret nor in another escape. It parts what stands
 * before and behind it, so nothing has to be undone to know that no secret goes across.
 *
 * @param at - where a backslash, a percent sign or an ampersand stands, or what cannot be seen
 * @param signs - what stands in secrets or is a part of escapes, by its code; 128 stands for all beyond ASCII
 */
export function isSeparator(bytes: Uint8Array, at: number, signs: Uint8Array): boolean {
  if (bytes[at] === PERCENT) return isPercent(bytes, at + 1, signs);
  if (bytes[at] === AMPERSAND) return isAmpersand(bytes, at + 1, signs);
  if (bytes[at] !== BACKSLASH) return false;
  const letter = String.fromCharCode(bytes[at + 1] ?? 0);
  return letter === 'u'
    ? separates(hex(bytes, at + 2, 4), bytes, at + 6, signs)
    : separates(lookUp(JSON_ESCAPES, letter) ?? 0, bytes, at + 2, signs);
}

/** @param end - where it goes on behind the escape */
function separates(code: number, bytes: Uint8Array, end: number, signs: Uint8Array): boolean {
  if (code < SPACE || signs[Math.min(code, 128)] === 1) return false;
  if (code === PERCENT) return isPercent(bytes, end, signs);
  if (code === AMPERSAND) return isAmpersand(bytes, end, signs);
  return code < 128 || !HIDDEN.test(String.fromCharCode(code));
}

function isPercent(bytes: Uint8Array, from: number, signs: Uint8Array): boolean {
  const code = hex(bytes, from, 2);
  // Beyond ASCII it is a part of a character.
  return code < 0 || (code < 128 && separates(code, bytes, from + 2, signs));
}

function isAmpersand(bytes: Uint8Array, from: number, signs: Uint8Array): boolean {
  if (bytes[from] === HASH) return false;
  let name = '';
  let end = from;
  for (; end < from + 6 && WORD.test(String.fromCharCode(bytes[end] ?? 0)); end++)
    name += String.fromCharCode(bytes[end] ?? 0);
  const sign = lookUp(ENTITIES, name);
  return sign === undefined || separates(sign.charCodeAt(0), bytes, bytes[end] === SEMICOLON ? end + 1 : end, signs);
}

/** Less than nothing where a digit is missing. */
function hex(bytes: Uint8Array, from: number, length: number): number {
  let code = 0;
  for (let at = from; at < from + length; at++) {
    const digit = DIGITS.indexOf(String.fromCharCode((bytes[at] ?? 0) | 32));
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}
