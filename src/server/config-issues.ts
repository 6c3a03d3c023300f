import { readFileSync } from 'node:fs';
import { formatIssue, type ConfigIssue } from '../proxy/check.js';

/** Lists all mistakes in a configuration, without values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly issues: readonly string[];

  constructor(issues: readonly string[]) {
    super(issues.join('\n'));
    this.issues = issues;
  }
}

/** The mistakes in a configuration. Further ones at the same path, above or below it are ignored, as they follow from the first. */
export class IssueList {
  readonly #all: ConfigIssue[] = [];

  add(path: string, message: string): void {
    const related = this.#all.some((known) => isWithin(path, known.path) || isWithin(known.path, path));
    if (!related) this.#all.push({ path, message });
  }

  /** @param within - the path that precedes theirs */
  addAll(issues: readonly ConfigIssue[], within = ''): void {
    for (const { path, message } of issues) this.add([within, path].filter(Boolean).join('.'), message);
  }

  /** @throws SettingsError if there are any */
  throwAny(): void {
    if (this.#all.length > 0) throw new SettingsError(this.#all.map(formatIssue));
  }
}

const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`);

/** Resolves the references of a configuration to files and environment variables. */
export class ReferenceResolver {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #issues: IssueList;

  constructor(environment: NodeJS.ProcessEnv, issues: IssueList) {
    this.#environment = environment;
    this.#issues = issues;
  }

  /** The value itself, or the text that it refers to; also within lists and objects. */
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
      if (text.trim() === '') this.#issues.add(place, `refers to the file ${path}, which is empty`);
      return text;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no file';
      this.#issues.add(place, `refers to the file ${path}, which cannot be read: ${code}`);
      return '';
    }
  }

  #env(place: string, name: string): string {
    const value = this.#environment[name] ?? '';
    if (value.trim() === '') this.#issues.add(place, `refers to the environment variable ${name}, which is not set`);
    return value;
  }
}
