/**
 * Matches where a number may have more digits than JavaScript keeps. Digits within a string rarely match. Repeated, because `{16}` takes
 * twice as long, and bodies have megabytes.
 */
const LONG_INTEGER = new RegExp(`[ \\n\\r\\t:,[-]${'\\d'.repeat(16)}`);
/** A string without escapes, whose digits are left alone, or a number. */
const TOKEN = /"[^"]*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON. An integer beyond 2^53 becomes a string: as a number it would be rounded, and distinct ids would become equal.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const body: unknown = JSON.parse(text);
  return hasLongInteger(text) ? parseExactly(text) : body;
}

/** Whether `parseExactly()` may return something else than `JSON.parse()`. */
export const hasLongInteger = (text: string): boolean => LONG_INTEGER.test(text);

/** Parses a valid JSON text as `parseJson()` does. */
export function parseExactly(text: string): unknown {
  // A pattern for strings with escapes would need stack for each of them, and bodies can have millions.
  const masked = text.replace(/\\./g, '  ');
  let exact = '';
  let end = 0;
  for (const { 0: token, index } of masked.matchAll(TOKEN)) {
    if (!/^-?\d{16,}$/.test(token) || String(Number(token)) === token) continue;
    exact += `${text.slice(end, index)}"${token}"`;
    end = index + token.length;
  }
  return JSON.parse(exact + text.slice(end));
}
