import { isEscapeCode } from './escapes.js';

/** So many bytes are one entry of the table. */
export const NGRAM_LENGTH = 8;

/** All runs of eight bytes in some texts, to be found in many megabytes at the speed of a glance at every ninth of them. */
export class NgramIndex {
  /** The length of the shortest text, as far as it matters. */
  readonly shortest: number;
  /** What stands in the texts or is a part of escapes, by its code; 128 stands for all beyond ASCII. */
  readonly relevantCodes = Uint8Array.from({ length: 129 }, (_, code) => Number(isEscapeCode(code)));
  /** Prints of the runs, each in the first free place after its own; zero is a free one. */
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
    let place = hash & (table.length - 1);
    while (table[place] !== 0 && table[place] !== hash) place = (place + 1) & (table.length - 1);
    table[place] = hash;
  }

  /**
   * Where a run stands, of those that begin at every `step`th place; beyond all places where there is none. One in some ten thousand is
   * taken for a run that is none.
   */
  indexOf(bytes: DataView, from: number, step: number): number {
    for (let at = from; at + NGRAM_LENGTH <= bytes.byteLength; at += step) {
      if (this.#has(hashOf(bytes.getInt32(at, true), bytes.getInt32(at + 4, true)))) return at;
    }
    return Infinity;
  }

  /** Whether one stands at this place in a text. */
  occursAt(text: string, at: number): boolean {
    for (let next = at; next < at + NGRAM_LENGTH; next++)
      if (text.charCodeAt(next) > 127) return this.relevantCodes[128] === 1;
    return this.#has(hashOf(fourAt(text, at), fourAt(text, at + 4)));
  }

  #has(hash: number): boolean {
    const table = this.#table;
    let place = hash & (table.length - 1);
    for (let held = table[place]; held !== 0; held = table[place]) {
      if (held === hash) return true;
      place = (place + 1) & (table.length - 1);
    }
    return false;
  }
}

/** Never zero. */
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
