/** A part of the elements that most pages do without: it is loaded when it is needed first. */
class Later<Part> {
  readonly #import: () => Promise<Part>;
  #loading: Promise<void> | undefined;
  /** Once it has been loaded. */
  part: Part | undefined;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** Resolves when the part is there, or cannot be had; the next call tries again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#import()
      .then((part) => void (this.part = part))
      .catch(() => void (this.#loading = undefined)));
  }
}

export const dropdown = new Later(async () => (await import('./dropdown.js')).parts);
export const panels = new Later(async () => (await import('./panels.js')).parts);

/** Milliseconds that a first rendering waits for what is being loaded: then it does without. */
const LONGEST_WAIT = 2000;

/** Resolves when a promise does, or when it has taken too long. */
export function withinTime(promise: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
