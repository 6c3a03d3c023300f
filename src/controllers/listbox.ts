import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fold } from '../catalog/text.js';
import type { CloudImage } from '../providers/image.js';

/** What choosing an option does, if several can be selected. */
export type ChooseMode = 'toggle' | 'range';

export interface ListboxOptions {
  readonly images: () => readonly CloudImage[];
  /** Identifies the shown list. */
  readonly list: () => string;
  readonly isChosen: (image: CloudImage) => boolean;
  readonly choose: (image: CloudImage, mode: ChooseMode) => void;
  /** Selects everything that can be selected at the moment; `false` if only one image can be. */
  readonly chooseAll: () => boolean;
  /** Another list than the shown one has been requested. */
  readonly isStale: () => boolean;
  /** Turns a page from the last requested one, if there is one. */
  readonly turn: (by: 1 | -1) => boolean;
  /** The next page is added to the others instead of replacing them. */
  readonly grows: () => boolean;
  /** The images are side by side. */
  readonly isGrid: () => boolean;
  /** Shows everything about the active image. */
  readonly showDetails: () => void;
  /** The element of the active option, and its scroll container. */
  readonly option: () => HTMLElement | null;
  readonly scroller: () => HTMLElement | null;
}

/** Milliseconds between two letters of one word. */
const TYPE_AHEAD_TIMEOUT = 600;

/** The keyboard interaction of a listbox, as in the ARIA Authoring Practices: the listbox refers to one active option. */
export class ListboxController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: ListboxOptions;
  #active: string | undefined;
  /** The page of the last rendering. */
  #before: readonly CloudImage[] = [];
  /** Which option becomes active on the next page. */
  #landing: 'first' | 'last' | undefined;
  #moved = false;
  #list = '';
  /** The scroll position after the rendering, if known: WebKit scrolls elsewhere when rows are added and removed. */
  #goal: number | undefined;
  /** The scroll position, from scroll events: reading the layout before a rendering is slow. */
  #top = 0;
  #scroller: HTMLElement | null = null;
  /** Identifies the latest scrolling, by the user or to an option. */
  #scrolling = 0;
  #typed = '';
  #typedAt = 0;

  constructor(host: ReactiveControllerHost, options: ListboxOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The position of the active option on this page; -1 if there is none. Defaults to the selected option, or to the first. */
  get active(): number {
    const images = this.#options.images();
    const position = images.findIndex(({ id }) => id === this.#active);
    if (position >= 0) return position;
    return Math.min(Math.max(0, images.findIndex(this.#options.isChosen)), images.length - 1);
  }

  /** Makes an image the active one, and scrolls to it. Without an image, the selected option is active, or else the first. */
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
   * @returns whether the listbox has handled it
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
    // Another list starts at its top, unless a key is moving to its end. The first one is there already, and setting a position forces a
    // layout.
    // The same rows stay where they are.
    const changed = images.length !== before.length || images.some(({ id }, index) => id !== before[index]?.id);
    this.#goal = list === this.#list ? (changed && this.#top) || undefined : this.#list ? 0 : undefined;
    this.#list = list;
    const end = this.#landing === 'last' ? -1 : this.#options.grows() ? before.length : 0;
    const landing = this.#landing && images.at(end);
    if (landing) this.activate(landing);
    else this.#stay(before, images);
  }

  hostUpdated(): void {
    const scroller = this.#options.scroller();
    if (scroller && scroller !== this.#scroller) {
      scroller.addEventListener('scroll', () => (this.#top = scroller.scrollTop), { passive: true });
      for (const type of ['wheel', 'pointerdown', 'keydown'])
        scroller.addEventListener(type, () => this.#scrolling++, { capture: true, passive: true });
    }
    this.#scroller = scroller;
    if (scroller && this.#goal !== undefined) scroller.scrollTop = this.#top = this.#goal;
    this.#goal = undefined;
    // It may not exist before the images have loaded, or the popup is open.
    const option = this.#moved ? this.#options.option() : null;
    const isHere = this.#active === undefined || this.#before.some(({ id }) => id === this.#active);
    if (!option || !isHere) return;
    this.#moved = false;
    this.#scrollTo(option);
    this.#top = scroller?.scrollTop ?? 0;
  }

  /** Scrolls to an option. In a long list, rows that come into sight then get other heights than estimated, and move it away. */
  #scrollTo(option: HTMLElement, frames = 10, scrolling = ++this.#scrolling): void {
    option.scrollIntoView({ block: 'nearest' });
    if (frames === 0 || !option.closest('.long')) return;
    requestAnimationFrame(() => {
      if (scrolling === this.#scrolling && this.#isNear(option)) this.#scrollTo(option, frames - 1, scrolling);
    });
  }

  /** Whether heights may have moved an option to where it is. Farther away, the list has been scrolled. */
  #isNear(option: HTMLElement): boolean {
    const { top = 0, bottom = 0, height = 0 } = this.#scroller?.getBoundingClientRect() ?? {};
    const box = option.getBoundingClientRect();
    return box.top < bottom + 2 * height && box.bottom > top - 2 * height;
  }

  #act({ key, shiftKey, ctrlKey, metaKey, repeat }: KeyboardEvent, editing: boolean): boolean {
    const images = this.#options.images();
    const { active } = this;
    const image = images[active];
    const command = ctrlKey || metaKey;
    // While a requested list has not loaded, arrow keys turn no further page, and the page keys do not jump to an end.
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

  /** The position below the active one; if the row below is not full, this may be its last one. */
  get #below(): number {
    const [row, last] = [this.#perRow, this.#options.images().length - 1];
    const isLastRow = Math.floor(this.active / row) === Math.floor(last / row);
    return isLastRow ? this.active + row : Math.min(this.active + row, last);
  }

  get #isLeftToRight(): boolean {
    const option = this.#options.option();
    return !option || getComputedStyle(option).direction === 'ltr';
  }

  /** The position that is as many rows away as are visible. */
  #screenful(direction: 1 | -1): number {
    const height = Math.max(1, this.#options.option()?.offsetHeight ?? 1);
    const rows = Math.max(1, Math.floor((this.#options.scroller()?.clientHeight ?? 0) / height) - 1);
    const position = this.active + direction * rows * this.#perRow;
    return Math.min(Math.max(0, position), this.#options.images().length - 1);
  }

  /** If the active image has gone and others remain, its neighbour becomes active. */
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
    return performance.now() - this.#typedAt < TYPE_AHEAD_TIMEOUT;
  }

  /** Moves to the next image whose name begins with the typed text. Repeating one letter cycles through all its matches. */
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
