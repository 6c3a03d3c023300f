import { join } from './body.js';

const MASK = new TextEncoder().encode('***');

/** Shorter ones would be found in ordinary words. */
const SHORTEST = 6;

/** The ways in which an answer could quote a secret: as it is, in JSON, in a URL, in HTML. */
function spellings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const html = secret.replace(/[&<>"']/g, (mark) => `&#${String(mark.charCodeAt(0))};`);
  const named = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return [secret, json, ascii, json.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/'), url(secret), html, named];
}

/** Half of a pair of UTF-16 cannot be written in a URL. */
function url(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}

/** What must not be told: gateways have been seen to quote the token that they refuse. */
export class Secrets {
  readonly #spellings: readonly string[];
  readonly #needles: readonly Uint8Array[];

  constructor(secrets: readonly string[]) {
    const long = secrets.filter((secret) => secret.length >= SHORTEST);
    this.#spellings = [...new Set(long.flatMap(spellings))].sort((a, b) => b.length - a.length);
    this.#needles = this.#spellings.map((text) => new TextEncoder().encode(text));
  }

  isIn(text: string): boolean {
    return this.#spellings.some((secret) => text.includes(secret));
  }

  /** Masks them in one body, however it is cut into chunks. */
  redactor(): Redactor {
    return new Redactor(this.#needles);
  }
}

/** So much of a longer secret is masked where the rest is missing, as in a message that was cut short. */
const TELLING = 24;

interface Find {
  readonly at: number;
  readonly length: number;
  /** The bytes end within the secret. */
  readonly cut: boolean;
}

/** Only what could be the beginning of a secret is held back until the next chunk. */
class Redactor {
  readonly #needles: readonly Uint8Array[];
  #held: Uint8Array = new Uint8Array();

  /** @param needles - the longest first, as one may hold another */
  constructor(needles: readonly Uint8Array[]) {
    this.#needles = needles;
  }

  readonly pass = (chunk: Uint8Array): readonly Uint8Array[] => {
    const bytes = this.#held.length === 0 ? chunk : join([this.#held, chunk], this.#held.length + chunk.length);
    const pieces: Uint8Array[] = [];
    let from = 0;
    let found = this.#find(bytes, from);
    for (; found && !found.cut; found = this.#find(bytes, from)) {
      pieces.push(bytes.subarray(from, found.at), MASK);
      from = found.at + found.length;
    }
    const end = found?.at ?? bytes.length;
    pieces.push(bytes.subarray(from, end));
    this.#held = bytes.slice(end);
    return pieces;
  };

  readonly end = (): readonly Uint8Array[] => {
    const rest = this.#held;
    this.#held = new Uint8Array();
    return [rest.length < SHORTEST ? rest : MASK];
  };

  #find(bytes: Uint8Array, from: number): Find | undefined {
    let first: Find | undefined;
    for (const needle of this.#needles) first = find(bytes, needle, from, first?.at ?? bytes.length) ?? first;
    return first;
  }
}

/** Where a secret begins first, before `before`: whole, cut off by the end of the bytes, or enough of it to tell. */
function find(bytes: Uint8Array, needle: Uint8Array, from: number, before: number): Find | undefined {
  const head = needle[0] ?? 0;
  for (let at = bytes.indexOf(head, from); at >= 0 && at < before; at = bytes.indexOf(head, at + 1)) {
    const most = Math.min(needle.length, bytes.length - at);
    let length = 1;
    while (length < most && bytes[at + length] === needle[length]) length += 1;
    const cut = at + length === bytes.length && length < needle.length;
    if (cut || length >= Math.min(needle.length, TELLING)) return { at, length, cut };
  }
  return undefined;
}
