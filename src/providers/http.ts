import { untilAborted } from './abort.js';
import { kindOfStatus, ProviderError, type ErrorKind } from './errors.js';
import { JsonBody } from './json-body.js';
import type { ErrorReading } from './provider.js';
import { withoutSecrets } from './secrets.js';

export interface GetOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** `omit` for a cloud; `same-origin` for a proxy, which may recognize the user by a cookie. */
  readonly credentials: RequestCredentials;
  /** `follow` only where no secret is sent. */
  readonly redirect: RequestRedirect;
  /** Must not be shown if the cloud quotes them. */
  readonly secrets: readonly string[];
  /** How the provider reads an error. */
  readonly readError: (body: unknown, status: number) => ErrorReading | undefined;
  /** Milliseconds to wait for the headers, and four times that for the body. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const MAX_ATTEMPTS = 3;
const INITIAL_DELAY = 300;
/** Milliseconds. If a retry would have to wait longer, the error is shown instead. */
const MAX_DELAY = 10_000;

/** A body; or `empty`, with the cloud's explanation, if it says that there are no images. */
export type Answer =
  { readonly body: JsonBody; readonly headers: Headers; readonly url: string } | { readonly empty: string | undefined };

/** An answer, or an error and whether to retry. */
type Attempt = Answer | { readonly error: ProviderError; readonly retryable: boolean };

/**
 * Gets a JSON body. Retries network failures, 408, 429, 502, 503 and 504, unless the provider reads the error as final.
 *
 * @throws ProviderError, or the signal's reason after an abort
 */
export async function getJson(url: string, options: GetOptions): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(url, options);
    if (!('error' in outcome)) return outcome;
    // Jitter, so that the pickers of a page do not all retry at the same moment.
    const backoff = INITIAL_DELAY * 2 ** (attempt - 1) * (0.5 + Math.random());
    const wait = Math.max(backoff, (outcome.error.retryAfter ?? 0) * 1000);
    if (!outcome.retryable || attempt === MAX_ATTEMPTS || wait > MAX_DELAY) throw outcome.error;
    await delay(wait, options.signal);
  }
}

async function attemptOnce(
  url: string,
  { headers, credentials, redirect, secrets, readError, timeout, signal }: GetOptions,
): Promise<Attempt> {
  signal.throwIfAborted();
  // One controller instead of AbortSignal.any, which WebKit sometimes collects while a request still depends on it.
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort);
  const abortAfter = (milliseconds: number) => setTimeout(abort, milliseconds);
  let timer = abortAfter(timeout);
  let response: Response;
  let text: string;
  try {
    // A cached answer could be shown to another user, or in place of what a reload requests.
    response = await fetch(url, {
      headers,
      credentials,
      redirect,
      cache: 'no-store',
      signal: controller.signal,
    });
    clearTimeout(timer);
    timer = abortAfter(timeout * 4);
    text = await response.text();
  } catch {
    signal.throwIfAborted();
    return controller.signal.aborted
      ? { error: new ProviderError('timeout'), retryable: false }
      : { error: new ProviderError('network'), retryable: true };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  return readAnswer(response, text, secrets, readError);
}

/** What a server calls the request. */
export const requestIdIn = (headers: Headers): string | undefined =>
  headers.get('X-Request-Id') ?? headers.get('X-Openstack-Request-Id') ?? undefined;

function readAnswer(
  { status, ok, headers, url }: Response,
  text: string,
  secrets: readonly string[],
  readError: GetOptions['readError'],
): Attempt {
  // These clouds often send a wrong Content-Type or none, so only the parser decides.
  let body: JsonBody | undefined;
  try {
    body = new JsonBody(text, secrets);
  } catch {
    // Whatever it is, it is no list.
  }
  const reading = tryReading(readError, body ? body.unchecked : text, status);
  if (ok && body && !reading) return { body, headers, url };

  const requestId = reading?.requestId ?? requestIdIn(headers);
  const facts = withoutSecrets({ ...reading, requestId }, secrets);
  if (reading?.kind === 'empty') return { empty: facts.detail };
  const kind: ErrorKind = reading?.kind ?? (ok ? (body ? 'unavailable' : 'malformed') : kindOfStatus(status));
  const error = new ProviderError(kind, {
    ...facts,
    status,
    retryAfter: facts.retryAfter ?? parseRetryAfter(headers.get('Retry-After')),
  });
  return { error, retryable: [408, 429, 502, 503, 504].includes(status) && reading?.final !== true };
}

/** If a portal's own provider throws on an error body, only the status is used. */
function tryReading(readError: GetOptions['readError'], body: unknown, status: number): ErrorReading | undefined {
  try {
    return readError(body, status);
  } catch {
    return undefined;
  }
}

/** The current and the obsolete date format of HTTP: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`. */
const HTTP_DATE = /^[a-z]+, (\d\d)[ -]([a-z]{3})[ -](\d\d)?(\d\d) ([\d:]{8} GMT)$/i;
/** The third format, of asctime(): `Sun Nov  6 08:49:37 1994`. */
const ASCTIME_DATE = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) ([\d:]{8}) (\d{4})$/i;
/** A year in seconds. A longer wait is of no use to a user. */
const MAX_RETRY_AFTER = 31_536_000;

/** Seconds to wait, from a number or a date; `undefined` if there is nothing to wait for, or the header is invalid. */
function parseRetryAfter(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  const date = text
    .replace(HTTP_DATE, (_, day, month, century = '20', year, time) => `${day} ${month} ${century}${year} ${time}`)
    .replace(ASCTIME_DATE, '$2 $1 $4 $3 GMT');
  const moment = date === text ? NaN : Date.parse(date.trim());
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (moment - Date.now()) / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_RETRY_AFTER) : undefined;
}

async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await untilAborted(new Promise((resolve) => (timer = setTimeout(resolve, milliseconds))), signal);
  } finally {
    clearTimeout(timer);
  }
}
