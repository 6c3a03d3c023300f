import { kindOfStatus } from '../providers/errors.js';
import type { ErrorReading, Provider } from '../providers/provider.js';
import { readAll, readPrefix, chunkReaderOf, tooLargeFailure, type ChunkReader } from './body.js';
import { cloudError } from './cloud-error.js';
import { ProxyFailure } from './failure.js';
import type { Secrets } from './redaction.js';
import type { RequestValues } from './request-values.js';

/** A cloud's answer. */
export interface CloudAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** A list as a stream, an error in the proxy's own words, or nothing. */
  readonly body: { readonly list: ChunkReader } | { readonly error: string; readonly bytes: number } | undefined;
  /** The cloud rejected the credentials. */
  readonly refused: boolean;
  readonly secrets: Secrets;
  readonly requestValues: RequestValues;
}

export interface ReadContext {
  readonly provider: Provider;
  readonly secrets: Secrets;
  readonly requestValues: RequestValues;
  readonly signal: AbortSignal;
  /** The most bytes of a list. */
  readonly maxBytes: number;
}

/** More than any cloud sends with an error. */
const MAX_ERROR_BYTES = 256 * 1024;
/** Milliseconds. A slower answer is streamed without waiting for its end. */
const PREFIX_TIMEOUT = 1000;
/** The null body statuses of the Fetch standard. */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * Finds out whether a cloud answered with a list or with an error, which some clouds send with status 200. An error is short and is
 * rewritten in the proxy's own words; of a list only the beginning is read.
 *
 * @throws ProxyFailure, or the error that ended the request
 */
export async function readAnswer(response: Response, reading: ReadContext): Promise<CloudAnswer> {
  const { status, headers, body } = response;
  const { signal, secrets, requestValues, maxBytes } = reading;
  const answer = { status, headers, body: undefined, refused: false, secrets, requestValues };
  if (body === null || NULL_BODY_STATUSES.includes(status)) {
    discardBody(response);
    // An empty body is not a list.
    return NULL_BODY_STATUSES.includes(status)
      ? answer
      : { ...answer, ...errorAnswer(new Uint8Array(), status, reading) };
  }
  if (!headers.has('Content-Encoding') && Number(headers.get('Content-Length')) > maxBytes) {
    discardBody(response);
    throw tooLargeFailure();
  }
  try {
    if (status >= 400) return { ...answer, ...errorAnswer(await readAll(body, MAX_ERROR_BYTES), status, reading) };
    const { bytes, rest } = await readPrefix(body, Math.min(MAX_ERROR_BYTES, maxBytes), PREFIX_TIMEOUT);
    if (bytes.length > maxBytes) {
      void rest?.cancel().catch(() => undefined);
      throw tooLargeFailure();
    }
    if (rest ? mayBeJson(bytes) : isList(bytes, status, reading)) {
      return { ...answer, body: { list: chunkReaderOf(bytes, rest) } };
    }
    void rest?.cancel().catch(() => undefined);
    return { ...answer, ...errorAnswer(bytes, status, reading) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProxyFailure) throw error;
    throw new ProxyFailure('UNREACHABLE', 'The cloud’s response ended early', {}, error);
  }
}

export function discardBody({ body }: Response): void {
  void body?.cancel().catch(() => undefined);
}

/** Whitespace, and then an object or an array. */
function mayBeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*([{[]|$)/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

function isList(bytes: Uint8Array, status: number, { provider }: ReadContext): boolean {
  const body = parse(bytes);
  return typeof body === 'object' && body !== null && !readErrorSafely(provider, body, status);
}

function errorAnswer(
  bytes: Uint8Array,
  status: number,
  { provider, secrets, requestValues }: ReadContext,
): Pick<CloudAnswer, 'body' | 'refused'> {
  const body = parse(bytes);
  const reading = readErrorSafely(provider, body, status);
  const kind =
    reading?.kind ?? (status >= 400 ? kindOfStatus(status) : typeof body === 'string' ? 'malformed' : 'unavailable');
  return {
    body: { error: cloudError({ ...reading, kind }, secrets, requestValues), bytes: bytes.length },
    refused: kind === 'credentials',
  };
}

/** If a portal's own provider throws on an error body, only the status is used. */
function readErrorSafely({ readError }: Provider, body: unknown, status: number): ErrorReading | undefined {
  try {
    return readError(body, status);
  } catch {
    return undefined;
  }
}

/** Parsed JSON, or else the text. Removing NUL bytes makes ASCII in UTF-16 readable. */
function parse(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
