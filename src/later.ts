/** A part of the library that most pages do not need at once. Loaded on first use. */
export class Later<Part> {
  readonly #import: () => Promise<Part>;
  #loading: Promise<void> | undefined;
  /** `undefined` until it has been loaded. */
  part: Part | undefined;
  /** The latest attempt to load it has failed. */
  failed = false;

  constructor(load: () => Promise<Part>) {
    this.#import = load;
  }

  /** Resolves when the part has been loaded, or loading has failed. After a failure, the next call tries again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#import().then(
      (part) => {
        this.part = part;
        this.failed = false;
      },
      () => {
        this.#loading = undefined;
        this.failed = true;
      },
    ));
  }
}
