import { untilAborted } from './abort.js';
import { kindOfStatus, ProviderError, type ErrorKind } from './errors.js';
import type { ErrorReading } from './provider.js';

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** `omit` towards a cloud; `same-origin` towards a proxy, which may know the person by a cookie. */
  readonly credentials: RequestCredentials;
  /** How the provider reads an error. */
  readonly readError: (body: unknown, status: number) => ErrorReading | undefined;
  /** Milliseconds until the headers must have come; the body has four times as long. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const ATTEMPTS = 3;
const FIRST_WAIT = 300;
/** Beyond this many milliseconds nobody wants to look at a loading list: the person is told instead. */
const LONGEST_WAIT = 10_000;

/** What came of one attempt, and whether another one is safe. */
type Attempt = { readonly body: unknown } | { readonly error: ProviderError; readonly again: boolean };

/**
 * Gets a JSON body. Repeats what is safe to repeat: network failures, 408, 429, 502, 503 and 504, unless the provider reads a
 * final word in them.
 *
 * @returns the parsed body, or `undefined` where the provider reads the answer as "no images"
 * @throws ProviderError, or the signal's reason after an abort
 */
export async function getJson(url: string, options: GetOptions): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(url, options);
    if ('body' in outcome) return outcome.body;
    // Jitter, so that the pickers of one page do not come back in step.
    const backoff = FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + Math.random());
    const wait = Math.max(backoff, (outcome.error.retryAfter ?? 0) * 1000);
    if (!outcome.again || attempt === ATTEMPTS || wait > LONGEST_WAIT) throw outcome.error;
    await pause(wait, options.signal);
  }
}

async function attemptOnce(
  url: string,
  { headers, credentials, readError, timeout, signal }: GetOptions,
): Promise<Attempt> {
  signal.throwIfAborted();
  // One controller for both: of a signal made by AbortSignal.any, WebKit forgets now and then that a request is waiting for it.
  const stop = new AbortController();
  const leave = (): void => stop.abort();
  signal.addEventListener('abort', leave);
  const onTime = (milliseconds: number) => setTimeout(leave, milliseconds);
  let timer = onTime(timeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers, credentials, redirect: 'error', signal: stop.signal });
    clearTimeout(timer);
    timer = onTime(timeout * 4);
    text = await response.text();
  } catch {
    signal.throwIfAborted();
    return stop.signal.aborted
      ? { error: new ProviderError('timeout'), again: false }
      : { error: new ProviderError('network'), again: true };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
  return readAnswer(response, text, readError);
}

function readAnswer({ status, ok, headers }: Response, text: string, readError: GetOptions['readError']): Attempt {
  // The Content-Type of these clouds is often wrong or missing, so only the parser decides.
  let body: unknown = text;
  let json = true;
  try {
    body = JSON.parse(text);
  } catch {
    json = false;
  }
  const reading = tryReading(readError, body, status);
  if (reading?.kind === 'empty') return { body: undefined };
  if (ok && json && !reading) return { body };

  const kind: ErrorKind = reading?.kind ?? (ok ? (json ? 'unavailable' : 'malformed') : kindOfStatus(status));
  const error = new ProviderError(kind, {
    ...reading,
    status,
    requestId: reading?.requestId ?? headers.get('X-Request-Id') ?? undefined,
    retryAfter: reading?.retryAfter ?? retryAfter(headers.get('Retry-After')),
  });
  return { error, again: [408, 429, 502, 503, 504].includes(status) && reading?.final !== true };
}

/** A portal's own provider may stumble over an error body: then the status has to do. */
function tryReading(readError: GetOptions['readError'], body: unknown, status: number): ErrorReading | undefined {
  try {
    return readError(body, status);
  } catch {
    return undefined;
  }
}

/** Seconds, from either form that HTTP allows. */
function retryAfter(header: string | null): number | undefined {
  if (header === null || header === '') return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilAborted(new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))), signal);
  } finally {
    clearTimeout(timer);
  }
}
