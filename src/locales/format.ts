import { getOwn } from '../providers/get-own.js';

/** The forms of a counted word; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** What something is called here, or else its own word. */
export const named = (names: Readonly<Record<string, string>>, word: string): string => getOwn(names, word) ?? word;

export type ValueOrder = 'time' | 'size' | 'text';

/** How the values of a field are ordered. */
export const orderOf = (field: string): ValueOrder =>
  field.endsWith('At') ? 'time' : field === 'sizeBytes' ? 'size' : 'text';

export interface Formats {
  readonly number: (value: number) => string;
  readonly plural: (count: number, forms: PluralForms) => string;
  readonly list: (items: readonly string[]) => string;
  /** Bytes in steps of 1,024, as the clouds and their consoles count. */
  readonly bytes: (bytes: number) => string;
  /** Seconds, or where they are many as many minutes, hours or days. */
  readonly duration: (seconds: number) => string;
  /** In the person's time zone, or in UTC: that shows a date as it was written whose zone is not known. */
  readonly date: (date: Date, zone?: 'UTC') => string;
  readonly dateTime: (date: Date, zone?: 'UTC') => string;
  readonly time: (date: Date) => string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const LONGER = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Numbers, plurals, lists, sizes and dates as a language writes them. */
export function formatsOf(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const rules = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language);
  const sizes = UNITS.map((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }));
  const dates = (style: Intl.DateTimeFormatOptions) => {
    const here = new Intl.DateTimeFormat(language, style);
    let utc: Intl.DateTimeFormat | undefined;
    return (date: Date, timeZone?: 'UTC') =>
      (timeZone ? (utc ??= new Intl.DateTimeFormat(language, { ...style, timeZone })) : here).format(date);
  };
  const number = (value: number) => numbers.format(value);
  return {
    number,
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', number(count)),
    list: (items) => lists.format(items),
    bytes: (bytes) => {
      const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
      return (sizes[step] ?? numbers).format(bytes / 1024 ** step);
    },
    duration: (seconds) => {
      const [unit, length] = LONGER.find(([, length]) => seconds > 2 * length) ?? ['second', 1];
      const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
      return format.format(Math.ceil(seconds / length));
    },
    date: dates({ dateStyle: 'medium' }),
    dateTime: dates({ dateStyle: 'medium', timeStyle: 'medium' }),
    time: dates({ timeStyle: 'short' }),
  };
}
