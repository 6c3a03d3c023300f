import { inBase64, legible } from './legible.js';
import { Runs, viewOf } from './runs.js';
import { IN_LISTS, type Said } from './said.js';

/** So many characters of a secret in a row are told from chance. */
const TELLING = 8;

/** So many of them, or all of a shorter secret, are a quote. */
const QUOTE = 16;

/** A shorter one could be any word; so long a key of an API's own does not get. */
const LONGEST_KEY = 20;

/** A match that the page's own words explain all but so many characters of is no quote. */
const UNEXPLAINED = 4;

/** Shorter ones are no secrets. */
const SHORTEST = 4;

interface Needle {
  readonly text: string;
  /** A secret as short as an ordinary word counts only where it stands by itself. */
  readonly word: boolean;
}

const encoder = new TextEncoder();

/** What must not be told: gateways have been seen to quote the token that they refuse. */
export class Secrets {
  readonly #needles: readonly Needle[];
  readonly #words: readonly string[];
  #runs: Runs | undefined;

  constructor(secrets: readonly string[]) {
    const spellings = [...new Set(secrets.flatMap((secret) => [secret, legible(secret)]))];
    const all = [
      ...spellings.map((text) => ({ text, word: text.length < QUOTE })),
      ...[...new Set(spellings.flatMap(inBase64))].map((text) => ({ text, word: false })),
    ];
    this.#needles = all.filter(({ text }) => text.length >= TELLING);
    this.#words = spellings.filter(({ length }) => length >= SHORTEST && length < TELLING);
  }

  /** Made with the first body: most credentials are held long before anything is answered with them. */
  get #table(): Runs {
    this.#runs ??= new Runs(this.#needles.map(({ text }) => encoder.encode(text)));
    return this.#runs;
  }

  /**
   * Where the next part of eight bytes is that stands in a secret as well. What holds none of these cannot quote one as it is, or in
   * Base64. What is said in escapes must be looked at as a text.
   */
  next(bytes: DataView, from: number): number {
    const table = this.#table;
    return table.next(bytes, from, table.shortest - TELLING + 1);
  }

  /** What stands in secrets or is a part of escapes, by its code; 128 stands for all beyond ASCII. */
  get signs(): Uint8Array {
    return this.#table.signs;
  }

  /** Whether a text of a list quotes a secret, in whatever spelling, beyond what the page has said itself. */
  areQuotedIn(text: string, said: Said, { asKey = false } = {}): boolean {
    const needles = asKey ? this.#needles.filter(({ text: needle }) => needle.length >= LONGEST_KEY) : this.#needles;
    return spellingsOf(text).some((spelling) => {
      if (this.next(viewOf(encoder.encode(spelling)), 0) === Infinity) return false;
      const explained = said.marks(spelling, IN_LISTS);
      return needles.some((needle) => this.#isQuoted(needle, spelling, explained));
    });
  }

  #isQuoted({ text: needle, word }: Needle, text: string, explained: readonly boolean[]): boolean {
    if (word) return standsAlone(needle, text, explained);
    const length = Math.min(QUOTE, needle.length);
    return this.#placesIn(text).some(
      (at) =>
        at + length <= text.length &&
        unexplained(explained, at, length) >= UNEXPLAINED &&
        needle.includes(text.slice(at, at + length)),
    );
  }

  /** Whether as much of a secret stands in a text as can be told from chance. */
  touch(text: string): boolean {
    return spellingsOf(text).some(
      (spelling) =>
        this.#words.some((word) => standsAlone(word, spelling)) ||
        this.#placesIn(spelling).some((at) =>
          this.#needles.some(({ text: needle }) => needle.includes(spelling.slice(at, at + TELLING))),
        ),
    );
  }

  /** Where a part of a secret could begin. */
  #placesIn(text: string): number[] {
    const places: number[] = [];
    for (let at = 0; at + TELLING <= text.length; at++) if (this.#table.occurAt(text, at)) places.push(at);
    return places;
  }
}

const spellingsOf = (text: string): readonly string[] => [...new Set([text, legible(text)])];

const unexplained = (explained: readonly boolean[], at: number, length: number): number =>
  explained.slice(at, at + length).filter((mark) => !mark).length;

function standsAlone(word: string, text: string, explained: readonly boolean[] = []): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = (text[at - 1] ?? '') + (text[at + word.length] ?? '');
    if (/[\p{L}\p{N}]/u.test(around)) continue;
    if (word.length - explained.slice(at, at + word.length).filter(Boolean).length >= UNEXPLAINED) return true;
  }
  return false;
}
