import { hasLongInteger, parseExactly, parseJson } from './json.js';
import { markersOf, withoutQuotations } from './secrets.js';
import { isJsonObject } from './wire.js';

/** Characters. To check so many takes less than a millisecond. */
const LARGE = 200_000;

/**
 * The body of a successful response, without texts that quote a secret, and with integers beyond 2^53 as strings.
 *
 * To look for them in megabytes would delay the first images, so a part of a large body can be checked before the whole.
 */
export class JsonBody {
  /** Checking the whole takes a while. */
  readonly isLarge: boolean;
  #value: unknown;
  /** `undefined` once the whole has been checked. */
  #text: string | undefined;
  readonly #secrets: readonly string[];

  /** @throws SyntaxError */
  constructor(text: string, secrets: readonly string[]) {
    this.isLarge = text.length > LARGE;
    this.#value = this.isLarge ? JSON.parse(text) : parseJson(text);
    this.#text = text;
    this.#secrets = secrets;
  }

  /** Only for what is not shown, or has been checked by `isClean()`. */
  get unchecked(): unknown {
    return this.#value;
  }

  /** The whole body. The first time, it is checked. */
  get checked(): unknown {
    const text = this.#text;
    if (text !== undefined) {
      this.#text = undefined;
      if (this.isLarge && hasLongInteger(text)) this.#value = parseExactly(text);
      const markers = markersOf(this.#secrets);
      if (markers.some((marker) => text.includes(marker))) this.#value = withoutQuotations(this.#value, this.#secrets);
    }
    return this.#value;
  }

  /** Whether a part of the unchecked body contains nothing that would have to be changed. */
  isClean(part: unknown): boolean {
    const markers = markersOf(this.#secrets);
    const isClean = (value: unknown): boolean => {
      if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
      if (typeof value === 'string') return !markers.some((marker) => value.includes(marker));
      if (Array.isArray(value)) return value.every(isClean);
      return !isJsonObject(value) || Object.entries(value).flat().every(isClean);
    };
    try {
      return isClean(part);
    } catch {
      // Nested too deeply to be searched.
      return false;
    }
  }
}
