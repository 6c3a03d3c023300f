import { en, type Messages } from './en.js';
import { formatsOf, type Formats } from './format.js';

/** A language in use. */
export interface Locale {
  /** As a BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
  readonly formats: Formats;
}

/** Messages, or what makes them from the formats of the region that they are read in. */
export type MessageSource = Partial<Messages> | ((formats: Formats) => Partial<Messages>);

const sources = new Map<string, readonly MessageSource[]>([['en', []]]);
const locales = new Map<string, Locale>();
const listeners = new Set<() => void>();

/**
 * Adds a language, or replaces single messages of one. Every picker in the page changes at once.
 *
 * ```ts
 * addMessages('en', { label: 'Operating system image' });
 * addMessages('fr', ({ number }) => ({ label: 'Image', chosen: (count) => `Choix : ${number(count)}` }));
 * ```
 *
 * @param language - a BCP 47 tag, such as `pt` or `pt-BR`
 * @param messages - what is left out stays as it was added before, or comes from the language without its region, or else from
 *   English
 */
export function addMessages(language: string, messages: MessageSource): void {
  const key = keyOf(language);
  sources.set(key, [...(sources.get(key) ?? []), messages]);
  locales.clear();
  for (const listener of listeners) listener();
}

/** Calls back whenever messages have been added, until the returned function is called. */
export function watchMessages(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The language that speaks for a tag: `zh-CN` is spoken by `zh`, and what nobody speaks by English. */
export function localeOf(tag: string): Locale {
  const key = keyOf(tag);
  let locale = locales.get(key);
  if (!locale) {
    // From the language to its script and region: `zh`, `zh-hans`, `zh-hans-cn`.
    const parts = key.split('-');
    const spoken = parts.map((_, last) => parts.slice(0, last + 1).join('-')).filter((part) => sources.has(part));
    // Numbers and dates by the region, which may not have words of its own.
    const language = (spoken.length > 0 ? (canonical(key) ?? canonical(spoken.at(-1) ?? '')) : undefined) ?? 'en';
    const formats = formatsOf(language);
    let messages = en(formats);
    for (const source of ['en', ...spoken].flatMap((part) => sources.get(part) ?? [])) {
      messages = { ...messages, ...(typeof source === 'function' ? source(formats) : source) };
    }
    locale = { language, direction: directionOf(language), messages, formats };
    locales.set(key, locale);
  }
  return locale;
}

/** Some pages write `zh_CN`, as their servers do. */
const keyOf = (tag: string): string => tag.trim().replaceAll('_', '-').toLowerCase();

/** A page may hold anything in `lang`; Intl throws at what is no tag. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** A language is written as its script is, of which few run from right to left. */
function directionOf(language: string): 'ltr' | 'rtl' {
  const { script = '' } = new Intl.Locale(language).maximize();
  return ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : 'ltr';
}
