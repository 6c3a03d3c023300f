import { base64Fragments, unescapeAll } from './unescape.js';
import { NgramIndex, viewOf } from './ngram-index.js';
import { MIN_MATCH_IN_LISTS, type RequestValues } from './request-values.js';

/** Consecutive characters of a secret that cannot match by chance. */
const NGRAM = 8;

/** Consecutive characters that make a quote; a shorter secret has to match completely. */
const MIN_QUOTE = 16;

/** The shortest secret to look for in JSON keys: an API's own keys are shorter. */
const MIN_KEY_SECRET = 20;

/** A match is a quote only if at least this many of its characters do not come from the request. */
const MIN_UNEXPLAINED = 4;

/** Shorter texts do not count as secrets. */
const MIN_SECRET = 4;

interface Needle {
  readonly text: string;
  /** A short secret counts only as a whole word. */
  readonly wholeWord: boolean;
}

const encoder = new TextEncoder();

/** The secrets that must not be passed on: some gateways quote the token that they reject. */
export class Secrets {
  readonly #needles: readonly Needle[];
  readonly #words: readonly string[];
  #cachedIndex: NgramIndex | undefined;

  constructor(secrets: readonly string[]) {
    const spellings = [...new Set(secrets.flatMap((secret) => [secret, unescapeAll(secret)]))];
    const all = [
      ...spellings.map((text) => ({ text, wholeWord: text.length < MIN_QUOTE })),
      ...[...new Set(spellings.flatMap(base64Fragments))].map((text) => ({ text, wholeWord: false })),
    ];
    this.#needles = all.filter(({ text }) => text.length >= NGRAM);
    this.#words = spellings.filter(({ length }) => length >= MIN_SECRET && length < NGRAM);
  }

  /** Built lazily, for the first body. */
  get #index(): NgramIndex {
    this.#cachedIndex ??= new NgramIndex(this.#needles.map(({ text }) => encoder.encode(text)));
    return this.#cachedIndex;
  }

  /**
   * The position of the next n-gram that also occurs in a secret. Bytes without one cannot quote a secret, as plain text or in Base64.
   * Escapes have to be decoded first.
   */
  indexOf(bytes: DataView, from: number): number {
    const table = this.#index;
    return table.indexOf(bytes, from, table.shortest - NGRAM + 1);
  }

  /** The characters of secrets and escapes, by code; 128 stands for everything beyond ASCII. */
  get relevantCodes(): Uint8Array {
    return this.#index.relevantCodes;
  }

  /** Whether a text of a list quotes a secret, in any encoding, and not just a value of the request. */
  areQuotedIn(text: string, requestValues: RequestValues, { asKey = false } = {}): boolean {
    const needles = asKey ? this.#needles.filter(({ text: needle }) => needle.length >= MIN_KEY_SECRET) : this.#needles;
    return spellingsOf(text).some((spelling) => {
      if (this.indexOf(viewOf(encoder.encode(spelling)), 0) === Infinity) return false;
      const explained = requestValues.maskOf(spelling, MIN_MATCH_IN_LISTS);
      return needles.some((needle) => this.#isQuoted(needle, spelling, explained));
    });
  }

  #isQuoted({ text: needle, wholeWord }: Needle, text: string, explained: readonly boolean[]): boolean {
    if (wholeWord) return standsAlone(needle, text, explained);
    const length = Math.min(MIN_QUOTE, needle.length);
    return this.#placesIn(text).some(
      (at) =>
        at + length <= text.length &&
        countUnexplained(explained, at, length) >= MIN_UNEXPLAINED &&
        needle.includes(text.slice(at, at + length)),
    );
  }

  /** Whether a text contains enough of a secret not to be chance. */
  occurIn(text: string): boolean {
    return spellingsOf(text).some(
      (spelling) =>
        this.#words.some((word) => standsAlone(word, spelling)) ||
        this.#placesIn(spelling).some((at) =>
          this.#needles.some(({ text: needle }) => needle.includes(spelling.slice(at, at + NGRAM))),
        ),
    );
  }

  /** The positions at which a part of a secret may begin. */
  #placesIn(text: string): number[] {
    const places: number[] = [];
    for (let at = 0; at + NGRAM <= text.length; at++) if (this.#index.occursAt(text, at)) places.push(at);
    return places;
  }
}

const spellingsOf = (text: string): readonly string[] => [...new Set([text, unescapeAll(text)])];

const countUnexplained = (explained: readonly boolean[], at: number, length: number): number =>
  explained.slice(at, at + length).filter((mark) => !mark).length;

function standsAlone(word: string, text: string, explained: readonly boolean[] = []): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = (text[at - 1] ?? '') + (text[at + word.length] ?? '');
    if (/[\p{L}\p{N}]/u.test(around)) continue;
    if (word.length - explained.slice(at, at + word.length).filter(Boolean).length >= MIN_UNEXPLAINED) return true;
  }
  return false;
}
