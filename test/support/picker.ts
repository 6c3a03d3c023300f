import { waitUntil } from './wait.js';
import type { AddressOptions, CloudId } from '../../simulator/index.js';
import type { ImageField } from '../../src/components/image-field.js';
import '../../src/index.js';
import { cloudIds, clouds, type PickerTag } from '../clouds/index.js';
import { address, proxied } from './simulator.js';

export type { PickerTag };

interface AskingPicker {
  readonly cloud: CloudId;
  readonly attributes: Readonly<Record<string, string>>;
}

const desktops = clouds['huawei-workspace'];

const all: Partial<Record<PickerTag, AskingPicker>> = {
  'image-picker': {
    cloud: 'huawei-workspace',
    attributes: { provider: 'huawei-workspace', params: JSON.stringify(desktops.params) },
  },
  ...Object.fromEntries(cloudIds.map((cloud) => [clouds[cloud].tag, { cloud, attributes: clouds[cloud].attributes }])),
};

/** Every picker, the cloud it asks, and the attributes that it needs for that. */
export const pickers = all as Readonly<Record<PickerTag, AskingPicker>>;

export const tags = Object.keys(pickers) as PickerTag[];

export interface Setup {
  /** Of the simulator. */
  readonly options?: AddressOptions;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Set before the element is connected. */
  readonly properties?: Partial<ImageField>;
  readonly parent?: Element;
}

const mounted: Element[] = [];

/** How many of a cloud's twelve images are shown: one of Hostway's is deleted. */
export const shownOf = (tag: PickerTag): number => (tag === 'flexcloud-images' ? 11 : 12);

/** Makes a picker on the simulated cloud and puts it into a form of its own, or into `parent`. */
export function mount<Tag extends PickerTag>(tag: Tag, setup: Setup = {}): HTMLElementTagNameMap[Tag] {
  const { cloud, attributes } = pickers[tag];
  const picker = document.createElement(tag);
  const { provider } = attributes;
  // Behind the proxy a page names its provider at most: the portal has pinned the rest.
  const own = proxied ? { ...(provider !== undefined && { provider }) } : attributes;
  // Twenty on a page: what most tests list fits on it, and the rest has several.
  const all = { name: 'image', 'page-size': '20', ...own, ...setup.attributes };
  for (const [name, value] of Object.entries(all)) picker.setAttribute(name, value);
  Object.assign(picker, address(cloud, setup.options), setup.properties);
  let parent = setup.parent;
  if (!parent) {
    parent = document.createElement('form');
    document.body.append(parent);
    mounted.push(parent);
  }
  parent.append(picker);
  return picker;
}

/** Takes everything mounted away again: an `afterEach`. */
export function unmount(): void {
  for (const element of mounted.splice(0)) element.remove();
}

const state = (picker: ImageField): string => picker.state.status;

/** Waits until the picker has an answer, or an error to show, and has rendered it. */
export async function settled(picker: ImageField): Promise<void> {
  // The question is asked with the next rendering.
  await picker.updateComplete;
  await waitUntil(() => state(picker) === 'ready' || state(picker) === 'error', `settled, not ${state(picker)}`);
  await picker.updateComplete;
  // The rows that are out of sight follow a moment later.
  const shown = () => findAll(picker, '[role=option]').length;
  await waitUntil(() => shown() === 0 || shown() >= picker.images.length, 'all rows');
}

export async function ready<Tag extends PickerTag>(tag: Tag, setup: Setup = {}): Promise<HTMLElementTagNameMap[Tag]> {
  const picker = mount(tag, setup);
  await settled(picker);
  return picker;
}

export function find(picker: ImageField, selector: string): HTMLElement {
  const element = picker.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
}

export function searchField(picker: ImageField): HTMLInputElement {
  const field = find(picker, 'input[type=search]');
  if (!(field instanceof HTMLInputElement)) throw new Error('no search field');
  return field;
}

export const findAll = (picker: ImageField, selector: string): HTMLElement[] => [
  ...(picker.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

/** What a person can see in the picker. What is only said comes a moment later. */
export const text = (picker: ImageField): string => {
  const words = (node: Node): string =>
    node instanceof Element && node.getAttribute('role') === 'status'
      ? ''
      : node instanceof HTMLSlotElement && node.assignedNodes().length > 0
        ? node
            .assignedNodes()
            .map((child) => child.textContent)
            .join(' ')
        : node.childNodes.length > 0
          ? [...node.childNodes].map(words).join(' ')
          : node instanceof Text
            ? node.data
            : '';
  return picker.shadowRoot ? words(picker.shadowRoot).replace(/\s+/g, ' ').trim() : '';
};

/** What is never to be in a picker is not to be said either. */
export const shownAndSaid = (picker: ImageField): string =>
  `${text(picker)} ${find(picker, '[role=status]').textContent}`;

export const options = (picker: ImageField): HTMLElement[] => findAll(picker, '[role=option]');

export const names = (picker: ImageField): string[] => picker.images.map(({ name }) => name);

export const chosen = (picker: ImageField): HTMLElement[] =>
  options(picker).filter((option) => option.getAttribute('aria-selected') === 'true');

/** The buttons by what they say. */
export function button(picker: ImageField, name: string): HTMLButtonElement {
  const found = findAll(picker, 'button').find(
    (element) => (element.getAttribute('aria-label') ?? element.textContent.trim()) === name,
  );
  if (!(found instanceof HTMLButtonElement)) throw new Error(`no button “${name}”`);
  return found;
}

/** Types into the search field, as the browser reports it. */
export async function search(picker: ImageField, words: string): Promise<void> {
  const field = searchField(picker);
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await picker.updateComplete;
  await settled(picker);
}

/** Opens the filters or the details, unless they are. */
export async function openPanel(picker: ImageField, kind: 'filters' | 'details'): Promise<HTMLElement> {
  const panel = `.panel.${kind}`;
  if (findAll(picker, panel).length === 0)
    find(picker, kind === 'filters' ? '[part~=filter-button]' : '.bar [aria-expanded]').click();
  await waitUntil(() => findAll(picker, panel).length > 0, `the ${kind}`);
  await picker.updateComplete;
  return find(picker, panel);
}

/** The values of a filter in its panel. */
export function ticks(picker: ImageField, filter: string): HTMLInputElement[] {
  const group = findAll(picker, 'fieldset').find((each) => each.querySelector('legend')?.textContent === filter);
  return [...(group?.querySelectorAll('input') ?? [])];
}

/** Filters by one value, or by none, as a person does it in the panel. */
export async function select(picker: ImageField, filter: string, value: string): Promise<void> {
  await openPanel(picker, 'filters');
  if (ticks(picker, filter).length === 0) throw new Error(`no filter “${filter}”`);
  for (;;) {
    const wrong = ticks(picker, filter).find((tick) => tick.checked !== (tick.value === value));
    if (!wrong) break;
    wrong.click();
    await picker.updateComplete;
  }
  await settled(picker);
}

let runs = 0;

/** A name for the requests of one test. */
export const newRun = (name = 'browser'): string => `${name}-${Date.now().toString(36)}-${runs++}`;
