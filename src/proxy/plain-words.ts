import { unescapeAll } from './unescape.js';
import { MIN_MATCH_IN_ERRORS, type RequestValues } from './request-values.js';

const OMITTED = '…';

/** Replaces a character of a request value; occurs in no text. */
const FROM_REQUEST = '\uFFFF';

/** A word, including the punctuation that occurs in tokens. */
const TOKEN = /[\p{L}\p{N}\uFFFF+/_~%\\&#-]+(?:\.[\p{L}\p{N}\uFFFF+/_~%\\&#-]+)*=*/gu;

/** The most letters of an ordinary word. */
const MAX_WORD = 24;
const MIN_TOKEN = 8;

/**
 * Reduces an error message to ordinary words. Anything that looks like a token, an id or an encoding is left out, and so are the values of
 * the request. Neither depends on a secret, so the result reveals nothing about one, and hardly ever contains one.
 */
export function plainWords(text: string, requestValues: RequestValues): string {
  const sentence = unescapeAll(text).replaceAll(FROM_REQUEST, '');
  const marks = requestValues.maskOf(sentence, MIN_MATCH_IN_ERRORS);
  return Array.from(sentence.split(''), (character, at) => (marks[at] === true ? FROM_REQUEST : character))
    .join('')
    .replace(TOKEN, (word) => (word.includes(FROM_REQUEST) || !isPlain(word.replace(/=+$/, '')) ? OMITTED : word));
}

function isPlain(word: string): boolean {
  if (word.length < MIN_TOKEN) return true;
  if (/[+~%\\&#]/.test(word)) return false;
  return word.split(/[^A-Za-z0-9]+/).every((part) => part === '' || isPlainPart(part));
}

/** A number, or letters cased like a word, an abbreviation or a name such as `NullPointerException` or `imageId`. */
function isPlainPart(part: string): boolean {
  if (part.length > MAX_WORD) return false;
  return /^(?:\d{1,10}|[A-Z]*[a-z]*(?:[A-Z][a-z]{2,})*(?:Ids?|[A-Z]{0,4})\d{0,3})$/.test(part);
}
