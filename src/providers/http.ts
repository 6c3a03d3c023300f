import { untilAborted } from './abort.js';
import { kindOfStatus, ProviderError, type ErrorKind } from './errors.js';
import { parseJson } from './json.js';
import type { ErrorReading } from './provider.js';
import { cleanBody, withoutSecrets } from './secrets.js';

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** `omit` towards a cloud; `same-origin` towards a proxy, which may know the person by a cookie. */
  readonly credentials: RequestCredentials;
  /** What must not be shown of an answer, should the cloud quote it. */
  readonly secrets: readonly string[];
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

/** A parsed body; or `empty`, where the cloud says that it has no images, with its words for that. */
export type Answer = { readonly body: unknown } | { readonly empty: string | undefined };

/** An answer, or what went wrong and whether another attempt is safe. */
type Attempt = Answer | { readonly error: ProviderError; readonly again: boolean };

/**
 * Gets a JSON body. Repeats what is safe to repeat: network failures, 408, 429, 502, 503 and 504, unless the provider reads a
 * final word in them.
 *
 * @throws ProviderError, or the signal's reason after an abort
 */
export async function getJson(url: string, options: GetOptions): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(url, options);
    if (!('error' in outcome)) return outcome;
    // Jitter, so that the pickers of one page do not come back in step.
    const backoff = FIRST_WAIT * 2 ** (attempt - 1) * (0.5 + Math.random());
    const wait = Math.max(backoff, (outcome.error.retryAfter ?? 0) * 1000);
    if (!outcome.again || attempt === ATTEMPTS || wait > LONGEST_WAIT) throw outcome.error;
    await pause(wait, options.signal);
  }
}

async function attemptOnce(
  url: string,
  { headers, credentials, secrets, readError, timeout, signal }: GetOptions,
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
    // What is kept would be shown to the next person, and in the place of what a reload asks for.
    response = await fetch(url, { headers, credentials, redirect: 'error', cache: 'no-store', signal: stop.signal });
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
  return readAnswer(response, text, secrets, readError);
}

/** What a server calls the request. */
export const requestIdIn = (headers: Headers): string | undefined =>
  headers.get('X-Request-Id') ?? headers.get('X-Openstack-Request-Id') ?? undefined;

function readAnswer(
  { status, ok, headers }: Response,
  text: string,
  secrets: readonly string[],
  readError: GetOptions['readError'],
): Attempt {
  // The Content-Type of these clouds is often wrong or missing, so only the parser decides.
  let body: unknown = text;
  let json = true;
  try {
    body = parseJson(text);
  } catch {
    json = false;
  }
  const reading = tryReading(readError, body, status);
  if (ok && json && !reading) return { body: cleanBody(body, text, secrets) };

  const requestId = reading?.requestId ?? requestIdIn(headers);
  const facts = withoutSecrets({ ...reading, requestId }, secrets);
  if (reading?.kind === 'empty') return { empty: facts.detail };
  const kind: ErrorKind = reading?.kind ?? (ok ? (json ? 'unavailable' : 'malformed') : kindOfStatus(status));
  const error = new ProviderError(kind, {
    ...facts,
    status,
    retryAfter: facts.retryAfter ?? retryAfter(headers.get('Retry-After')),
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

/** As HTTP writes dates now, and as it did: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`. */
const DATE = /^[a-z]+, (\d\d)[ -]([a-z]{3})[ -](\d\d)?(\d\d) ([\d:]{8} GMT)$/i;
/** The third form: `Sun Nov  6 08:49:37 1994`. */
const C_DATE = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) ([\d:]{8}) (\d{4})$/i;
/** A year in seconds. No longer wait can be said in words that make sense. */
const LONGEST_SAID = 31_536_000;

/** Seconds to wait, from a number or a date; `undefined` where there is nothing to wait for, or no sense in it. */
function retryAfter(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  const date = text
    .replace(DATE, (_, day, month, century = '20', year, time) => `${day} ${month} ${century}${year} ${time}`)
    .replace(C_DATE, '$2 $1 $4 $3 GMT');
  const moment = date === text ? NaN : Date.parse(date.trim());
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (moment - Date.now()) / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_SAID) : undefined;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilAborted(new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))), signal);
  } finally {
    clearTimeout(timer);
  }
}
