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

/** What comes with the library besides English, and is loaded when an element is to speak it. */
const modules = new Map<string, () => Promise<MessageSource>>([
  ['ar', async () => (await import('./ar.js')).ar],
  ['zh', async () => (await import('./zh.js')).zh],
]);
const loads = new Map<string, Promise<void>>();
/** What has been loaded. */
const builtIn = new Map<string, MessageSource>();
/** What has been added, by the page. */
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
  announce();
}

function announce(): void {
  locales.clear();
  for (const listener of listeners) listener();
}

/** Has a language of the library at hand, so that it need not be loaded. What a page has added goes before it. */
export function provideMessages(language: string, messages: MessageSource): void {
  modules.delete(language);
  builtIn.set(language, messages);
  announce();
}

/** Loads the language of a tag. `undefined` where it is there, or cannot be had: then others speak for it. */
export function loadMessages(tag: string): Promise<void> | undefined {
  const [language = ''] = keyOf(tag).split('-');
  const module = modules.get(language);
  if (!module) return undefined;
  let load = loads.get(language);
  if (!load) {
    const failed = () => {
      modules.delete(language);
      announce();
    };
    load = module().then((messages) => provideMessages(language, messages), failed);
    loads.set(language, load);
  }
  return load;
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
    const spoken = parts
      .map((_, last) => parts.slice(0, last + 1).join('-'))
      .filter((part) => sources.has(part) || builtIn.has(part));
    // Numbers and dates by the region, which may not have words of its own.
    const language = (spoken.length > 0 ? (canonical(key) ?? canonical(spoken.at(-1) ?? '')) : undefined) ?? 'en';
    const formats = formatsOf(language);
    let messages = en(formats);
    const said = (part: string) => [builtIn.get(part) ?? {}, ...(sources.get(part) ?? [])];
    for (const source of ['en', ...spoken].flatMap(said)) {
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
