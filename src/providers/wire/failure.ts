import type { ErrorReading } from '../provider.js';
import { excerpt } from './excerpt.js';
import { isJsonObject, type JsonObject } from './readers.js';

/**
 * Reads an error body, the same way for every cloud: `read` handles an object, and any other text is the detail. An HTML page is an
 * error whatever its status.
 */
export function readFailure(
  body: unknown,
  status: number,
  read: (fields: JsonObject) => ErrorReading | undefined,
): ErrorReading | undefined {
  if (typeof body === 'string') {
    const ok = status < 300;
    if (ok && !/^\s*</.test(body)) return undefined;
    const detail = excerpt(body);
    return detail === undefined ? undefined : { detail, ...(ok && { kind: 'malformed' }) };
  }
  const reading = isJsonObject(body) ? read(body) : undefined;
  return reading?.detail === undefined ? reading : { ...reading, detail: excerpt(reading.detail) };
}
