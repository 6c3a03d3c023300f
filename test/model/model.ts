import type { CloudImage } from '../../src/index.js';
import {
  answerOf,
  imagesOf,
  matchesOf,
  worlds,
  type Address,
  type Answer,
  type Question,
  type WorldId,
} from './world.js';

/** Where the picker is: in a form, in another one, in none, in a form of an embedded document, or nowhere. */
export const places = ['form', 'other', 'bare', 'frame', 'nowhere'] as const;
export type Place = (typeof places)[number];

/** What a portal may say of an image. */
export const judges = {
  nobody: undefined,
  anything: () => true,
  even: ({ id }: CloudImage) => /[02468ace]$/.test(id) || 'Its id is odd',
} as const;

/** What a sequence begins with. */
export interface Setup {
  readonly world: WorldId;
  readonly multiple: boolean;
  readonly dropdown: boolean;
  readonly required: boolean;
  readonly pageSize: number;
}

/** Only what a person and a portal have asked for, and what must come of it. */
export class Model {
  readonly world: WorldId;
  place: Place = 'form';
  address: Address = 'many';
  /** What has been set or chosen; `undefined` where the defaults hold. */
  set: readonly string[] | undefined;
  defaultValue = '';
  defaultValues: readonly string[] = [];
  name = 'image';
  required: boolean;
  disabled = false;
  fieldset = false;
  multiple: boolean;
  custom = '';
  dropdown: boolean;
  /** Whether it has all that it needs to ask. */
  configured = true;
  timeout: number | undefined;
  labelled = false;
  /** Gibibytes that there are. */
  disk: number | undefined;
  open = false;
  search = '';
  filters: Question['filters'] = {};
  sort = '';
  page = 1;
  pageSize: number;
  judge: keyof typeof judges = 'nobody';
  /** The question whose answer is shown. */
  answered: { readonly question: string; readonly page: number; readonly pages: number } | undefined;
  /** What the person was last told of the choice. */
  told: number | undefined;
  /** What the steps of a range have added, while nothing else happens. */
  ranged: ReadonlySet<string> = new Set();

  constructor({ world, multiple, dropdown, required, pageSize }: Setup) {
    this.world = world;
    this.multiple = multiple;
    this.dropdown = dropdown;
    this.required = required;
    this.pageSize = pageSize;
  }

  get values(): readonly string[] {
    const one = this.defaultValue === '' ? [] : [this.defaultValue];
    const values = this.set ?? (this.defaultValues.length > 0 ? this.defaultValues : one);
    return this.multiple ? values : values.slice(0, 1);
  }

  get isDisabled(): boolean {
    return this.disabled || (this.fieldset && this.place === 'form');
  }

  /** Something a person can see and use. */
  get isUsable(): boolean {
    return this.place !== 'nowhere' && !this.isDisabled;
  }

  get listed(): boolean {
    return this.place !== 'nowhere' && (!this.dropdown || this.open);
  }

  get images(): readonly CloudImage[] {
    return imagesOf(this.world, this.address);
  }

  get answer(): Answer {
    return answerOf(this.images, this);
  }

  get matches(): readonly CloudImage[] {
    return matchesOf(this.images, this);
  }

  get entries(): readonly string[] {
    return this.name === '' || this.isDisabled || this.place === 'bare' || this.place === 'nowhere' ? [] : this.values;
  }

  /** What is asked for, on whatever page. */
  get question(): string {
    return JSON.stringify([this.search, this.filters, this.sort, this.pageSize]);
  }

  /** The list shows what is asked for, and on that page. */
  get isFresh(): boolean {
    return this.knowsPages && this.answered?.page === this.page;
  }

  get knowsPages(): boolean {
    return this.configured && this.answered?.question === JSON.stringify([this.question, this.labelled]);
  }

  /** The page that so many further on from the one asked for last, if there is one. */
  pageAt(by: number): number | undefined {
    const pages = this.knowsPages ? (this.answered?.pages ?? 1) : 1;
    const page = Math.min(this.page, pages) + by;
    return page >= 1 && page <= pages ? page : undefined;
  }

  image(id: string): CloudImage | undefined {
    return this.images.find((image) => image.id === id);
  }

  canBeChosen(id: string): boolean {
    const image = this.image(id);
    if (!image) return false;
    const verdict = judges[this.judge]?.(image);
    if ((image.minDiskBytes ?? 0) > (this.disk ?? Infinity) * 1024 ** 3) return false;
    return verdict === undefined
      ? !['pending', 'disabled', 'failed', 'deleted'].includes(image.status)
      : verdict === true;
  }

  /** Another question begins at its first page, unless it is the page that is asked for. */
  ask(question: Partial<Question>): void {
    const before = this.question;
    Object.assign(this, question);
    if (this.question !== before) this.page = 1;
    this.changed();
  }

  /** Even the same images are another list where they have another address. */
  go(address: Address): void {
    this.address = address;
    this.another();
  }

  /** Another list is looked at from its beginning. */
  another(): void {
    this.page = 1;
    this.changed();
    this.answered = undefined;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    if (this.search !== '') this.ask({ search: '' });
  }

  move(place: Place): void {
    this.close();
    this.place = place;
  }

  /** Whatever ends a range. */
  changed(): void {
    this.ranged = new Set();
  }

  /** Chooses as a person does. */
  choose(values: readonly string[]): boolean {
    const changes = JSON.stringify(values) !== JSON.stringify(this.values);
    if (!changes) return false;
    this.set = values;
    if (this.multiple) this.told = values.length;
    return true;
  }

  toggle(id: string): boolean {
    this.changed();
    const { values } = this;
    if (!this.multiple) {
      const changes = this.canBeChosen(id) && this.choose([id]);
      if (this.values[0] === id) this.close();
      return changes;
    }
    if (values.includes(id)) return this.choose(values.filter((value) => value !== id));
    return this.canBeChosen(id) && this.choose([...values, id]);
  }

  get filterId(): string {
    return worlds[this.world].filter;
  }
}
