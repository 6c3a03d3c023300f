import type { CloudImage } from '../providers/image.js';
import type { ChooseMode } from './listbox.js';

export interface SelectionOptions {
  readonly values: () => readonly string[];
  readonly change: (values: readonly string[]) => void;
  readonly multiple: () => boolean;
  readonly images: () => readonly CloudImage[];
  readonly selectable: (image: CloudImage) => boolean;
}

/** How a person changes which images are chosen. */
export class Selection {
  readonly #options: SelectionOptions;
  /** From where a range goes. */
  #anchor: string | undefined;
  /** What the last range has added: the next one from there takes its place. */
  #ranged: ReadonlySet<string> = new Set();

  constructor(options: SelectionOptions) {
    this.#options = options;
  }

  /** @param from - where a range begins, before anything has been chosen */
  choose(image: CloudImage, mode: ChooseMode, from: CloudImage = image): void {
    const { values, multiple, selectable } = this.#options;
    if (!multiple()) {
      if (selectable(image) && values()[0] !== image.id) this.#options.change([image.id]);
      return;
    }
    if (mode === 'range') {
      this.#anchor ??= from.id;
      this.#range(this.#between(this.#anchor, image.id));
      return;
    }
    this.#anchor = image.id;
    this.#ranged = new Set();
    // What has become unsuitable can still be given up.
    if (values().includes(image.id)) this.remove(image.id);
    else this.add([image]);
  }

  add(images: readonly CloudImage[]): void {
    const values = new Set(this.#options.values());
    const before = values.size;
    for (const image of images) if (this.#options.selectable(image)) values.add(image.id);
    if (values.size > before) this.#options.change([...values]);
  }

  remove(id: string): void {
    this.#options.change(this.#options.values().filter((value) => value !== id));
  }

  #range(images: readonly CloudImage[]): void {
    const kept = new Set(this.#options.values().filter((value) => !this.#ranged.has(value)));
    const added = images.filter((image) => !kept.has(image.id) && this.#options.selectable(image));
    this.#ranged = new Set(added.map(({ id }) => id));
    this.#options.change([...kept, ...this.#ranged]);
  }

  #between(from: string, to: string): readonly CloudImage[] {
    const images = this.#options.images();
    const ends = [from, to].map((end) => images.findIndex(({ id }) => id === end)).sort((a, b) => a - b);
    const [first = 0, last = 0] = ends;
    // The anchor may be on a page that has been left.
    return images.slice(first < 0 ? last : first, last + 1);
  }
}
