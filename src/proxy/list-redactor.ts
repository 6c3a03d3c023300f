import { concat } from './body.js';
import { isSeparator } from './escapes.js';
import { ProxyFailure } from './failure.js';
import type { Secrets } from './redaction.js';
import { NGRAM_LENGTH, viewOf } from './ngram-index.js';
import type { RequestValues } from './request-values.js';

const QUOTE = 34;
const BACKSLASH = 92;

/** A longer text is no part of an image. It is left out, so that it need not be held. */
const MAX_STRING = 2 ** 20;
/** A shorter one holds nothing that can be told from chance. */
const MIN_STRING = 8;

/** What separates the values of JSON. */
const PUNCTUATION = tableOf(' \t\r\n{}[],:');
/** What numbers, `true`, `false` and `null` are made of. */
const LITERAL = tableOf('0123456789+-.eEtrufalsn');
/** What ends a text, and what may say something else than its bytes. */
const STRING_STOPS = tableOf('"\\%&').fill(1, 0, 32);

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const OMITTED = encoder.encode('…');
const NULL = encoder.encode('null');
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Lets a list in JSON through as it comes. A value that quotes a secret is replaced as a whole; a value that has not ended yet waits
 * for the next chunk.
 */
export class ListRedactor {
  readonly #secrets: Secrets;
  readonly #requestValues: RequestValues;
  #held: Uint8Array = new Uint8Array();
  #begun = false;
  /** In the middle of a text that is left out. */
  #skipping = false;

  constructor(secrets: Secrets, requestValues: RequestValues) {
    this.#secrets = secrets;
    this.#requestValues = requestValues;
  }

  /** @throws ProxyFailure where it is no JSON */
  readonly transform = (chunk: Uint8Array): readonly Uint8Array[] => {
    const held = this.#held;
    const bytes = held.length === 0 ? chunk : concat([held, chunk], held.length + chunk.length);
    const resumeAt = this.#skipping ? endOfString(bytes, 0) : 0;
    if (this.#skipping && resumeAt >= bytes.length) return this.#skip(bytes, resumeAt);
    const { pieces, end } = this.#scan(bytes.subarray(resumeAt), false);
    this.#held = bytes.slice(resumeAt + end);
    if (this.#held.length <= MAX_STRING) return pieces;
    if (this.#held[0] !== QUOTE) throw malformedFailure();
    pieces.push(this.#held.slice(0, 1), OMITTED);
    this.#skip(this.#held, endOfString(this.#held, 1));
    return pieces;
  };

  #skip(bytes: Uint8Array, end: number): readonly Uint8Array[] {
    this.#skipping = true;
    // The backslash at the end belongs to the next character.
    this.#held = end > bytes.length ? bytes.slice(-1) : new Uint8Array();
    return [];
  }

  /** A text that has not ended is left out: it could be cut in the middle of a secret, and makes the list malformed anyway. */
  readonly flush = (): readonly Uint8Array[] => (this.#skipping ? [] : this.#scan(this.#held, true).pieces);

  /** What may go, and how far that is. */
  #scan(bytes: Uint8Array, last: boolean): { readonly pieces: Uint8Array[]; readonly end: number } {
    const pieces: Uint8Array[] = [];
    const view = viewOf(bytes);
    const { relevantCodes } = this.#secrets;
    let candidate = this.#secrets.indexOf(view, 0);
    let from = 0;
    let at = this.#begun || BYTE_ORDER_MARK.some((byte, index) => bytes[index] !== byte) ? 0 : 3;
    this.#begun = true;
    // What ends a text that was left out begins none.
    if (this.#skipping) at = 1;
    this.#skipping = false;
    while (at < bytes.length) {
      const isText = bytes[at] === QUOTE;
      if (!isText && PUNCTUATION[bytes[at] ?? 0] === 1) {
        at += 1;
        continue;
      }
      const end = isText ? endOfString(bytes, at + 1, relevantCodes) : endOfLiteral(bytes, at);
      if (end >= bytes.length && (isText || !last)) break;
      const start = isText ? at + 1 : at;
      if (candidate < start) candidate = this.#secrets.indexOf(view, start);
      if (end - start >= MIN_STRING && ((isText && hasEscape) || candidate + NGRAM_LENGTH <= end)) {
        const asKey = isText ? isKey(bytes, end + 1) : false;
        if (asKey === undefined && !last) break;
        if (
          this.#secrets.areQuotedIn(textOf(bytes.subarray(start, end)), this.#requestValues, { asKey: asKey === true })
        ) {
          pieces.push(bytes.subarray(from, start), isText ? OMITTED : NULL);
          from = end;
        }
      }
      at = isText ? end + 1 : end;
    }
    pieces.push(bytes.subarray(from, at));
    return { pieces, end: at };
  }
}

/** Whether the last text has to be undone; a result of two parts for each text would cost more than all else. */
let hasEscape = false;

/** Where the quotation mark stands that ends a text; beyond the bytes where there is none. */
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

/** Whether a colon follows; unknown where nothing follows yet. */
function isKey(bytes: Uint8Array, from: number): boolean | undefined {
  let at = from;
  while (at < bytes.length && [9, 10, 13, 32].includes(bytes[at] ?? 0)) at += 1;
  return at < bytes.length ? bytes[at] === 58 : undefined;
}

function textOf(bytes: Uint8Array): string {
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

const malformedFailure = (): ProxyFailure => new ProxyFailure('MALFORMED', 'The answer of the cloud is no list');
