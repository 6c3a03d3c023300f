import type { ErrorReading } from '../providers/provider.js';
import { excerpt } from '../providers/wire.js';
import { plainWords } from './plain-words.js';
import type { Secrets } from './redaction.js';
import { MIN_MATCH_IN_LISTS, type RequestValues } from './request-values.js';

/**
 * Rewrites a cloud's error in the shape of the proxy's own: only the fields that the provider reads, and of these only the ones without
 * a secret.
 */
export function cloudError(
  { kind, code, detail, requestId, retryAfter, final }: ErrorReading,
  secrets: Secrets,
  requestValues: RequestValues,
): string {
  return JSON.stringify({
    error_kind: kind,
    error_code: code === undefined ? undefined : safeCode(code, secrets, requestValues),
    error_msg: detail === undefined ? undefined : safeDetail(detail, secrets, requestValues),
    request_id: requestId === undefined ? undefined : safeRequestId(requestId, secrets, requestValues),
    retry_after: Number.isFinite(retryAfter) ? retryAfter : undefined,
    final: final === true || undefined,
  });
}

/** A code may consist of plain words only. */
function safeCode(code: string, secrets: Secrets, requestValues: RequestValues): string | undefined {
  const fits = /^[\w.:-]{1,64}$/.test(code) && plainWords(code, requestValues) === code;
  return fits && !secrets.occurIn(code) ? code : undefined;
}

/** If any part of a secret is left, the whole text is dropped: where it was, and how much, would reveal something. */
function safeDetail(detail: string, secrets: Secrets, requestValues: RequestValues): string | undefined {
  const words = excerpt(plainWords(detail, requestValues));
  return words === undefined || secrets.occurIn(words) ? undefined : words;
}

/**
 * A request id. It looks like a token, so only a comparison with the secrets can tell them apart. A page cannot exploit that to guess a
 * secret, because an id that contains a part of the page's own values is dropped, unless it equals one of them.
 */
export function safeRequestId(id: string, secrets: Secrets, requestValues: RequestValues): string | undefined {
  if (!/^[\w.:~-]{1,128}$/.test(id)) return undefined;
  return isSafe(id, secrets, requestValues) ? id : undefined;
}

export function isSafe(text: string, secrets: Secrets, requestValues: RequestValues): boolean {
  return (
    requestValues.includes(text) ||
    !(requestValues.maskOf(text, MIN_MATCH_IN_LISTS).some(Boolean) || secrets.occurIn(text))
  );
}
