import { notReady } from './not-ready.js';
import type { ImageField } from '../src/index.js';

/** The settings of the controls: those of the simulation, and the size of the machine. */
export interface Settings {
  /** The simulator's options, as in an address: `;size=5000;fail=503`. */
  readonly options: string;
  /** The page requests images from the cloud itself, with a token, and not from a proxy. */
  readonly direct: boolean;
  /** Empty for the default appearance. */
  readonly theme: string;
  /** Properties of the field. */
  readonly field: Pick<
    ImageField,
    | 'required'
    | 'multiple'
    | 'disabled'
    | 'appearance'
    | 'density'
    | 'lang'
    | 'poll'
    | 'availableMemory'
    | 'availableDisk'
    | 'selectable'
  >;
}

const appearances = ['list', 'cards', 'dropdown'] as const;

/** The controls of the page itself. All others have the names of the simulator's options. */
const ours = [
  ...['scheme', 'connection', 'theme', 'appearance', 'density', 'language', 'poll', 'ready'],
  ...['required', 'multiple', 'disabled'],
];

function disable(form: HTMLFormElement, names: readonly string[], disabled: boolean): void {
  for (const name of names) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.disabled = disabled;
  }
}

const textOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
};

const numberOf = (form: HTMLFormElement, name: string): number | undefined => Number(textOf(form, name)) || undefined;

/**
 * Reads the controls, and disables those without effect next to the others: a form omits them.
 *
 * @param order - the form that contains the size of the machine
 */
export function readSettings(form: HTMLFormElement, order: HTMLFormElement): Settings {
  const text = (name: string): string => textOf(form, name);
  const on = (name: string): boolean => text(name) === 'on';
  const direct = text('connection') === 'direct';
  disable(form, ['pages', 'times', 'retry-after'], text('fail') === '');
  disable(form, ['cors', 'expire-after'], !direct);
  const language = text('language');
  return {
    options: [...new FormData(form)]
      .flatMap(([name, value]) =>
        typeof value === 'string' && value !== '' && !ours.includes(name) ? [`;${name}=${value}`] : [],
      )
      .join(''),
    direct,
    theme: text('theme'),
    field: {
      required: on('required'),
      multiple: on('multiple'),
      disabled: on('disabled'),
      appearance: appearances.find((name) => name === text('appearance')) ?? 'list',
      density: text('density') === 'compact' ? 'compact' : 'comfortable',
      lang: language,
      poll: numberOf(form, 'poll'),
      availableMemory: numberOf(order, 'memory'),
      availableDisk: numberOf(order, 'disk'),
      selectable: on('ready') ? notReady(language) : undefined,
    },
  };
}
