import { element, find } from './elements.js';
import { textsOf, type Texts } from './texts.js';
import type { ImageField } from '../src/index.js';

/** The order. */
export interface Order {
  readonly form: HTMLFormElement;
  /** The name of the cloud. */
  readonly cloud: string;
  readonly field: ImageField;
  readonly language: string;
}

const chosenText = ({ selectedOptions: [option] }: HTMLSelectElement): string => option?.textContent ?? '';

function row(name: string, ...values: readonly string[]): HTMLElement[] {
  return [element('dt', name), ...values.map((value) => element('dd', value))];
}

/** The minimum that the images need, in gigabytes, if no size is selected. */
function atLeast(needs: readonly (number | undefined)[], language: string): string | undefined {
  const bytes = Math.max(0, ...needs.map((need) => need ?? 0));
  if (bytes === 0) return undefined;
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
  return `≥ ${format.format(bytes / 2 ** 30)}`;
}

/** Shows a summary of the order. */
export function showSummary({ form, cloud, field, language }: Order): void {
  const texts = textsOf(language);
  const images = field.selectedImages;
  const size = (name: 'memory' | 'disk', needs: readonly (number | undefined)[]): string => {
    const control = find(form, `[name=${name}]`, HTMLSelectElement);
    return (control.value === '' ? atLeast(needs, language) : undefined) ?? chosenText(control);
  };
  const memory = images.map(({ minMemoryBytes }) => minMemoryBytes);
  const disk = images.map(({ minDiskBytes }) => minDiskBytes);
  const names = field.values.map((id) => images.find((image) => image.id === id)?.name ?? id);
  const list = find(form, '.order', HTMLElement);
  list.replaceChildren(
    ...row(texts.cloud, cloud),
    ...row(texts.image, ...(names.length > 0 ? names : [texts.none])),
    ...row(texts.machine, find(form, '[name=machine]', HTMLInputElement).value),
    ...row(texts.memory, size('memory', memory)),
    ...row(texts.disk, size('disk', disk)),
  );
}

/** Shows the entries that the form would send, instead of sending them. */
export function showSubmitted({ form, field, language }: Order): void {
  const texts = textsOf(language);
  const names = new Map(field.selectedImages.map(({ id, name }) => [id, name]));
  const entries = [...new FormData(form)].flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key, value }] : [],
  );
  const list = document.createElement('dl');
  for (const { key, value } of entries) list.append(...describe(key, value, names.get(value), texts));
  const heading = element('h3', `${texts.submitted} · ${entries.length.toLocaleString(language)}`);
  find(form, '.submitted', HTMLElement).replaceChildren(heading, list);
}

/** One entry, with the name of an image next to its id. */
function describe(key: string, value: string, imageName: string | undefined, texts: Texts): HTMLElement[] {
  const content = document.createElement('dd');
  content.append(element('code', value));
  if (value === '') content.append(element('span', texts.enough));
  else if (imageName !== undefined && imageName !== value) content.append(element('span', imageName));
  return [element('dt', key), content];
}
