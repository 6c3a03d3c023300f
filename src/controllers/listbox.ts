import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fold } from '../catalog/text.js';
import type { CloudImage } from '../providers/image.js';

/** What choosing an option is to do, where several can be chosen. */
export type ChooseMode = 'toggle' | 'range';

export interface ListboxOptions {
  readonly images: () => readonly CloudImage[];
  /** Tells the list that is shown from another one. */
  readonly list: () => string;
  readonly isChosen: (image: CloudImage) => boolean;
  readonly choose: (image: CloudImage, mode: ChooseMode) => void;
  /** Chooses everything that can be chosen at the moment; `false` where only one can be. */
  readonly chooseAll: () => boolean;
  /** Another list than the one that is shown has been asked for. */
  readonly isStale: () => boolean;
  /** Turns a page from the one that was asked for last, if there is one. */
  readonly turn: (by: 1 | -1) => boolean;
  /** A page that is turned to comes after the others, and not in their place. */
  readonly grows: () => boolean;
  /** The images are side by side. */
  readonly isGrid: () => boolean;
  /** Shows everything about the active image. */
  readonly showDetails: () => void;
  /** The element of the active option, and what it scrolls in. */
  readonly option: () => HTMLElement | null;
  readonly scroller: () => HTMLElement | null;
}

/** Milliseconds between two letters of one word. */
const TYPING = 600;

/** The keyboard of a listbox, after the ARIA Authoring Practices: one active option, at which the listbox points. */
export class ListboxController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ListboxOptions;
  #active: string | undefined;
  /** The page of the last rendering. */
  #before: readonly CloudImage[] = [];
  /** Where to land on the page that is being turned to. */
  #landing: 'first' | 'last' | undefined;
  #moved = false;
  #list = '';
  /** Where the list is to be after the rendering, if that is known: WebKit goes elsewhere when rows come and go. */
  #goal: number | undefined;
  /** How far it is scrolled, as it says itself: to look at the layout before a rendering costs time. */
  #top = 0;
  #scroller: HTMLElement | null = null;
  #typed = '';
  #typedAt = 0;

  constructor(host: ReactiveControllerHost, options: ListboxOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Position of the active option on this page; -1 where there is none. Comes back to what is chosen, or to the first. */
  get active(): number {
    const images = this.#options.images();
    const position = images.findIndex(({ id }) => id === this.#active);
    if (position >= 0) return position;
    return Math.min(Math.max(0, images.findIndex(this.#options.isChosen)), images.length - 1);
  }

  /** Makes an image the active one, and scrolls to it. Without one, what is chosen is active, or else the first. */
  activate(image?: CloudImage): void {
    this.#active = image?.id;
    this.#landing = undefined;
    this.#moved = true;
    this.#host.requestUpdate();
  }

  /**
   * Acts on a key.
   *
   * @param editing - the focus is in a text field, which keeps the keys that edit text
   * @returns whether it was one of the listbox's
   */
  press(event: KeyboardEvent, editing: boolean): boolean {
    if (event.altKey || event.isComposing || !this.#act(event, editing)) return false;
    event.preventDefault();
    return true;
  }

  hostUpdate(): void {
    const before = this.#before;
    const images = this.#options.images();
    if (images === before) return;
    this.#before = images;
    const list = this.#options.list();
    // Another list is read from its top, unless the keyboard is on its way to another end of it.
    this.#goal = list === this.#list ? this.#top || undefined : 0;
    this.#list = list;
    const end = this.#landing === 'last' ? -1 : this.#options.grows() ? before.length : 0;
    const landing = this.#landing && images.at(end);
    if (landing) this.activate(landing);
    else this.#stay(before, images);
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller && scroller !== this.#scroller)
      scroller.addEventListener('scroll', () => (this.#top = scroller.scrollTop), { passive: true });
    this.#scroller = scroller;
    if (scroller && this.#goal !== undefined) scroller.scrollTop = this.#top = this.#goal;
    this.#goal = undefined;
    // It may not be there before the images have come, or the popup is open.
    const option = this.#moved ? this.#options.option() : null;
    const isHere = this.#active === undefined || this.#before.some(({ id }) => id === this.#active);
    if (!option || !isHere) return;
    this.#moved = false;
    option.scrollIntoView({ block: 'nearest' });
    this.#top = scroller?.scrollTop ?? 0;
  }

  #act({ key, shiftKey, ctrlKey, metaKey, repeat }: KeyboardEvent, editing: boolean): boolean {
    const images = this.#options.images();
    const { active } = this;
    const image = images[active];
    const command = ctrlKey || metaKey;
    // An arrow that is held down leaves a page once, and the end of a list that is about to go is nobody's aim.
    const waits = this.#options.isStale();
    const choose = (mode: ChooseMode) => {
      // A key that is held down chooses once.
      if (image && !repeat) this.#options.choose(image, mode);
      return image !== undefined;
    };
    if (editing && (['Home', 'End', ' '].includes(key) || command)) return false;
    switch (key) {
      case 'ArrowDown':
        return this.#go(this.#below, shiftKey) || waits || this.#turn(1, 'first');
      case 'ArrowUp':
        return this.#go(active - this.#perRow, shiftKey) || waits || this.#turn(-1, 'last');
      case 'ArrowLeft':
      case 'ArrowRight': {
        if (!this.#options.isGrid()) return false;
        const by = (key === 'ArrowRight') === this.#isLeftToRight ? 1 : -1;
        return this.#go(active + by, shiftKey) || waits || this.#turn(by, by > 0 ? 'first' : 'last');
      }
      case 'Home':
        return this.#go(0, command && shiftKey);
      case 'End':
        return this.#go(images.length - 1, command && shiftKey);
      case 'PageDown':
        if (this.#options.grows() && active < images.length - 1) return this.#go(this.#screenful(1));
        return this.#turn(1, 'first') || waits || this.#go(images.length - 1);
      case 'PageUp':
        if (this.#options.grows()) return this.#go(this.#screenful(-1));
        return this.#turn(-1, 'first') || waits || this.#go(0);
      case ' ':
        return this.#typed !== '' && this.#isTyping ? this.#type(key) : choose(shiftKey ? 'range' : 'toggle');
      case 'Enter':
        if (!shiftKey) return choose('toggle');
        if (image && !repeat) this.#options.showDetails();
        return true;
      default:
        if (command) return key.toLowerCase() === 'a' && this.#options.chooseAll();
        return !editing && key.length === 1 && this.#type(key);
    }
  }

  #go(position: number, range = false): boolean {
    const image = this.#options.images()[position];
    if (!image) return false;
    if (range) this.#options.choose(image, 'range');
    this.activate(image);
    return true;
  }

  /** Images beside each other. */
  get #perRow(): number {
    const option = this.#options.isGrid() ? this.#options.option() : null;
    const siblings = [...(option?.parentElement?.children ?? [])].filter((each) => each instanceof HTMLElement);
    return siblings.filter(({ offsetTop }) => offsetTop === option?.offsetTop).length || 1;
  }

  /** The position below the active one; above a row that is not full, that may be its last one. */
  get #below(): number {
    const [row, last] = [this.#perRow, this.#options.images().length - 1];
    const isLastRow = Math.floor(this.active / row) === Math.floor(last / row);
    return isLastRow ? this.active + row : Math.min(this.active + row, last);
  }

  get #isLeftToRight(): boolean {
    const option = this.#options.option();
    return !option || getComputedStyle(option).direction === 'ltr';
  }

  /** The position that is as many rows away as are in sight. */
  #screenful(direction: 1 | -1): number {
    const height = Math.max(1, this.#options.option()?.offsetHeight ?? 1);
    const rows = Math.max(1, Math.floor((this.#options.scroller()?.clientHeight ?? 0) / height) - 1);
    const position = this.active + direction * rows * this.#perRow;
    return Math.min(Math.max(0, position), this.#options.images().length - 1);
  }

  /** Where the active image has gone from among the others, its neighbour takes its place. */
  #stay(before: readonly CloudImage[], images: readonly CloudImage[]): void {
    const here = new Set(images.map(({ id }) => id));
    const was = before.findIndex(({ id }) => id === this.#active);
    if (was < 0 || images.some(({ id }) => id === this.#active)) return;
    const neighbours = [...before.slice(was + 1), ...before.slice(0, was).reverse()];
    this.#active = neighbours.find(({ id }) => here.has(id))?.id;
  }

  #turn(by: 1 | -1, on: 'first' | 'last'): boolean {
    if (!this.#options.turn(by)) return false;
    this.#landing = on;
    return true;
  }

  get #isTyping(): boolean {
    return performance.now() - this.#typedAt < TYPING;
  }

  /** Goes to the next image whose name begins with what is being typed. One letter again and again goes through all of its. */
  #type(key: string): boolean {
    this.#typed = fold(this.#isTyping ? this.#typed + key : key);
    this.#typedAt = performance.now();
    const images = this.#options.images();
    const repeated = [...this.#typed].every((letter) => letter === this.#typed[0]);
    const start = this.active + (repeated ? 1 : 0);
    const wanted = repeated ? this.#typed.slice(0, 1) : this.#typed;
    const turned = [...images.slice(start), ...images.slice(0, start)];
    const found = turned.find(({ name, title }) => fold(title?.text ?? name).startsWith(wanted));
    if (found) this.activate(found);
    return true;
  }
}
