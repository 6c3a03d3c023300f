import { base64Fragments, unescapeAll, alphanumerics, type Letter } from './unescape.js';

/** Consecutive letters and digits that count as a request value in an error message. */
export const MIN_MATCH_IN_ERRORS = 4;

/** The same for lists, where short matches mean nothing. */
export const MIN_MATCH_IN_LISTS = 6;

/**
 * The values that a page chose in a request. They are not secret when the cloud repeats them, and they have to be handled independently
 * of the secrets: otherwise a page could find out whether it has guessed a part of one.
 */
export class RequestValues {
  readonly #values: readonly string[];
  #cachedSpellings: { readonly text: string; readonly letters: readonly Letter[][] } | undefined;

  constructor(values: readonly string[]) {
    this.#values = values;
  }

  /** Built lazily: few answers need it. */
  get #spellings(): { readonly text: string; readonly letters: readonly Letter[][] } {
    if (this.#cachedSpellings) return this.#cachedSpellings;
    const spellings = [...new Set(this.#values.flatMap((value) => [value, unescapeAll(value)]))];
    const text = lowerCase([...spellings, ...spellings.flatMap(base64Fragments)].join('\n'));
    this.#cachedSpellings = { text, letters: spellings.map(alphanumerics) };
    return this.#cachedSpellings;
  }

  /** Whether a text is one of the values. */
  includes(text: string): boolean {
    return this.#values.includes(text);
  }

  /**
   * Marks the characters of a text that come from the request: enough consecutive letters and digits, whatever their case and the
   * punctuation between them.
   */
  maskOf(text: string, minLength: typeof MIN_MATCH_IN_ERRORS | typeof MIN_MATCH_IN_LISTS): boolean[] {
    const spellings = this.#spellings;
    const marks = new Array<boolean>(text.length).fill(false);
    const known = new Set(spellings.letters.flatMap((run) => ngramsOf(run, minLength).map(({ text: some }) => some)));
    for (const { text: some, from, to } of ngramsOf(alphanumerics(text), minLength)) {
      if (known.has(some)) marks.fill(true, from, to);
    }
    const folded = lowerCase(text);
    for (let at = 0; at + MIN_MATCH_IN_LISTS <= text.length; at++) {
      if (spellings.text.includes(folded.slice(at, at + MIN_MATCH_IN_LISTS)))
        marks.fill(true, at, at + MIN_MATCH_IN_LISTS);
    }
    return marks;
  }
}

/** Keeps the positions of all characters. */
const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (some) => some.toLowerCase());

function ngramsOf(
  run: readonly Letter[],
  length: number,
): { readonly text: string; readonly from: number; readonly to: number }[] {
  return run.slice(length - 1).map((last, index) => ({
    text: run
      .slice(index, index + length)
      .map(({ letter }) => letter)
      .join(''),
    from: run[index]?.at ?? 0,
    to: last.at + 1,
  }));
}
