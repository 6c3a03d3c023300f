import type { ImageQuery } from '../controllers/image-query.js';
import type { ListboxController } from '../controllers/listbox.js';
import type { CloudImage } from '../providers/image.js';

interface SubjectOptions {
  readonly query: ImageQuery;
  readonly listbox: ListboxController;
  /** The id of the one image that is chosen, where no more than one can be. */
  readonly chosen: () => string | undefined;
}

/** Which image details are about: the one that the keyboard is on, or one that is chosen and not in sight. */
export class Subject {
  readonly #options: SubjectOptions;
  /** The chosen image that details were asked for, and the one that was active then. */
  #asked: { readonly id: string; readonly from: string | undefined } | undefined;

  constructor(options: SubjectOptions) {
    this.#options = options;
  }

  get #active(): CloudImage | undefined {
    return this.#options.query.images[this.#options.listbox.active];
  }

  /** @param shown - details are shown; otherwise it is the image that they would be about */
  image(shown: boolean): CloudImage | undefined {
    const { query, chosen } = this.#options;
    const active = this.#active;
    const id = shown ? (this.#asked?.from === active?.id ? this.#asked?.id : undefined) : chosen();
    return (id === undefined ? undefined : query.catalog?.get(id)) ?? active;
  }

  /** Details are about the active image, which an image can be made first. */
  follow(image?: CloudImage): void {
    this.#asked = undefined;
    if (image) this.#options.listbox.activate(image);
  }

  /** Details are about the chosen image, which becomes the active one if it is here, until the keyboard moves on. */
  aim(): void {
    const { query, chosen } = this.#options;
    const id = chosen();
    const here = query.images.find((image) => image.id === id);
    this.follow(here);
    if (!here && id !== undefined) this.#asked = { id, from: this.#active?.id };
  }

  /** Goes to the chosen image. `false` where the list does not show it. */
  reveal(): boolean {
    const { query, listbox, chosen } = this.#options;
    const id = chosen();
    const image = id === undefined ? undefined : query.catalog?.get(id);
    if (!image) return false;
    const position = query.images.some((each) => each.id === id) ? undefined : positionOf(image, query);
    if (position === -1) return false;
    listbox.activate(image);
    if (position !== undefined) query.turnTo(Math.floor(position / query.pageSize) + 1);
    return true;
  }
}

/** In the whole list, as far as it is known; otherwise -1. */
const positionOf = ({ id }: CloudImage, { stale, catalog, query }: ImageQuery): number =>
  (stale ? undefined : catalog?.matches(query)?.findIndex((each) => each.id === id)) ?? -1;
