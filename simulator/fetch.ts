import type { Outcome } from './faults.js';
import { History } from './log.js';
import type { LogEntry } from './log.js';
import type { Reply } from './replies.js';
import { maxBodyLength } from './request.js';
import { answer } from './service.js';

/** What browsers throw if there is no response. */
const failed = (): TypeError => new TypeError('Failed to fetch');

/** Milliseconds between two bytes of `drip`. */
const dripInterval = 50;

/**
 * Returns a `fetch` that responds like the server of the simulator, in the same process: for a page without a server. Path and query
 * of a request select the cloud; its origin makes no difference.
 *
 * @param history - the log of requests and breaches
 */
export function createFetch(history: History = new History()): (request: Request) => Promise<Response> {
  return async (request) => {
    const { signal, method, headers } = request;
    const { pathname, search } = new URL(request.url);
    let logged: LogEntry | undefined;
    const found = await answer(
      { method, url: pathname + search, headers: Object.fromEntries(headers), text: () => readBody(request) },
      history,
      (entry) => {
        logged = entry;
        signal.addEventListener('abort', () => (entry.aborted ||= entry.millis === undefined));
        return signal;
      },
    );
    signal.throwIfAborted();
    if (!found) throw failed();
    const { outcome } = found;
    if (outcome === 'hang') return untilAborted(signal);
    if (logged) logged.millis = performance.now() - logged.started;
    if (typeof outcome === 'object' && outcome.status >= 300 && outcome.status < 400 && request.redirect !== 'manual') {
      throw failed();
    }
    return responseOf(outcome, found.headers, signal);
  };
}

async function readBody(request: Request): Promise<string | undefined> {
  const body = await request.text();
  return body.length > maxBodyLength ? undefined : body;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

function responseOf(
  outcome: Exclude<Outcome, 'hang'>,
  common: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Response {
  if (outcome === 'reset') throw failed();
  if (outcome === 'drip') {
    return new Response(drip(signal), { headers: { ...common, 'Content-Type': 'application/json' } });
  }
  const response = new Response(bodyOf(outcome), {
    status: outcome.status,
    headers: { ...common, ...outcome.headers },
  });
  // For a text body, `Response` assumes a type that the cloud does not send.
  if (!('Content-Type' in outcome.headers)) response.headers.delete('Content-Type');
  return response;
}

function bodyOf({ status, body, breaksOff }: Reply): BodyInit | null {
  if (status === 204) return null;
  if (breaksOff !== true) return body;
  const bytes = new TextEncoder().encode(body);
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(0, bytes.length / 2));
      controller.error(failed());
    },
  });
}

/** Single bytes, until the reader cancels. */
function drip(signal: AbortSignal): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  return new ReadableStream({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new Uint8Array([32])), dripInterval);
      signal.addEventListener('abort', () => {
        stop();
        controller.error(signal.reason);
      });
    },
    cancel: stop,
  });
}
