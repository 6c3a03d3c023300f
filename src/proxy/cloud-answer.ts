import { kindOfStatus } from '../providers/errors.js';
import type { ErrorReading, Provider } from '../providers/provider.js';
import { readAll, readPrefix, chunkReaderOf, tooLargeFailure, type ChunkReader } from './body.js';
import { cloudError } from './cloud-error.js';
import { ProxyFailure } from './failure.js';
import type { Secrets } from './redaction.js';
import type { RequestValues } from './request-values.js';

/** What a cloud answered. */
export interface CloudAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** A list as it comes, an error in the proxy's own words, or nothing. */
  readonly body: { readonly list: ChunkReader } | { readonly error: string; readonly bytes: number } | undefined;
  /** The cloud does not take the credentials. */
  readonly refused: boolean;
  readonly secrets: Secrets;
  readonly requestValues: RequestValues;
}

export interface ReadContext {
  readonly provider: Provider;
  readonly secrets: Secrets;
  readonly requestValues: RequestValues;
  readonly signal: AbortSignal;
  /** Bytes that a list may have. */
  readonly maxBytes: number;
}

/** No cloud has more to say about an error. */
const MAX_ERROR_BYTES = 256 * 1024;
/** An answer that is slower than this is passed on while it comes. */
const PREFIX_TIMEOUT = 1000;
/** Statuses that have no body. */
const NULL_BODY_STATUSES = [204, 205, 304];

/**
 * Finds out whether a cloud answered with a list or with an error, which some clouds do with status 200. An error is short and told
 * in the proxy's own words; of a list only the beginning is read.
 *
 * @throws ProxyFailure, or whatever ended the request
 */
export async function readAnswer(response: Response, reading: ReadContext): Promise<CloudAnswer> {
  const { status, headers, body } = response;
  const { signal, secrets, requestValues, maxBytes } = reading;
  const answer = { status, headers, body: undefined, refused: false, secrets, requestValues };
  if (body === null || NULL_BODY_STATUSES.includes(status)) {
    discardBody(response);
    // Nothing at all is no list.
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
    throw new ProxyFailure('UNREACHABLE', 'The answer of the cloud broke off', {}, error);
  }
}

export function discardBody({ body }: Response): void {
  void body?.cancel().catch(() => undefined);
}

/** White space, and then an object or a list. */
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

/** A portal's own provider may stumble over an error body: then the status has to do. */
function readErrorSafely({ readError }: Provider, body: unknown, status: number): ErrorReading | undefined {
  try {
    return readError(body, status);
  } catch {
    return undefined;
  }
}

/** JSON, or the text where it is none; between the letters of a text in UTF-16 stand zeros. */
function parse(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
