/** Where a number may stand that has more digits than JavaScript keeps. Digits within a text are seldom taken for one. */
const LONG_INTEGER = /[:,[]\s*-?\d{16}/;
/** A text, so that its digits are left alone, or a number. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON. An integer beyond 2^53 becomes a text: as a number it would be rounded to another one, and ids would merge.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const body: unknown = JSON.parse(text);
  if (!LONG_INTEGER.test(text)) return body;
  return JSON.parse(
    text.replace(TOKEN, (token) =>
      /^-?\d{16,}$/.test(token) && String(Number(token)) !== token ? `"${token}"` : token,
    ),
  );
}
