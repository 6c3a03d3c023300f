/** A seeded random generator: the same seed and index always yield the same values, whatever other indices are used. */
export interface Dice {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  /** True with a probability of `share`, from 0 to 1. */
  chance(share: number): boolean;
  /** One of a list that is not empty. */
  pick<const T>(list: readonly T[]): T;
  /** Hexadecimal digits. */
  hex(length: number): string;
}

/** Mixes 32 bits without collisions, which keeps ids unique. */
function mixBits(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A 32-bit hash of a text. */
export function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  return mixBits(bits);
}

export function dice(seed: number, index: number): Dice {
  let state = mixBits(mixBits(seed) + index);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mixBits(state) / 2 ** 32;
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (share) => next() < share,
    pick: <const T>(list: readonly T[]): T => {
      const [picked] = list.slice(Math.floor(next() * list.length));
      if (picked === undefined) throw new RangeError('Nothing to pick from');
      return picked;
    },
    hex: (length) => {
      let digits = '';
      while (digits.length < length) digits += toHex(Math.floor(next() * 2 ** 32));
      return digits.slice(0, length);
    },
  };
}

/** Eight hexadecimal digits that no other index of the same seed has. */
export function uniqueHex(seed: number, index: number): string {
  return toHex(mixBits(mixBits(seed) + index));
}

function toHex(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, '0');
}
