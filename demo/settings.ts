import { notReady } from './not-ready.js';
import type { ImageField } from '../src/index.js';

/** What the controls beside the picker say. */
export interface Settings {
  /** What the simulator is told, as it stands in an address: `;size=5000;fail=503`. */
  readonly options: string;
  /** The page asks the cloud itself, with a token, and not a proxy. */
  readonly direct: boolean;
  /** Names the rules of `themes.css`; empty for the looks that the field comes with. */
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

/** The controls that are about the page; all others are named as the simulator names its options. */
const ours = [
  ...['scheme', 'connection', 'theme', 'appearance', 'density', 'language', 'poll', 'memory', 'disk', 'ready'],
  ...['required', 'multiple', 'disabled'],
];

function disable(form: HTMLFormElement, names: readonly string[], disabled: boolean): void {
  for (const name of names) {
    const control = form.elements.namedItem(name);
    if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.disabled = disabled;
  }
}

/** Reads the controls, and disables those that make no difference beside the others: a form leaves them out. */
export function readSettings(form: HTMLFormElement): Settings {
  const text = (name: string): string => {
    const value = new FormData(form).get(name);
    return typeof value === 'string' ? value : '';
  };
  const number = (name: string): number | undefined => Number(text(name)) || undefined;
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
      poll: number('poll'),
      availableMemory: number('memory'),
      availableDisk: number('disk'),
      selectable: on('ready') ? notReady(language) : undefined,
    },
  };
}
