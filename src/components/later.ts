import { onServer } from '../controllers/on-server.js';

/** A part of the elements that most pages do not need. Loaded on first use. */
class Later<Part> {
  readonly #import: () => Promise<Part>;
  #loading: Promise<void> | undefined;
  /** `undefined` until it has been loaded. */
  part: Part | undefined;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** Resolves when the part has been loaded, or loading has failed. After a failure, the next call tries again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#import()
      .then((part) => void (this.part = part))
      .catch(() => void (this.#loading = undefined)));
  }
}

export const dropdown = new Later(async () => (await import('./dropdown.js')).parts);
export const panels = new Later(async () => (await import('./panels.js')).parts);
// A server cannot wait while it renders.
if (onServer) void dropdown.load();

/** Milliseconds that the first rendering waits for pending parts before it renders without them. */
const LONGEST_WAIT = 2000;

/** Resolves when a promise does, or after `LONGEST_WAIT`. */
export function withinTime(promise: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_WAIT)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
