import type { ErrorReading } from '../providers/provider.js';
import { excerpt } from '../providers/wire.js';
import { plainWords } from './plain-words.js';
import type { Secrets } from './redaction.js';
import { IN_LISTS, type Said } from './said.js';

/**
 * Tells the page what went wrong at a cloud, in the shape of the proxy's own errors: nothing of the cloud's body but what its
 * provider reads in it, and of that only what holds no secret.
 */
export function cloudError(
  { kind, code, detail, requestId, retryAfter, final }: ErrorReading,
  secrets: Secrets,
  said: Said,
): string {
  return JSON.stringify({
    error_kind: kind,
    error_code: code === undefined ? undefined : codeOf(code, secrets, said),
    error_msg: detail === undefined ? undefined : sentenceOf(detail, secrets, said),
    request_id: requestId === undefined ? undefined : nameOf(requestId, secrets, said),
    retry_after: Number.isFinite(retryAfter) ? retryAfter : undefined,
    final: final === true || undefined,
  });
}

/** A code that holds anything but words is none. */
function codeOf(code: string, secrets: Secrets, said: Said): string | undefined {
  const fits = /^[\w.:-]{1,64}$/.test(code) && plainWords(code, said) === code;
  return fits && !secrets.touch(code) ? code : undefined;
}

/** A sentence in which any of a secret is left says nothing at all: where and how much would be telling. */
function sentenceOf(detail: string, secrets: Secrets, said: Said): string | undefined {
  const words = excerpt(plainWords(detail, said));
  return words === undefined || secrets.touch(words) ? undefined : words;
}

/**
 * The name of a request. It looks like a token, so it is told from one by the secrets alone; that tells a page nothing, because a name
 * with a part of what the page said is left out, unless it is all of it.
 */
export function nameOf(id: string, secrets: Secrets, said: Said): string | undefined {
  if (!/^[\w.:~-]{1,128}$/.test(id)) return undefined;
  return isHarmless(id, secrets, said) ? id : undefined;
}

export function isHarmless(text: string, secrets: Secrets, said: Said): boolean {
  return said.includes(text) || !(said.marks(text, IN_LISTS).some(Boolean) || secrets.touch(text));
}
