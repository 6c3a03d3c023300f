import { X509Certificate } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import { createGunzip } from 'node:zlib';

export interface NodeFetchOptions {
  /** PEM certificates to trust in addition to Node's own, of a private certificate authority or self-signed. */
  readonly ca?: string | readonly string[];
  /** The name in the server's certificate, if it differs from the host in the address. */
  readonly servername?: string;
  /** Bytes of the response headers; the default is 131,072, enough for a token of Huawei. */
  readonly maxHeaderSize?: number;
}

const BEGIN = '-----BEGIN CERTIFICATE-----';

/**
 * Makes a `fetch` for the proxy over `node:http` and `node:https`, with options that Node's own `fetch` lacks. It does not follow
 * redirects.
 *
 * ```ts
 * const fetch = nodeFetch({ ca: readFileSync('zstack.pem', 'utf8') });
 * createProxy({ upstreams: { vms: { provider: 'zstack', endpoint, fetch, … } }, … });
 * ```
 *
 * @throws TypeError if `ca` contains anything but certificates
 */
export function nodeFetch({ ca, servername, maxHeaderSize = 131_072 }: NodeFetchOptions = {}): typeof fetch {
  const own = ca === undefined ? [] : [ca].flat().flatMap(certificatesIn);
  const trusted = own.length > 0 && { ca: [...rootCertificates, ...own] };
  const kept = { keepAlive: true, timeout: 10_000 };
  const agents = {
    'http:': new http.Agent(kept),
    'https:': new https.Agent({ ...kept, ...trusted, ...(servername !== undefined && { servername }) }),
  };

  return async (input, { signal: given, ...init } = {}) => {
    const signal = given ?? (input instanceof Request ? input.signal : undefined);
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fetchError(new Error('no such protocol'));
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const headers = { Accept: '*/*', ...Object.fromEntries(request.headers), 'Accept-Encoding': 'gzip' };
    const options = {
      method: request.method,
      headers: body ? { ...headers, 'Content-Length': body.length } : headers,
      agent: agents[url.protocol],
      maxHeaderSize,
      ...(signal && { signal }),
    };
    const ask = url.protocol === 'https:' ? https.request : http.request;
    const send = (): Promise<http.IncomingMessage> => answerTo(ask(url, options), body);
    const answer = await send().catch((error: unknown) => {
      if (error instanceof StaleConnection && request.method === 'GET') return send();
      throw error;
    });
    return responseOf(answer, request);
  };
}

/** A kept-alive connection was closed before the server read the request. */
class StaleConnection extends TypeError {}

function answerTo(asked: http.ClientRequest, body: Buffer | undefined): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.on('response', resolve);
    asked.on('error', (error: NodeJS.ErrnoException) => {
      const stale = asked.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      reject(stale ? new StaleConnection('fetch failed', { cause: error }) : fetchError(error));
    });
    asked.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(fetchError(new Error('a switch of protocols')));
    });
    asked.end(body);
  });
}

/** Like an error of `fetch`, with the actual error as its cause. */
const fetchError = (cause: Error): TypeError => new TypeError('fetch failed', { cause });

function certificatesIn(pem: string): string[] {
  const certificates = pem.split(BEGIN).slice(1);
  try {
    if (certificates.length === 0) throw new Error('none');
    return certificates.map((text) => new X509Certificate(BEGIN + text).toString());
  } catch {
    throw new TypeError('nodeFetch: ca must hold certificates in PEM');
  }
}

const NULL_BODY_STATUSES = [204, 205, 304];

function responseOf(answer: http.IncomingMessage, { redirect }: Request): Response {
  const { statusCode: status = 0, rawHeaders } = answer;
  try {
    if (status >= 300 && status < 400 && status !== 304 && redirect !== 'manual') throw new Error('a redirect');
    const headers = new Headers();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    if (NULL_BODY_STATUSES.includes(status)) {
      answer.resume();
      return new Response(null, { status, headers });
    }
    return new Response(bodyOf(answer, headers.get('Content-Encoding')), { status, headers });
  } catch (error) {
    answer.destroy();
    throw fetchError(error instanceof Error ? error : new Error('no such answer'));
  }
}

function bodyOf(answer: http.IncomingMessage, encoding: string | null): ReadableStream<Uint8Array> {
  const packed = encoding?.toLowerCase() ?? 'identity';
  if (packed === 'identity') return streamOf(answer);
  if (packed !== 'gzip' && packed !== 'x-gzip') throw new Error(`an encoding that was not asked for: ${packed}`);
  // An error of the response also ends the decompressed stream.
  return streamOf(pipeline(answer, createGunzip(), () => undefined));
}

/** Unlike `Readable.toWeb`, does not read ahead. */
function streamOf(source: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  // The iterator reports errors; without a listener an earlier one would be uncaught.
  source.on('error', () => undefined);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await chunks.next();
        if (step.value instanceof Uint8Array && step.done !== true) controller.enqueue(step.value);
        else controller.close();
      },
      cancel() {
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}
