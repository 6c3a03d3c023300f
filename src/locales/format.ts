import { getOwn } from '../providers/get-own.js';

/** The plural forms of a message. `#` is replaced by the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Returns the name of a word, or the word itself if it has none. */
export const named = (names: Readonly<Record<string, string>>, word: string): string => getOwn(names, word) ?? word;

export type ValueOrder = 'time' | 'size' | 'text';

/** Returns how the values of a field are ordered. */
export const orderOf = (field: string): ValueOrder =>
  field.endsWith('At') ? 'time' : field === 'sizeBytes' ? 'size' : 'text';

export interface Formats {
  readonly number: (value: number) => string;
  readonly plural: (count: number, forms: PluralForms) => string;
  readonly list: (items: readonly string[]) => string;
  /** Formats bytes, in steps of 1,024, as clouds and their consoles do. */
  readonly bytes: (bytes: number) => string;
  /** Formats seconds, as minutes, hours or days if there are many. */
  readonly duration: (seconds: number) => string;
  /** Formats a date in the user's time zone, or in UTC, for dates without a time zone. */
  readonly date: (date: Date, zone?: 'UTC') => string;
  readonly dateTime: (date: Date, zone?: 'UTC') => string;
  readonly time: (date: Date) => string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const DURATION_UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

/** Returns the number, plural, list, size and date formats of a language. Each is created on first use, which takes milliseconds. */
export function formatsOf(language: string): Formats {
  const numbers = once(() => new Intl.NumberFormat(language));
  const rules = once(() => new Intl.PluralRules(language));
  const lists = once(() => new Intl.ListFormat(language));
  const sizes = UNITS.map((unit) =>
    once(() => new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 })),
  );
  const dates = (style: Intl.DateTimeFormatOptions) => {
    const here = once(() => new Intl.DateTimeFormat(language, style));
    const utc = once(() => new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }));
    return (date: Date, zone?: 'UTC') => (zone ? utc() : here()).format(date);
  };
  const number = (value: number) => numbers().format(value);
  return {
    number,
    plural: (count, forms) => (forms[rules().select(count)] ?? forms.other).replace('#', number(count)),
    list: (items) => (items.length > 1 ? lists().format(items) : items.join()),
    bytes: (bytes) => {
      const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
      return (sizes[step] ?? numbers)().format(bytes / 1024 ** step);
    },
    duration: (seconds) => {
      const [unit, length] = DURATION_UNITS.find(([, length]) => seconds > 2 * length) ?? ['second', 1];
      const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
      return format.format(Math.ceil(seconds / length));
    },
    date: dates({ dateStyle: 'medium' }),
    dateTime: dates({ dateStyle: 'medium', timeStyle: 'medium' }),
    time: dates({ timeStyle: 'short' }),
  };
}
