/** The forms of a counted word; `#` stands for the number. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** What something is called here, or else its own word. */
export const named = (names: Readonly<Record<string, string>>, word: string): string =>
  Object.hasOwn(names, word) ? (names[word] ?? word) : word;

export interface Formats {
  readonly number: (value: number) => string;
  readonly plural: (count: number, forms: PluralForms) => string;
  readonly list: (items: readonly string[]) => string;
  /** Bytes in steps of 1,024, as the clouds and their consoles count. */
  readonly bytes: (bytes: number) => string;
  readonly date: (date: Date) => string;
  readonly dateTime: (date: Date) => string;
  readonly time: (date: Date) => string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Numbers, plurals, lists, sizes and dates as a language writes them. */
export function formatsOf(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const rules = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language);
  const sizes = UNITS.map((unit) => new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }));
  const dates = (style: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, style);
    return (date: Date) => format.format(date);
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
    date: dates({ dateStyle: 'medium' }),
    dateTime: dates({ dateStyle: 'medium', timeStyle: 'medium' }),
    time: dates({ timeStyle: 'short' }),
  };
}
