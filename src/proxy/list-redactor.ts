import { concat } from './body.js';
import { isSeparator } from './escapes.js';
import { ProxyFailure } from './failure.js';
import type { Secrets } from './redaction.js';
import { NGRAM_LENGTH, viewOf } from './ngram-index.js';
import type { RequestValues } from './request-values.js';

const QUOTE = 34;
const BACKSLASH = 92;

/** Bytes. No field of an image is longer; a longer string is left out, so that it need not be buffered. */
const MAX_STRING = 2 ** 20;
/** Bytes. A shorter string cannot quote a secret recognizably. */
const MIN_STRING = 8;

/** The separators of JSON values. */
const PUNCTUATION = tableOf(' \t\r\n{}[],:');
/** The characters of numbers, `true`, `false` and `null`. */
const LITERAL = tableOf('0123456789+-.eEtrufalsn');
/** The characters that end a string or begin an escape, and control characters. */
const STRING_STOPS = tableOf('"\\%&').fill(1, 0, 32);

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const OMITTED = encoder.encode('…');
const NULL = encoder.encode('null');
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Streams a JSON list and replaces each value that quotes a secret. A value that is not complete yet waits for the next chunk.
 */
export class ListRedactor {
  readonly #secrets: Secrets;
  readonly #requestValues: RequestValues;
  #buffered: Uint8Array = new Uint8Array();
  #begun = false;
  /** Inside a string that is left out. */
  #skipping = false;

  constructor(secrets: Secrets, requestValues: RequestValues) {
    this.#secrets = secrets;
    this.#requestValues = requestValues;
  }

  /** @throws ProxyFailure if it is not JSON */
  readonly transform = (chunk: Uint8Array): readonly Uint8Array[] => {
    const buffered = this.#buffered;
    const bytes = buffered.length === 0 ? chunk : concat([buffered, chunk], buffered.length + chunk.length);
    const resumeAt = this.#skipping ? endOfString(bytes, 0) : 0;
    if (this.#skipping && resumeAt >= bytes.length) return this.#skip(bytes, resumeAt);
    const { pieces, end } = this.#scan(bytes.subarray(resumeAt), false);
    this.#buffered = bytes.slice(resumeAt + end);
    if (this.#buffered.length <= MAX_STRING) return pieces;
    if (this.#buffered[0] !== QUOTE) throw malformedFailure();
    pieces.push(this.#buffered.slice(0, 1), OMITTED);
    this.#skip(this.#buffered, endOfString(this.#buffered, 1));
    return pieces;
  };

  #skip(bytes: Uint8Array, end: number): readonly Uint8Array[] {
    this.#skipping = true;
    // The backslash at the end belongs to the next character.
    this.#buffered = end > bytes.length ? bytes.slice(-1) : new Uint8Array();
    return [];
  }

  /** An incomplete string is left out: it could end in the middle of a secret, and the list is malformed anyway. */
  readonly flush = (): readonly Uint8Array[] => (this.#skipping ? [] : this.#scan(this.#buffered, true).pieces);

  /** The pieces that can be sent, and the position up to which they reach. */
  #scan(bytes: Uint8Array, last: boolean): { readonly pieces: Uint8Array[]; readonly end: number } {
    const pieces: Uint8Array[] = [];
    const view = viewOf(bytes);
    const { relevantCodes } = this.#secrets;
    let candidate = this.#secrets.indexOf(view, 0);
    let from = 0;
    let at = this.#begun || BYTE_ORDER_MARK.some((byte, index) => bytes[index] !== byte) ? 0 : 3;
    this.#begun = true;
    // The quotation mark that ends an omitted string does not begin one.
    if (this.#skipping) at = 1;
    this.#skipping = false;
    while (at < bytes.length) {
      const isString = bytes[at] === QUOTE;
      if (!isString && PUNCTUATION[bytes[at] ?? 0] === 1) {
        at += 1;
        continue;
      }
      const end = isString ? endOfString(bytes, at + 1, relevantCodes) : endOfLiteral(bytes, at);
      if (end >= bytes.length && (isString || !last)) break;
      const start = isString ? at + 1 : at;
      if (candidate < start) candidate = this.#secrets.indexOf(view, start);
      if (end - start >= MIN_STRING && ((isString && hasEscape) || candidate + NGRAM_LENGTH <= end)) {
        const asKey = isString ? isKey(bytes, end + 1) : false;
        if (asKey === undefined && !last) break;
        if (
          this.#secrets.areQuotedIn(stringOf(bytes.subarray(start, end)), this.#requestValues, {
            asKey: asKey === true,
          })
        ) {
          pieces.push(bytes.subarray(from, start), isString ? OMITTED : NULL);
          from = end;
        }
      }
      at = isString ? end + 1 : end;
    }
    pieces.push(bytes.subarray(from, at));
    return { pieces, end: at };
  }
}

/** Whether the last string has relevant escapes. A module variable, because allocating a result per string would be slow. */
let hasEscape = false;

/** The position of the closing quotation mark; beyond the bytes if there is none. */
function endOfString(bytes: Uint8Array, from: number, signs?: Uint8Array): number {
  const { length } = bytes;
  hasEscape = false;
  for (let end = from; ; end++) {
    while (end < length && STRING_STOPS[bytes[end] ?? 0] === 0) end += 1;
    if (end >= length || bytes[end] === QUOTE) return end;
    hasEscape ||= signs !== undefined && !isSeparator(bytes, end, signs);
    if (bytes[end] === BACKSLASH) end += 1;
  }
}

function endOfLiteral(bytes: Uint8Array, from: number): number {
  let end = from;
  for (let byte = bytes[end]; byte !== undefined && PUNCTUATION[byte] !== 1; byte = bytes[end]) {
    if (LITERAL[byte] !== 1) throw malformedFailure();
    end += 1;
  }
  return end;
}

/** Whether a colon follows; `undefined` if nothing follows yet. */
function isKey(bytes: Uint8Array, from: number): boolean | undefined {
  let at = from;
  while (at < bytes.length && [9, 10, 13, 32].includes(bytes[at] ?? 0)) at += 1;
  return at < bytes.length ? bytes[at] === 58 : undefined;
}

function stringOf(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

const malformedFailure = (): ProxyFailure => new ProxyFailure('MALFORMED', 'The cloud’s response is not a list');
