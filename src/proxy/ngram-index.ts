import { isEscapeCode } from './escapes.js';

/** Bytes of an n-gram. */
export const NGRAM_LENGTH = 8;

/** A hash table of all n-grams of some texts, to search megabytes quickly by looking at every ninth position only. */
export class NgramIndex {
  /** The length of the shortest text, at most two n-grams. */
  readonly shortest: number;
  /** The characters of the texts and of escapes, by code; 128 stands for everything beyond ASCII. */
  readonly relevantCodes = Uint8Array.from({ length: 129 }, (_, code) => Number(isEscapeCode(code)));
  /** Hashes of the n-grams, with linear probing; 0 marks a free slot. */
  readonly #table: Int32Array;

  constructor(texts: readonly Uint8Array[]) {
    const long = texts.filter(({ length }) => length >= NGRAM_LENGTH);
    this.shortest = Math.min(2 * NGRAM_LENGTH, ...long.map(({ length }) => length));
    const count = long.reduce((sum, { length }) => sum + length, 0);
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, count * 2))));
    for (const text of long) {
      for (const byte of text) this.relevantCodes[Math.min(byte, 128)] = 1;
      const view = viewOf(text);
      for (let at = 0; at + NGRAM_LENGTH <= text.length; at++) {
        this.#add(hashOf(view.getInt32(at, true), view.getInt32(at + 4, true)));
      }
    }
  }

  #add(hash: number): void {
    const table = this.#table;
    let slot = hash & (table.length - 1);
    while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 1) & (table.length - 1);
    table[slot] = hash;
  }

  /**
   * The position of an n-gram of the texts, looking at every `step`th position; `Infinity` if there is none. About one position in ten
   * thousand is a false positive.
   */
  indexOf(bytes: DataView, from: number, step: number): number {
    for (let at = from; at + NGRAM_LENGTH <= bytes.byteLength; at += step) {
      if (this.#has(hashOf(bytes.getInt32(at, true), bytes.getInt32(at + 4, true)))) return at;
    }
    return Infinity;
  }

  /** Whether an n-gram of the texts is at a position. */
  occursAt(text: string, at: number): boolean {
    for (let next = at; next < at + NGRAM_LENGTH; next++)
      if (text.charCodeAt(next) > 127) return this.relevantCodes[128] === 1;
    return this.#has(hashOf(fourAt(text, at), fourAt(text, at + 4)));
  }

  #has(hash: number): boolean {
    const table = this.#table;
    let slot = hash & (table.length - 1);
    for (let held = table[slot]; held !== 0; held = table[slot]) {
      if (held === hash) return true;
      slot = (slot + 1) & (table.length - 1);
    }
    return false;
  }
}

/** Never 0. */
function hashOf(one: number, other: number): number {
  let hash = Math.imul(one, 0x9e3779b1) ^ Math.imul(other ^ (one >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16) || 1;
}

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

function fourAt(text: string, at: number): number {
  return (
    text.charCodeAt(at) |
    (text.charCodeAt(at + 1) << 8) |
    (text.charCodeAt(at + 2) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}
