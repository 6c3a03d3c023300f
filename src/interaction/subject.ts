import type { ImageQuery } from '../controllers/image-query.js';
import type { ListboxController } from '../controllers/listbox.js';
import type { CloudImage } from '../providers/image.js';

interface SubjectOptions {
  readonly query: ImageQuery;
  readonly listbox: ListboxController;
  /** The ID of the selected image in a single selection. */
  readonly chosen: () => string | undefined;
}

/** Which image details are about: the active one, or the selected one if the list does not show it. */
export class Subject {
  readonly #options: SubjectOptions;
  /** The selected image whose details were requested, and the image that was active then. */
  #asked: { readonly id: string; readonly from: string | undefined } | undefined;

  constructor(options: SubjectOptions) {
    this.#options = options;
  }

  get #active(): CloudImage | undefined {
    return this.#options.query.images[this.#options.listbox.active];
  }

  /** @param shown - whether details are shown; if not, returns the image that they would be about */
  image(shown: boolean): CloudImage | undefined {
    const { query, chosen } = this.#options;
    const active = this.#active;
    const id = shown ? (this.#asked?.from === active?.id ? this.#asked?.id : undefined) : chosen();
    return (id === undefined ? undefined : query.catalog?.get(id)) ?? active;
  }

  /** Shows the details of the active image, after making the given image active. */
  follow(image?: CloudImage): void {
    this.#asked = undefined;
    if (image) this.#options.listbox.activate(image);
  }

  /** Shows the details of the selected image until another one becomes active. Makes it active if it is on this page. */
  followSelected(): void {
    const { query, chosen } = this.#options;
    const id = chosen();
    const here = query.images.find((image) => image.id === id);
    this.follow(here);
    if (!here && id !== undefined) this.#asked = { id, from: this.#active?.id };
  }

  /** Moves to the selected image. `false` if the list does not contain it. */
  goToSelected(): boolean {
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

/** The position in the whole list, if known; otherwise -1. */
const positionOf = ({ id }: CloudImage, { stale, catalog, query }: ImageQuery): number =>
  (stale ? undefined : catalog?.matches(query)?.findIndex((each) => each.id === id)) ?? -1;
