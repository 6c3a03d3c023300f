import { requestIdIn } from '../providers/http.js';
import { isEntityTag } from './admission.js';
import { passOn, tooLarge } from './body.js';
import type { Answer } from './cloud-answer.js';
import { isHarmless, nameOf } from './cloud-error.js';
import type { Exchange } from './exchange.js';
import { ListBody } from './list-body.js';

/** What the page is answered: a list as it comes, an error in the proxy's words, and of the headers only those named here. */
export function toResponse(answer: Answer, exchange: Exchange, most: number): Response {
  const { status, body, secrets, said } = answer;
  const headers = headersOf(answer, exchange);
  if (!body || 'error' in body) {
    exchange.bytes = body?.bytes ?? 0;
    exchange.end('answered', status);
    return new Response(body?.error ?? null, { status, headers });
  }
  const list = new ListBody(secrets, said);
  const passed = passOn(body.list, {
    signal: exchange.signal,
    pass: (chunk) => {
      exchange.bytes += chunk.length;
      if (exchange.bytes > most) throw tooLarge();
      return list.pass(chunk);
    },
    end: list.end,
    finished: (how) => {
      if (how === 'complete') return exchange.end('answered', status);
      if (how === 'cancelled') exchange.end('aborted', status);
      else exchange.broken(how, status);
      exchange.stop(how);
    },
  });
  exchange.answered(status);
  return new Response(passed, { status, headers });
}

function headersOf({ status, headers: given, secrets, said }: Answer, exchange: Exchange): Headers {
  const requestId = nameOf(requestIdIn(given) ?? '', secrets, said);
  exchange.upstreamRequestId = requestId;
  const headers = new Headers({
    'Content-Type': 'application/json',
    // Each answer is for the person who asked: whoever has a copy asks whether it still holds, and for whom.
    'Cache-Control':
      status >= 400 || /\bno-store\b/i.test(given.get('Cache-Control') ?? '') ? 'no-store' : 'private, no-cache',
    'X-Request-Id': requestId ?? exchange.requestId,
  });
  const entityTag = given.get('ETag') ?? '';
  if (isEntityTag(entityTag) && isHarmless(entityTag, secrets, said)) headers.set('ETag', entityTag);
  const retryAfter = timeOf(given.get('Retry-After') ?? '');
  if (retryAfter !== undefined) headers.set('Retry-After', retryAfter);
  return headers;
}

const YEAR = 31_536_000;

/** Seconds, or a date in any of the forms that HTTP knows; told anew, so that nothing else comes along. */
function timeOf(text: string): string | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return String(Math.min(Math.ceil(Number(text)), YEAR));
  const date = /^[A-Z][\w ,:-]{10,40}$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : new Date(date).toUTCString();
}
