import type { CloudImage } from '../providers/image.js';
import type { ChooseMode } from '../controllers/listbox.js';

export interface SelectionOptions {
  readonly values: () => readonly string[];
  readonly change: (values: readonly string[]) => void;
  readonly multiple: () => boolean;
  readonly images: () => readonly CloudImage[];
  readonly selectable: (image: CloudImage) => boolean;
}

/** A range that is being extended. Each step replaces the previous one, so that the range can shrink. */
interface Range {
  /** The image at its end. */
  readonly end: string;
  readonly added: ReadonlySet<string>;
  /** The values and the images shown after its last step. */
  readonly values: readonly string[];
  readonly shown: readonly string[];
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, position) => id === b[position]);

/** Changes the selection on behalf of the user. */
export class Selection {
  readonly #options: SelectionOptions;
  /** The image at which a range starts. */
  #anchor: string | undefined;
  #range: Range | undefined;

  constructor(options: SelectionOptions) {
    this.#options = options;
  }

  /** Another list is shown, in which the next range starts afresh. The selection stays. */
  restart(): void {
    this.#anchor = this.#range = undefined;
  }

  /** @param from - the active image, where a range starts if nothing has been selected yet */
  choose(image: CloudImage, mode: ChooseMode, from: CloudImage = image): void {
    const { values, multiple, selectable } = this.#options;
    if (!multiple()) {
      if (selectable(image) && values()[0] !== image.id) this.#options.change([image.id]);
      return;
    }
    if (mode === 'range') {
      this.#extend(image, from);
      return;
    }
    this.#anchor = image.id;
    this.#range = undefined;
    // An image that can no longer be selected can still be deselected.
    if (values().includes(image.id)) this.remove(image.id);
    else this.#add([image]);
  }

  /** Ends a range: the images that it added stay, even if no others are added. */
  addAll(images: readonly CloudImage[]): void {
    this.#range = undefined;
    this.#add(images);
  }

  #add(images: readonly CloudImage[]): void {
    const values = new Set(this.#options.values());
    const before = values.size;
    for (const image of images) if (this.#options.selectable(image)) values.add(image.id);
    if (values.size > before) this.#options.change([...values]);
  }

  remove(id: string): void {
    this.#options.change(this.#options.values().filter((value) => value !== id));
  }

  /** Deselects only what the previous steps have added, and only if nothing else has happened in between. */
  #extend(image: CloudImage, from: CloudImage): void {
    const { values, images, selectable, change } = this.#options;
    const shown = images();
    const ids = shown.map(({ id }) => id);
    const before = this.#range;
    const goesOn = before?.end === from.id && same(before.values, values()) && same(before.shown, ids);
    const kept = new Set(values().filter((value) => !(goesOn && before.added.has(value))));
    if (this.#anchor === undefined || !ids.includes(this.#anchor)) this.#anchor = from.id;
    const ends = [this.#anchor, image.id].map((id) => ids.indexOf(id)).sort((a, b) => a - b);
    const [first = 0, last = 0] = ends;
    const added = shown.slice(first, last + 1).filter((each) => !kept.has(each.id) && selectable(each));
    const joined = [...kept, ...added.map(({ id }) => id)];
    if (!same(joined, values())) change(joined);
    this.#range = { end: image.id, added: new Set(added.map(({ id }) => id)), values: values(), shown: ids };
  }
}
