import { base64Fragments, unescapeAll } from './unescape.js';
import { NgramIndex, viewOf } from './ngram-index.js';
import { MIN_MATCH_IN_LISTS, type RequestValues } from './request-values.js';

/** So many characters of a secret in a row are told from chance. */
const NGRAM = 8;

/** So many of them, or all of a shorter secret, are a quote. */
const MIN_QUOTE = 16;

/** A shorter one could be any word; so long a key of an API's own does not get. */
const MIN_KEY_SECRET = 20;

/** A match that the page's own words explain all but so many characters of is no quote. */
const MIN_UNEXPLAINED = 4;

/** Shorter ones are no secrets. */
const MIN_SECRET = 4;

interface Needle {
  readonly text: string;
  /** A secret as short as an ordinary word counts only where it stands by itself. */
  readonly wholeWord: boolean;
}

const encoder = new TextEncoder();

/** What must not be told: gateways have been seen to quote the token that they refuse. */
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

  /** Made with the first body: most credentials are held long before anything is answered with them. */
  get #index(): NgramIndex {
    this.#cachedIndex ??= new NgramIndex(this.#needles.map(({ text }) => encoder.encode(text)));
    return this.#cachedIndex;
  }

  /**
   * Where the next part of eight bytes is that stands in a secret as well. What holds none of these cannot quote one as it is, or in
   * Base64. What is said in escapes must be looked at as a text.
   */
  indexOf(bytes: DataView, from: number): number {
    const table = this.#index;
    return table.indexOf(bytes, from, table.shortest - NGRAM + 1);
  }

  /** What stands in secrets or is a part of escapes, by its code; 128 stands for all beyond ASCII. */
  get relevantCodes(): Uint8Array {
    return this.#index.relevantCodes;
  }

  /** Whether a text of a list quotes a secret, in whatever spelling, beyond what the page has said itself. */
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

  /** Whether as much of a secret stands in a text as can be told from chance. */
  occurIn(text: string): boolean {
    return spellingsOf(text).some(
      (spelling) =>
        this.#words.some((word) => standsAlone(word, spelling)) ||
        this.#placesIn(spelling).some((at) =>
          this.#needles.some(({ text: needle }) => needle.includes(spelling.slice(at, at + NGRAM))),
        ),
    );
  }

  /** Where a part of a secret could begin. */
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
