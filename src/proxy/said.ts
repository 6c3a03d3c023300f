import { inBase64, legible, letters, type Letter } from './legible.js';

/** So many letters and digits in a row are a word of the page's, in the words of an error. */
export const IN_WORDS = 4;

/** In a list, where a part of a page's word stands for nothing, it takes so many. */
export const IN_LISTS = 6;

/**
 * What a page chose in a request. The page knows it already, so it is no secret when the cloud says it again; and a page that
 * could tell what happens to it would learn whether it has guessed a part of a secret.
 */
export class Said {
  readonly #values: readonly string[];
  #known: { readonly text: string; readonly letters: readonly Letter[][] } | undefined;

  constructor(values: readonly string[]) {
    this.#values = values;
  }

  /** Made when it is needed: most answers hold nothing that a page could have said. */
  get #spellings(): { readonly text: string; readonly letters: readonly Letter[][] } {
    if (this.#known) return this.#known;
    const spellings = [...new Set(this.#values.flatMap((value) => [value, legible(value)]))];
    const text = lowerCase([...spellings, ...spellings.flatMap(inBase64)].join('\n'));
    this.#known = { text, letters: spellings.map(letters) };
    return this.#known;
  }

  /** Whether the page said exactly this. */
  includes(text: string): boolean {
    return this.#values.includes(text);
  }

  /**
   * Which characters of a text are the page's: so many in a row of what it said, whatever the cloud has made of their case and of
   * the signs between them.
   */
  marks(text: string, least: typeof IN_WORDS | typeof IN_LISTS): boolean[] {
    const said = this.#spellings;
    const marks = new Array<boolean>(text.length).fill(false);
    const known = new Set(said.letters.flatMap((run) => runsOf(run, least).map(({ text: some }) => some)));
    for (const { text: some, from, to } of runsOf(letters(text), least)) {
      if (known.has(some)) marks.fill(true, from, to);
    }
    const folded = lowerCase(text);
    for (let at = 0; at + IN_LISTS <= text.length; at++) {
      if (said.text.includes(folded.slice(at, at + IN_LISTS))) marks.fill(true, at, at + IN_LISTS);
    }
    return marks;
  }
}

/** Keeps every character in its place. */
const lowerCase = (text: string): string => text.replace(/[A-Z]+/g, (some) => some.toLowerCase());

function runsOf(
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
