import type { ErrorFacts } from './errors.js';
import { base64, isJsonObject } from './wire.js';

/** Consecutive letters and digits of a secret that cannot match by chance. */
const MIN_MATCH = 8;
/** Letters and digits in a row that cannot be an ordinary word. */
const MIN_MARKER = 20;
/** The most characters to show of a code, a detail or a request id. */
const MAX_SHOWN = 300;

/** The escape sequences of HTML, JSON and URLs. */
const ESCAPE = /&#(x?)([\da-f]+);|\\u([\da-f]{4})|%([\da-f]{2})|&\w+;/gi;

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, x?: string, code?: string, unit?: string, byte?: string) => {
    const digits = code ?? unit ?? byte;
    return digits ? String.fromCharCode(parseInt(digits, code && !x ? 10 : 16)) : '';
  });

/** What all encodings of a text have in common. */
const alphanumerics = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** A secret as plain text, URL-encoded, and in Base64 at each of the three alignments. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret.replace(/\p{Cs}/gu, '')),
  ...['', ' ', '  '].map((before) => base64(before + secret)),
];

function* substrings(text: string): Iterable<string> {
  for (let at = 0; at + MIN_MATCH <= text.length; at++) yield text.slice(at, at + MIN_MATCH);
}

/** Makes a test for texts that quote a secret or a significant part of one, in any encoding. */
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
 * What may be shown of an error. A text that quotes a secret is dropped completely: some gateways quote the token that they reject,
 * and the rest of a text would show how much of it was secret.
 */
export function withoutSecrets(facts: ErrorFacts, secrets: readonly string[]): ErrorFacts {
  const quotesSecret = secretMatcher(secrets);
  const shown = (text: string | undefined): string | undefined => {
    const start = text && [...text.slice(0, 2 * MAX_SHOWN)].slice(0, MAX_SHOWN).join('');
    return start === undefined || quotesSecret(start) ? undefined : start;
  };
  return { ...facts, code: shown(facts.code), detail: shown(facts.detail), requestId: shown(facts.requestId) };
}

/** The longest alphanumeric part of each encoding: quick to find in megabytes, and not contained in ordinary words. */
export const markersOf = (secrets: readonly string[]): string[] =>
  secrets
    .flatMap(spellings)
    .map((text) => (text.match(/[a-z\d]{20,}/gi) ?? [text]).reduce((a, b) => (b.length > a.length ? b : a)))
    .filter(({ length }) => length >= MIN_MARKER)
    // The ends of Base64 depend on the neighbouring bytes.
    .map((mark) => mark.slice(4, -4));

/** Removes the texts and keys that quote a secret from a body. Returns `undefined` if it cannot be searched. */
export function withoutQuotations(body: unknown, secrets: readonly string[]): unknown {
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
    // Nested too deeply to be searched.
    return undefined;
  }
}
