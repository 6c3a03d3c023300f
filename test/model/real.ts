import { waitUntil } from '../support/wait.js';
import type { ImageField } from '../../src/components/image-field.js';
import { findAll, mount, newRun, options } from '../support/picker.js';
import { address as addressOf } from '../support/simulator.js';
import { judges, type Model, type Place } from './model.js';
import { addresses, worlds, type Address, type WorldId } from './world.js';

/** A picker in a page, and what the page hears of it. */
export class Real {
  readonly picker: ImageField;
  readonly #world: WorldId;
  readonly fieldset = document.createElement('fieldset');
  readonly #frame = document.createElement('iframe');
  readonly #forms = { form: document.createElement('form'), other: document.createElement('form') };
  readonly #page = document.createElement('div');
  /** What has been said, in order. */
  readonly said: string[] = [];
  readonly events: string[] = [];
  readonly errors: string[] = [];
  readonly #listening = new AbortController();
  readonly #watch: MutationObserver;

  constructor({ world, multiple, required, dropdown, pageSize }: Model) {
    this.#world = world;
    this.#forms.form.append(this.fieldset);
    this.#page.append(this.#forms.form, this.#forms.other, this.#frame);
    document.body.append(this.#page);
    const frame = this.#frame.contentDocument;
    frame?.body.append(frame.createElement('form'));
    const options = addresses.many;
    const appearance = dropdown ? 'dropdown' : 'list';
    const properties = { multiple, required, appearance, pageSize, paging: 'pages' } as const;
    this.picker = mount(worlds[world].tag, { parent: this.fieldset, options, properties });
    for (const type of ['input', 'change']) this.picker.addEventListener(type, () => this.events.push(type));
    const { signal } = this.#listening;
    addEventListener('error', ({ message }) => this.errors.push(message), { signal });
    addEventListener('unhandledrejection', ({ reason }) => this.errors.push(String(reason)), { signal });
    this.#watch = new MutationObserver(() => {
      const text = this.picker.shadowRoot?.querySelector('[role=status]')?.textContent;
      if (text !== undefined && text !== '' && text !== this.said.at(-1)) this.said.push(text);
    });
    if (this.picker.shadowRoot) {
      this.#watch.observe(this.picker.shadowRoot, { childList: true, characterData: true, subtree: true });
    }
  }

  close(): void {
    this.#watch.disconnect();
    this.#listening.abort();
    this.picker.remove();
    this.#page.remove();
  }

  go(address: Address): void {
    Object.assign(this.picker, addressOf(this.#world, { ...addresses[address], run: newRun('model') }));
  }

  move(place: Place): void {
    const { picker } = this;
    if (place === 'nowhere') picker.remove();
    else if (place === 'form') this.fieldset.append(picker);
    else if (place === 'other') this.#forms.other.append(picker);
    else if (place === 'bare') this.#page.append(picker);
    else this.#frame.contentDocument?.querySelector('form')?.append(picker);
  }

  /** What was last said of the choice. */
  get told(): number | undefined {
    const count = this.lastSaid(/(\d+) selected/);
    return count === undefined ? undefined : Number(count.split(' ')[0]);
  }

  lastSaid(words: RegExp): string | undefined {
    return this.said.map((text) => words.exec(text)?.[0]).findLast((text) => text !== undefined);
  }

  get form(): HTMLFormElement | null {
    return this.picker.form;
  }

  /** The ids of the rows, as they are shown. */
  get rows(): (string | undefined)[] {
    return options(this.picker).map((row) => this.idOf(row));
  }

  idOf(row: Element): string | undefined {
    return row.getAttribute('data-id') ?? undefined;
  }

  get active(): string | undefined {
    const row = this.picker.shadowRoot?.querySelector('.option.active');
    return row ? this.idOf(row) : undefined;
  }

  get status(): string {
    return this.picker.state.status;
  }

  /** Whether an answer has come, and to which question, is a matter of the network. */
  notice(model: Model): void {
    const { state } = this.picker;
    const question = JSON.stringify([model.question, model.labelled]);
    if (state.status === 'ready') {
      // A page beyond the end is the last one, and the next one is counted from there.
      const { page, pages } = model.answer;
      model.page = page;
      model.answered = { question, page, pages };
    } else if (state.status === 'loading' && state.partial) {
      // So far.
      const pages = Math.max(1, Math.ceil(this.picker.total / model.pageSize));
      model.answered = { question, page: model.page, pages };
    }
  }

  press(key: string, init: KeyboardEventInit = {}): void {
    const { picker } = this;
    const list = picker.appearance === 'dropdown' ? undefined : findAll(picker, '#listbox')[0];
    const target = list ?? findAll(picker, '#search')[0];
    // Without images there may be nothing to press a key in.
    if (!target) return;
    target.focus();
    const options = { key, bubbles: true, composed: true, cancelable: true, ...init };
    target.dispatchEvent(new KeyboardEvent('keydown', options));
    target.dispatchEvent(new KeyboardEvent('keyup', options));
  }

  click(element: Element, init: MouseEventInit = {}): void {
    const options = { bubbles: true, composed: true, cancelable: true, ...init };
    element.dispatchEvent(new PointerEvent('pointerdown', options));
    element.dispatchEvent(new MouseEvent('mousedown', options));
    element.dispatchEvent(new PointerEvent('pointerup', options));
    element.dispatchEvent(new MouseEvent('mouseup', options));
    element.dispatchEvent(new MouseEvent('click', options));
  }

  button(...names: string[]): HTMLElement | undefined {
    return findAll(this.picker, 'button').find((element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      const off = element.matches(':disabled, [aria-disabled=true]');
      return !off && names.some((wanted) => name === wanted || name.startsWith(`${wanted} `));
    });
  }

  async settle(model: Model): Promise<void> {
    const { picker } = this;
    await picker.updateComplete;
    if (model.place === 'nowhere') return;
    await waitUntil(() => this.status !== 'loading', 'the end of loading', {
      interval: 2,
      timeout: 5000,
    });
    await picker.updateComplete;
    await waitUntil(() => this.rows.length === 0 || this.rows.length === picker.images.length, 'all rows');
  }

  /** Takes away what it needs to ask, or gives it back. */
  configure(on: boolean): void {
    const { needs, id } = worlds[this.#world];
    if (on) this.picker.setAttribute(needs, id);
    else this.picker.removeAttribute(needs);
  }

  judge(name: keyof typeof judges): void {
    this.picker.selectable = judges[name];
  }
}
