import { readFileSync } from 'node:fs';
import { written, type Mistake } from '../proxy/check.js';

/** Every mistake in a configuration; none of them tells a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

/** What is wrong in a configuration. What follows from a mistake at the same place, or in a part of it, is not said again. */
export class Mistakes {
  readonly #all: Mistake[] = [];

  add(place: string, words: string): void {
    const related = this.#all.some((known) => isWithin(place, known.place) || isWithin(known.place, place));
    if (!related) this.#all.push({ place, words });
  }

  /** @param within - where the places of these begin */
  addAll(mistakes: readonly Mistake[], within = ''): void {
    for (const { place, words } of mistakes) this.add([within, place].filter(Boolean).join('.'), words);
  }

  /** @throws SettingsError if there are any */
  throwAny(): void {
    if (this.#all.length > 0) throw new SettingsError(this.#all.map(written));
  }
}

const isWithin = (place: string, outer: string): boolean => place === outer || place.startsWith(`${outer}.`);

/** Gets the texts that a configuration refers to. */
export class References {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #mistakes: Mistakes;

  constructor(environment: NodeJS.ProcessEnv, mistakes: Mistakes) {
    this.#environment = environment;
    this.#mistakes = mistakes;
  }

  /** The value itself, or the text that it refers to; values within lists and objects likewise. */
  resolve(value: unknown, ...path: readonly string[]): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item, at) => this.resolve(item, ...path, String(at)));
    const entries: [string, unknown][] = Object.entries(value);
    const [[kind, name] = ['', undefined], ...others] = entries;
    if (others.length === 0 && typeof name === 'string') {
      if (kind === 'env') return this.#env(path.join('.'), name);
      if (kind === 'file') return this.file(path.join('.'), name);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, this.resolve(item, ...path, key)]));
  }

  /** The text of a file, without the line break at its end. */
  file(place: string, path: string): string {
    try {
      const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
      if (text.trim() === '') this.#mistakes.add(place, `names the file ${path}, which is empty`);
      return text;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no file';
      this.#mistakes.add(place, `names the file ${path}, which cannot be read: ${code}`);
      return '';
    }
  }

  #env(place: string, name: string): string {
    const value = this.#environment[name] ?? '';
    if (value.trim() === '') this.#mistakes.add(place, `names the environment variable ${name}, which is not set`);
    return value;
  }
}
