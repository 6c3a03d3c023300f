import { requestIdIn } from '../providers/http.js';
import { isEntityTag } from './admission.js';
import { transformBody, tooLargeFailure } from './body.js';
import type { CloudAnswer } from './cloud-answer.js';
import { isSafe, safeRequestId } from './cloud-error.js';
import type { Exchange } from './exchange.js';
import { ListRedactor } from './list-redactor.js';

/** The response to the page: a list as a stream, or an error in the proxy's words, with only the headers set here. */
export function toResponse(answer: CloudAnswer, exchange: Exchange, maxBytes: number): Response {
  const { status, body, secrets, requestValues } = answer;
  const headers = headersOf(answer, exchange);
  if (!body || 'error' in body) {
    exchange.bytes = body?.bytes ?? 0;
    exchange.end('answered', status);
    return new Response(body?.error ?? null, { status, headers });
  }
  const list = new ListRedactor(secrets, requestValues);
  const passed = transformBody(body.list, {
    signal: exchange.signal,
    transform: (chunk) => {
      exchange.bytes += chunk.length;
      if (exchange.bytes > maxBytes) throw tooLargeFailure();
      return list.transform(chunk);
    },
    flush: list.flush,
    onEnd: (how) => {
      if (how === 'complete') return exchange.end('answered', status);
      if (how === 'cancelled') exchange.end('aborted', status);
      else exchange.breakOff(how, status);
      exchange.stop(how);
    },
  });
  exchange.headersSent(status);
  return new Response(passed, { status, headers });
}

function headersOf({ status, headers: given, secrets, requestValues }: CloudAnswer, exchange: Exchange): Headers {
  const requestId = safeRequestId(requestIdIn(given) ?? '', secrets, requestValues);
  exchange.upstreamRequestId = requestId;
  const headers = new Headers({
    'Content-Type': 'application/json',
    // An answer is for one user only, so a cached copy has to be revalidated.
    'Cache-Control':
      status >= 400 || /\bno-store\b/i.test(given.get('Cache-Control') ?? '') ? 'no-store' : 'private, no-cache',
    'X-Request-Id': requestId ?? exchange.requestId,
  });
  const entityTag = given.get('ETag') ?? '';
  if (isEntityTag(entityTag) && isSafe(entityTag, secrets, requestValues)) headers.set('ETag', entityTag);
  const retryAfter = parseRetryAfter(given.get('Retry-After') ?? '');
  if (retryAfter !== undefined) headers.set('Retry-After', retryAfter);
  return headers;
}

const YEAR = 31_536_000;

/** Seconds, or a date in any HTTP format; written again, so that nothing else is passed on. */
function parseRetryAfter(text: string): string | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return String(Math.min(Math.ceil(Number(text)), YEAR));
  const date = /^[A-Z][\w ,:-]{10,40}$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : new Date(date).toUTCString();
}
