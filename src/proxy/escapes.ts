import { lookUp } from '../providers/wire.js';
import { ENTITIES } from './unescape.js';

const BACKSLASH = 92;
const PERCENT = 37;
const AMPERSAND = 38;
const HASH = 35;
const SEMICOLON = 59;
const SPACE = 32;

/** The single-character escapes of JSON. */
const JSON_ESCAPES: Readonly<Record<string, number>> = { '"': 34, '/': 47, n: SPACE, r: SPACE, t: SPACE };
const HIDDEN = /[\s\p{C}]/u;
const WORD = /\w/;
const DIGITS = '0123456789abcdef';

/** Whether a character can be part of an escape. */
export const isEscapeCode = (code: number): boolean => /[\w#;{}\\]/.test(String.fromCharCode(code));

/**
 * Whether an escape in a JSON string stands for a character that occurs neither in a secret nor in another escape. Such a character
 * separates the text before and after it, so no secret can span it, and nothing has to be unescaped to know that.
 *
 * @param at - the position of a backslash, a percent sign, an ampersand or a control character
 * @param relevantCodes - the characters of secrets and escapes, by code; 128 stands for everything beyond ASCII
 */
export function isSeparator(bytes: Uint8Array, at: number, relevantCodes: Uint8Array): boolean {
  if (bytes[at] === PERCENT) return isPercent(bytes, at + 1, relevantCodes);
  if (bytes[at] === AMPERSAND) return isAmpersand(bytes, at + 1, relevantCodes);
  if (bytes[at] !== BACKSLASH) return false;
  const letter = String.fromCharCode(bytes[at + 1] ?? 0);
  return letter === 'u'
    ? separates(hex(bytes, at + 2, 4), bytes, at + 6, relevantCodes)
    : separates(lookUp(JSON_ESCAPES, letter) ?? 0, bytes, at + 2, relevantCodes);
}

/** @param end - the position after the escape */
function separates(code: number, bytes: Uint8Array, end: number, relevantCodes: Uint8Array): boolean {
  if (code < SPACE || relevantCodes[Math.min(code, 128)] === 1) return false;
  if (code === PERCENT) return isPercent(bytes, end, relevantCodes);
  if (code === AMPERSAND) return isAmpersand(bytes, end, relevantCodes);
  return code < 128 || !HIDDEN.test(String.fromCharCode(code));
}

function isPercent(bytes: Uint8Array, from: number, relevantCodes: Uint8Array): boolean {
  const code = hex(bytes, from, 2);
  // Beyond ASCII it is part of a multi-byte character.
  return code < 0 || (code < 128 && separates(code, bytes, from + 2, relevantCodes));
}

function isAmpersand(bytes: Uint8Array, from: number, relevantCodes: Uint8Array): boolean {
  if (bytes[from] === HASH) return false;
  let name = '';
  let end = from;
  for (; end < from + 6 && WORD.test(String.fromCharCode(bytes[end] ?? 0)); end++)
    name += String.fromCharCode(bytes[end] ?? 0);
  const sign = lookUp(ENTITIES, name);
  return (
    sign === undefined || separates(sign.charCodeAt(0), bytes, bytes[end] === SEMICOLON ? end + 1 : end, relevantCodes)
  );
}

/** -1 if a digit is missing. */
function hex(bytes: Uint8Array, from: number, length: number): number {
  let code = 0;
  for (let at = from; at < from + length; at++) {
    const digit = DIGITS.indexOf(String.fromCharCode((bytes[at] ?? 0) | 32));
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}
