import { isOfEscapes } from './escapes.js';

/** So many bytes are one entry of the table. */
export const LENGTH = 8;

/** All runs of eight bytes in some texts, to be found in many megabytes at the speed of a glance at every ninth of them. */
export class Runs {
  /** The length of the shortest text, as far as it matters. */
  readonly shortest: number;
  /** What stands in the texts or is a part of escapes, by its code; 128 stands for all beyond ASCII. */
  readonly signs = Uint8Array.from({ length: 129 }, (_, code) => Number(isOfEscapes(code)));
  /** Prints of the runs, each in the first free place after its own; zero is a free one. */
  readonly #table: Int32Array;

  constructor(texts: readonly Uint8Array[]) {
    const long = texts.filter(({ length }) => length >= LENGTH);
    this.shortest = Math.min(2 * LENGTH, ...long.map(({ length }) => length));
    const count = long.reduce((sum, { length }) => sum + length, 0);
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, count * 2))));
    for (const text of long) {
      for (const byte of text) this.signs[Math.min(byte, 128)] = 1;
      const view = viewOf(text);
      for (let at = 0; at + LENGTH <= text.length; at++) {
        this.#add(printOf(view.getInt32(at, true), view.getInt32(at + 4, true)));
      }
    }
  }

  #add(print: number): void {
    const table = this.#table;
    let place = print & (table.length - 1);
    while (table[place] !== 0 && table[place] !== print) place = (place + 1) & (table.length - 1);
    table[place] = print;
  }

  /**
   * Where a run stands, of those that begin at every `step`th place; beyond all places where there is none. One in some ten thousand is
   * taken for a run that is none.
   */
  next(bytes: DataView, from: number, step: number): number {
    for (let at = from; at + LENGTH <= bytes.byteLength; at += step) {
      if (this.#has(printOf(bytes.getInt32(at, true), bytes.getInt32(at + 4, true)))) return at;
    }
    return Infinity;
  }

  /** Whether one stands at this place in a text. */
  occurAt(text: string, at: number): boolean {
    for (let next = at; next < at + LENGTH; next++) if (text.charCodeAt(next) > 127) return this.signs[128] === 1;
    return this.#has(printOf(fourAt(text, at), fourAt(text, at + 4)));
  }

  #has(print: number): boolean {
    const table = this.#table;
    let place = print & (table.length - 1);
    for (let held = table[place]; held !== 0; held = table[place]) {
      if (held === print) return true;
      place = (place + 1) & (table.length - 1);
    }
    return false;
  }
}

/** Never zero. */
function printOf(one: number, other: number): number {
  let print = Math.imul(one, 0x9e3779b1) ^ Math.imul(other ^ (one >>> 15), 0x85ebca6b);
  print = Math.imul(print ^ (print >>> 13), 0xc2b2ae35);
  return print ^ (print >>> 16) || 1;
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
