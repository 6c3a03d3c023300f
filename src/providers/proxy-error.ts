import { kindOfStatus } from './errors.js';
import type { ErrorReading } from './provider.js';
import { asNumber, asText, isJsonObject } from './wire.js';

/** The prefix of the codes of a proxy's own errors. */
export const PROXY_CODE = 'PROXY.';

/** The kinds of a cloud's error that the proxy passes on. */
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
 * Reads an error from the proxy: its own, or a cloud's as the provider has read it on the server. It must not be mistaken for the
 * cloud's own body: a 404 of Horizon means "no copies", one of the proxy a wrong address.
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
