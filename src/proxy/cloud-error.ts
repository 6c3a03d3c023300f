import type { ErrorReading } from '../providers/provider.js';
import { excerpt } from '../providers/wire.js';
import { plainWords } from './plain-words.js';
import type { Secrets } from './redaction.js';
import { MIN_MATCH_IN_LISTS, type RequestValues } from './request-values.js';

/**
 * Tells the page what went wrong at a cloud, in the shape of the proxy's own errors: nothing of the cloud's body but what its
 * provider reads in it, and of that only what holds no secret.
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

/** A code that holds anything but words is none. */
function safeCode(code: string, secrets: Secrets, requestValues: RequestValues): string | undefined {
  const fits = /^[\w.:-]{1,64}$/.test(code) && plainWords(code, requestValues) === code;
  return fits && !secrets.occurIn(code) ? code : undefined;
}

/** A sentence in which any of a secret is left says nothing at all: where and how much would be telling. */
function safeDetail(detail: string, secrets: Secrets, requestValues: RequestValues): string | undefined {
  const words = excerpt(plainWords(detail, requestValues));
  return words === undefined || secrets.occurIn(words) ? undefined : words;
}

/**
 * The name of a request. It looks like a token, so it is told from one by the secrets alone; that tells a page nothing, because a name
 * with a part of what the page said is left out, unless it is all of it.
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
