import { passOn, tooLarge } from './body.js';
import type { Exchange } from './exchange.js';
import type { Answer } from './forward.js';

/** Statuses that have no body. */
const BODILESS = [204, 205, 304];

/** Headers of a cloud that mean the same to the page. */
const PASSED = ['ETag', 'Last-Modified', 'Retry-After'];

/**
 * What the page is answered: the body as it comes, and of the headers only what is known to be harmless.
 *
 * @throws ProxyFailure where the cloud announces more than `most` bytes
 */
export function toResponse(answer: Answer, exchange: Exchange, most: number): Response {
  const { status, body, secrets } = answer;
  const headers = headersOf(answer, exchange);
  if (body === null || BODILESS.includes(status)) {
    void body?.cancel().catch(() => undefined);
    exchange.end('answered', status);
    return new Response(null, { status, headers });
  }
  const packed = answer.headers.has('Content-Encoding');
  if (!packed && Number(answer.headers.get('Content-Length')) > most) {
    void body.cancel().catch(() => undefined);
    throw tooLarge();
  }
  const redactor = secrets.redactor();
  const passed = passOn(body, {
    pass: (chunk) => {
      exchange.bytes += chunk.length;
      if (exchange.bytes > most) throw tooLarge();
      return redactor.pass(chunk);
    },
    end: redactor.end,
    finished: (how) => {
      if (how === 'complete') return exchange.end('answered', status);
      exchange.end(how === 'cancelled' || exchange.gone ? 'aborted' : 'broken-off', status);
      exchange.stop(how);
    },
  });
  exchange.answered(status);
  return new Response(passed, { status, headers });
}

function headersOf({ status, headers: given, secrets }: Answer, exchange: Exchange): Headers {
  const said = (name: string): string | null => {
    const value = given.get(name);
    return value === null || secrets.isIn(value) ? null : value;
  };
  const requestId = said('X-Request-Id');
  exchange.upstreamRequestId = requestId ?? undefined;
  const headers = new Headers({
    'Content-Type': contentType(said('Content-Type')),
    'Cache-Control': cacheControl(said('Cache-Control'), status),
    'X-Request-Id': requestId ?? exchange.requestId,
  });
  for (const name of PASSED) {
    const value = said(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/** A page of HTML from a cloud would run on the portal's own origin for whoever opened its address. */
function contentType(type: string | null): string {
  if (type === null) return 'application/json';
  return /^(application\/([\w.-]+\+)?json|text\/plain) *(;|$)/i.test(type) ? type : 'text/plain; charset=utf-8';
}

/** For this person's browser only; without a word of the cloud it asks each time whether its copy still holds. */
function cacheControl(given: string | null, status: number): string {
  if (status >= 400) return 'no-store';
  const words = given?.toLowerCase().split(/\s*,\s*/) ?? [];
  const kept = words.filter((word) => /^(max-age=\d+|must-revalidate|no-cache|no-store)$/.test(word));
  return ['private', ...(kept.length > 0 ? kept : ['no-cache'])].join(', ');
}
