import { kindOfStatus } from '../providers/errors.js';
import type { ErrorReading, Provider } from '../providers/provider.js';
import { readAll, readBeginning, sourceOf, tooLarge, type Source } from './body.js';
import { cloudError } from './cloud-error.js';
import { ProxyFailure } from './failure.js';
import type { Secrets } from './redaction.js';
import type { Said } from './said.js';

/** What a cloud answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** A list as it comes, an error in the proxy's own words, or nothing. */
  readonly body: { readonly list: Source } | { readonly error: string; readonly bytes: number } | undefined;
  /** The cloud does not take the credentials. */
  readonly refused: boolean;
  readonly secrets: Secrets;
  readonly said: Said;
}

export interface Reading {
  readonly provider: Provider;
  readonly secrets: Secrets;
  readonly said: Said;
  readonly signal: AbortSignal;
  /** Bytes that a list may have. */
  readonly most: number;
}

/** No cloud has more to say about an error. */
const LONGEST_ERROR = 256 * 1024;
/** An answer that is slower than this is passed on while it comes. */
const READ_TIMEOUT = 1000;
/** Statuses that have no body. */
const BODILESS = [204, 205, 304];

/**
 * Finds out whether a cloud answered with a list or with an error, which some clouds do with status 200. An error is short and told
 * in the proxy's own words; of a list only the beginning is read.
 *
 * @throws ProxyFailure, or whatever ended the request
 */
export async function readAnswer(response: Response, reading: Reading): Promise<Answer> {
  const { status, headers, body } = response;
  const { signal, secrets, said, most } = reading;
  const answer = { status, headers, body: undefined, refused: false, secrets, said };
  if (body === null || BODILESS.includes(status)) {
    drop(response);
    // Nothing at all is no list.
    return BODILESS.includes(status) ? answer : { ...answer, ...told(new Uint8Array(), status, reading) };
  }
  if (!headers.has('Content-Encoding') && Number(headers.get('Content-Length')) > most) {
    drop(response);
    throw tooLarge();
  }
  try {
    if (status >= 400) return { ...answer, ...told(await readAll(body, LONGEST_ERROR), status, reading) };
    const { bytes, rest } = await readBeginning(body, Math.min(LONGEST_ERROR, most), READ_TIMEOUT);
    if (bytes.length > most) {
      void rest?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    if (rest ? mayBeJson(bytes) : isList(bytes, status, reading)) {
      return { ...answer, body: { list: sourceOf(bytes, rest) } };
    }
    void rest?.cancel().catch(() => undefined);
    return { ...answer, ...told(bytes, status, reading) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ProxyFailure) throw error;
    throw new ProxyFailure('UNREACHABLE', 'The answer of the cloud broke off', {}, error);
  }
}

export function drop({ body }: Response): void {
  void body?.cancel().catch(() => undefined);
}

/** White space, and then an object or a list. */
function mayBeJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*([{[]|$)/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

function isList(bytes: Uint8Array, status: number, { provider }: Reading): boolean {
  const body = parse(bytes);
  return typeof body === 'object' && body !== null && !readingOf(provider, body, status);
}

function told(
  bytes: Uint8Array,
  status: number,
  { provider, secrets, said }: Reading,
): Pick<Answer, 'body' | 'refused'> {
  const body = parse(bytes);
  const reading = readingOf(provider, body, status);
  const kind =
    reading?.kind ?? (status >= 400 ? kindOfStatus(status) : typeof body === 'string' ? 'malformed' : 'unavailable');
  return {
    body: { error: cloudError({ ...reading, kind }, secrets, said), bytes: bytes.length },
    refused: kind === 'credentials',
  };
}

/** A portal's own provider may stumble over an error body: then the status has to do. */
function readingOf({ readError }: Provider, body: unknown, status: number): ErrorReading | undefined {
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
