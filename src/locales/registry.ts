import { en } from './en.js';
import { formatsOf, type Formats } from './format.js';
import type { Messages } from './messages.js';

/** A language in use. */
export interface Locale {
  /** As a BCP 47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly messages: Messages;
  readonly formats: Formats;
}

/** Messages, or a function that returns them, given the number and date formats of the user's region. */
export type MessageSource = Partial<Messages> | ((formats: Formats) => Partial<Messages>);

/** The library's own messages of a language, and how to load them. */
interface Language {
  /** Absent once the messages have been provided, or could not be loaded. */
  importMessages?: (() => Promise<MessageSource>) | undefined;
  loading?: Promise<void>;
  builtIn?: readonly MessageSource[];
}

const languages = new Map<string, Language>([
  // The other languages build on it.
  ['en', { builtIn: [en] }],
  ['ar', { importMessages: async () => (await import('./ar.js')).ar }],
  ['zh', { importMessages: async () => (await import('./zh.js')).zh }],
]);
const locales = new Map<string, Locale>();

/** The state that all copies of this library in a page share. */
interface Shared {
  /** The messages of the page by language, later ones over earlier ones. */
  readonly added: Map<string, MessageSource[]>;
  readonly listeners: Set<() => void>;
}

/** Raise the number whenever `Shared` changes incompatibly. */
const SHARED = Symbol.for('cloud-image-picker/messages/1');
// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- No other code has this symbol.
const page = globalThis as unknown as Record<symbol, Shared | undefined>;
const shared: Shared = (page[SHARED] ??= { added: new Map(), listeners: new Set() });
const { added, listeners } = shared;
// Runs before the listeners of the elements.
listeners.add(() => locales.clear());

/**
 * Adds a language, or replaces individual messages of a language. All pickers in the page update immediately.
 *
 * ```ts
 * addMessages('en', { label: 'Operating system image' });
 * addMessages('fr', ({ number }) => ({ label: 'Image', chosen: (count) => `Choix : ${number(count)}` }));
 * ```
 *
 * @param language - a BCP 47 tag, such as `pt` or `pt-BR`
 * @param messages - the messages to add; others keep their current text, or fall back to the language without its region, and then to
 *   English
 */
export function addMessages(language: string, messages: MessageSource): void {
  const key = keyOf(language);
  added.set(key, [...(added.get(key) ?? []), messages]);
  notify();
}

/** Provides a built-in language, or a part of one, so that it need not be loaded. Messages added by the page take precedence. */
export function provideMessages(key: string, messages: MessageSource): void {
  languages.set(key, { builtIn: [...(languages.get(key)?.builtIn ?? []), messages] });
  notify();
}

/** Loads the language of a tag. `undefined` if there is nothing to load, or loading has failed. */
export function loadMessages(tag: string): Promise<void> | undefined {
  const [key = ''] = keyOf(tag).split('-');
  const language = languages.get(key);
  if (!language?.importMessages) return undefined;
  const onError = (): void => {
    language.importMessages = undefined;
    notify();
  };
  return (language.loading ??= language.importMessages().then((messages) => provideMessages(key, messages), onError));
}

function notify(): void {
  for (const listener of listeners) listener();
}

/** Calls back whenever messages have been added, until the returned function is called. */
export function watchMessages(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The locale for a tag: `zh-CN` falls back to `zh`, and a language without messages to English. */
export function localeOf(tag: string): Locale {
  const key = keyOf(tag);
  let locale = locales.get(key);
  if (!locale) {
    // From the least specific tag to the most specific one: `zh`, `zh-hans`, `zh-hans-cn`.
    const subtags = key.split('-');
    const available = subtags.map((_, last) => subtags.slice(0, last + 1).join('-')).filter(hasMessages);
    // Numbers and dates follow the region, even if it has no messages of its own.
    const language = (available.length > 0 ? (canonical(key) ?? canonical(available.at(-1) ?? '')) : undefined) ?? 'en';
    const formats = formatsOf(language);
    const sources = ['en', ...available].flatMap(sourcesOf);
    const messages = sources.map((source) => (typeof source === 'function' ? source(formats) : source));
    locale = {
      language,
      direction: directionOf(language),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- A part that loads later brings its messages.
      messages: Object.assign({}, ...messages) as Messages,
      formats,
    };
    locales.set(key, locale);
  }
  return locale;
}

const sourcesOf = (key: string): readonly MessageSource[] => [
  ...(languages.get(key)?.builtIn ?? []),
  ...(added.get(key) ?? []),
];

const hasMessages = (key: string): boolean => sourcesOf(key).length > 0;

/** Some pages write `zh_CN`, as servers do. */
const keyOf = (tag: string): string => tag.trim().replaceAll('_', '-').toLowerCase();

/** `lang` may hold anything, and Intl throws on an invalid tag. */
function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The direction follows from the script; few scripts run from right to left. */
function directionOf(language: string): 'ltr' | 'rtl' {
  const { script = '' } = new Intl.Locale(language).maximize();
  return ['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'].includes(script) ? 'rtl' : 'ltr';
}
