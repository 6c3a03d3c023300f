import type { Query } from '../catalog/index.js';
import type { CloudImage } from '../providers/image.js';

/** Pickers share the answers of a catalogue, but not their limits. */
let questions = 0;

/**
 * The question for the images that fit. It becomes another one when the limits say something else of an image, not with every
 * function that is set: a framework may make a new one for each rendering.
 */
export class FittingQuestion {
  readonly #fits: (image: CloudImage) => boolean;
  /** What was said of each image, by its id. */
  readonly #verdicts = new Map<string, { readonly image: CloudImage; readonly fits: boolean }>();
  #key = questions++;

  constructor(fits: (image: CloudImage) => boolean) {
    this.#fits = fits;
  }

  get only(): NonNullable<Query['only']> {
    return {
      key: String(this.#key),
      test: (image) => {
        const fits = this.#fits(image);
        this.#verdicts.set(image.id, { image, fits });
        return fits;
      },
    };
  }

  /** The limits have been set anew. */
  review(): void {
    for (const { image, fits } of this.#verdicts.values()) {
      if (this.#fits(image) !== fits) {
        this.renew();
        return;
      }
    }
  }

  /** Forgets what was said of other images. */
  renew(): void {
    this.#verdicts.clear();
    this.#key = questions++;
  }
}
