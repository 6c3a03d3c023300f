import { kindOfStatus } from './errors.js';
import type { ErrorReading } from './provider.js';
import { asNumber, asText, isJsonObject } from './wire.js';

/** With this the codes of a proxy's own errors begin. */
export const PROXY_CODE = 'PROXY.';

/** What a cloud's error can be, as the proxy reads it there. */
const KINDS = [
  'credentials',
  'forbidden',
  'not-found',
  'bad-request',
  'rate-limited',
  'unavailable',
  'timeout',
  'malformed',
  'empty',
] as const;

/**
 * Reads an error as the proxy tells it: its own, or a cloud's as the cloud's provider has read it on the server. No provider may take
 * it for a body of its cloud's: a 404 of Horizon means "no copies", one of the proxy a wrong address.
 */
export function readProxyError(body: unknown, status: number): ErrorReading | undefined {
  if (!isJsonObject(body)) return undefined;
  const code = asText(body['error_code']);
  const kind = KINDS.find((known) => known === body['error_kind']);
  if (!kind && code?.startsWith(PROXY_CODE) !== true) return undefined;
  return {
    kind: kind ?? kindOfStatus(status),
    code,
    detail: asText(body['error_msg']),
    requestId: asText(body['request_id']),
    retryAfter: asNumber(body['retry_after']),
    final: body['final'] === true,
  };
}
