import { kindOfStatus } from './errors.js';
import type { ErrorReading } from './provider.js';
import { asText, isFields } from './wire.js';

/** With this the codes of a proxy's own errors begin. */
export const PROXY_CODE = 'PROXY.';

/**
 * Reads an error that a proxy speaks for itself. No provider may take it for its cloud's: a 404 of Horizon means "no copies",
 * one of the proxy a wrong address.
 */
export function readProxyError(body: unknown, status: number): ErrorReading | undefined {
  const code = isFields(body) ? asText(body['error_code']) : undefined;
  if (!isFields(body) || code?.startsWith(PROXY_CODE) !== true) return undefined;
  return {
    kind: kindOfStatus(status),
    code,
    detail: asText(body['error_msg']),
    requestId: asText(body['request_id']),
  };
}
