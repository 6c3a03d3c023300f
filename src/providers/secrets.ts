import type { ErrorFacts } from './errors.js';
import { base64, isJsonObject } from './wire.js';

/** So many letters and digits of a secret in a row are told from chance. */
const MIN_MATCH = 8;
/** So many are no ordinary word. */
const MIN_MARKER = 20;
/** What is shown of a code or a request id at most. */
const MAX_SHOWN = 300;

/** What HTML, JSON and URLs write in the place of one character. */
const ESCAPE = /&#(x?)([\da-f]+);|\\u([\da-f]{4})|%([\da-f]{2})|&\w+;/gi;

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, x?: string, code?: string, unit?: string, byte?: string) => {
    const digits = code ?? unit ?? byte;
    return digits ? String.fromCharCode(parseInt(digits, code && !x ? 10 : 16)) : '';
  });

/** What every spelling has in common. */
const alphanumerics = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** A secret as it is, in a URL, and in base64 with any number of bytes before it. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret.replace(/\p{Cs}/gu, '')),
  ...['', ' ', '  '].map((before) => base64(before + secret)),
];

function* substrings(text: string): Iterable<string> {
  for (let at = 0; at + MIN_MATCH <= text.length; at++) yield text.slice(at, at + MIN_MATCH);
}

/** Tells which texts quote a secret or a telling part of one, in whatever spelling. */
function secretMatcher(secrets: readonly string[]): (text: string) => boolean {
  const known = new Set<string>();
  const short: string[] = [];
  for (const spelled of secrets.flatMap(spellings).map(alphanumerics)) {
    if (spelled.length < MIN_MATCH) short.push(spelled);
    else for (const run of substrings(spelled)) known.add(run);
  }
  const isQuoting = (plain: string): boolean => {
    for (const run of substrings(plain)) if (known.has(run)) return true;
    return short.some((secret) => plain.includes(secret));
  };
  return (text) => [text, unescaped(text)].map(alphanumerics).some(isQuoting);
}

/**
 * What may be shown of an error. A text that quotes a secret goes as a whole: gateways have been seen to quote the token that
 * they refuse, and what is left of a text tells how much of it was a secret.
 */
export function withoutSecrets(facts: ErrorFacts, secrets: readonly string[]): ErrorFacts {
  const quotesSecret = secretMatcher(secrets);
  const shown = (text: string | undefined): string | undefined => {
    const start = text && [...text.slice(0, 2 * MAX_SHOWN)].slice(0, MAX_SHOWN).join('');
    return start === undefined || quotesSecret(start) ? undefined : start;
  };
  return { ...facts, code: shown(facts.code), detail: shown(facts.detail), requestId: shown(facts.requestId) };
}

/** The longest row of letters and digits in each spelling: found quickly in megabytes, and in no ordinary word. */
const markersOf = (secrets: readonly string[]): string[] =>
  secrets
    .flatMap(spellings)
    .map((text) => (text.match(/[a-z\d]{20,}/gi) ?? [text]).reduce((a, b) => (b.length > a.length ? b : a)))
    .filter(({ length }) => length >= MIN_MARKER)
    // What stands before and after it changes the ends of base64.
    .map((mark) => mark.slice(4, -4));

/** A body of images without the texts and keys that quote a secret; in nearly every one there are none. */
export function cleanBody(body: unknown, text: string, secrets: readonly string[]): unknown {
  if (!markersOf(secrets).some((mark) => text.includes(mark))) return body;
  const quotesSecret = secretMatcher(secrets);
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return quotesSecret(value) ? undefined : value;
    if (Array.isArray(value)) return value.map(clean);
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value).filter(([key]) => !quotesSecret(key));
    return Object.fromEntries(entries.map(([key, item]) => [key, clean(item)]));
  };
  try {
    return clean(body);
  } catch {
    // Nested some thousand levels deep: no list that can be looked through.
    return undefined;
  }
}
