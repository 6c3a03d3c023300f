import { base64Fragments, unescapeAll, alphanumerics, type Letter } from './unescape.js';

/** So many letters and digits in a row are a word of the page's, in the words of an error. */
export const MIN_MATCH_IN_ERRORS = 4;

/** In a list, where a part of a page's word stands for nothing, it takes so many. */
export const MIN_MATCH_IN_LISTS = 6;

/**
 * What a page chose in a request. The page knows it already, so it is no secret when the cloud says it again; and a page that
 * could tell what happens to it would learn whether it has guessed a part of a secret.
 */
export class RequestValues {
  readonly #values: readonly string[];
  #cachedSpellings: { readonly text: string; readonly letters: readonly Letter[][] } | undefined;

  constructor(values: readonly string[]) {
    this.#values = values;
  }

  /** Made when it is needed: most answers hold nothing that a page could have said. */
  get #spellings(): { readonly text: string; readonly letters: readonly Letter[][] } {
    if (this.#cachedSpellings) return this.#cachedSpellings;
    const spellings = [...new Set(this.#values.flatMap((value) => [value, unescapeAll(value)]))];
    const text = lowerCase([...spellings, ...spellings.flatMap(base64Fragments)].join('\n'));
    this.#cachedSpellings = { text, letters: spellings.map(alphanumerics) };
    return this.#cachedSpellings;
  }

  /** Whether the page said exactly this. */
  includes(text: string): boolean {
    return this.#values.includes(text);
  }

  /**
   * Which characters of a text are the page's: so many in a row of what it said, whatever the cloud has made of their case and of
   * the signs between them.
   */
  maskOf(text: string, least: typeof MIN_MATCH_IN_ERRORS | typeof MIN_MATCH_IN_LISTS): boolean[] {
    const spellings = this.#spellings;
    const marks = new Array<boolean>(text.length).fill(false);
    const known = new Set(spellings.letters.flatMap((run) => ngramsOf(run, least).map(({ text: some }) => some)));
    for (const { text: some, from, to } of ngramsOf(alphanumerics(text), least)) {
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

/** Keeps every character in its place. */
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
