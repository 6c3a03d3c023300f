import type { Query } from '../catalog/index.js';
import type { CloudImage } from '../providers/image.js';

/** Pickers share the results of a catalogue, but not their limits. */
let questions = 0;

/**
 * The query for the images that fit. Its key changes when the limits give another result for an image, not with every function
 * that is set: a framework may create a new one for each rendering.
 */
export class FittingQuestion {
  readonly #fits: (image: CloudImage) => boolean;
  /** The result for each image, by ID. */
  readonly #results = new Map<string, { readonly image: CloudImage; readonly fits: boolean }>();
  #key = questions++;

  constructor(fits: (image: CloudImage) => boolean) {
    this.#fits = fits;
  }

  get only(): NonNullable<Query['only']> {
    return {
      key: String(this.#key),
      test: (image) => {
        const fits = this.#fits(image);
        this.#results.set(image.id, { image, fits });
        return fits;
      },
    };
  }

  /** The limits have been set again. */
  review(): void {
    for (const { image, fits } of this.#results.values()) {
      if (this.#fits(image) !== fits) {
        this.renew();
        return;
      }
    }
  }

  /** Drops the results for previous images. */
  renew(): void {
    this.#results.clear();
    this.#key = questions++;
  }
}
