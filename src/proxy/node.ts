/**
 * Adapts the proxy to `node:http`, `node:https` and `node:http2`, and to frameworks that expose their requests: Express, Fastify,
 * Connect.
 *
 * @module
 */
import { announcesBody, isHost, isNormalTarget } from './normal-form.js';

/** The members of `http.IncomingMessage` or `http2.Http2ServerRequest` that are used. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The full path, if a framework has removed the path of the route from `url`. */
  readonly originalUrl?: string | undefined;
  readonly rawHeaders: readonly string[];
  readonly socket?: object | undefined;
  readonly stream?: { readonly endAfterHeaders?: boolean; readonly destroyed?: boolean } | undefined;
  on(event: 'error', listener: () => void): unknown;
}

/** The members of `http.ServerResponse` or `http2.Http2ServerResponse` that are used. */
export interface NodeResponse {
  readonly destroyed?: boolean;
  statusCode: number;
  appendHeader(name: string, value: string): unknown;
  flushHeaders?(): void;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'close' | 'drain' | 'error' | 'finish', listener: () => void): unknown;
  off(event: 'drain' | 'finish', listener: () => void): unknown;
}

export interface NodeListenerOptions {
  /** Milliseconds after which a client that does not read its response is disconnected. Defaults to 30,000. */
  readonly stallTimeout?: number;
}

/**
 * Converts a fetch handler, such as the proxy, to a listener for `http.createServer()` or a handler for Express.
 *
 * Bodies are streamed at the client's pace, and the request is aborted if the client disconnects. Requests with a body, with a URL that
 * is not in normal form, or without exactly one host are answered with status 400.
 *
 * ```ts
 * createServer({ maxHeaderSize: 65_536 }, nodeListener(proxy)).listen(3000);
 * ```
 */
export function nodeListener(
  handle: (request: Request) => Response | Promise<Response>,
  { stallTimeout = 30_000 }: NodeListenerOptions = {},
): (incoming: NodeRequest, outgoing: NodeResponse) => void {
  return (incoming, outgoing) => {
    if (isGone(incoming, outgoing)) return;
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());
    // A client that goes away in the middle of a body causes an error, which would end the process.
    outgoing.on('error', () => gone.abort());
    // For a request that is queued on its connection, only the request itself reports that the client is gone.
    incoming.on('error', () => gone.abort());
    answer(handle, incoming, outgoing, gone.signal, stallTimeout).catch(() => outgoing.destroy());
  };
}

async function answer(
  handle: (request: Request) => Response | Promise<Response>,
  incoming: NodeRequest,
  outgoing: NodeResponse,
  gone: AbortSignal,
  stallTimeout: number,
): Promise<void> {
  const request = requestOf(incoming, gone);
  const response = request ? await handle(request) : new Response(null, { status: 400 });
  if (gone.aborted) return void response.body?.cancel().catch(() => undefined);
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (!CONNECTION_HEADERS.has(name)) outgoing.appendHeader(name, value);
  }
  // The rest of a body may follow on the connection.
  if (!request && !incoming.stream) outgoing.appendHeader('Connection', 'close');
  if (response.body) await send(response.body, outgoing, gone, stallTimeout);
  outgoing.end();
  await waitForClient('finish', outgoing, gone, stallTimeout);
}

/** Headers that the server sets itself. */
const CONNECTION_HEADERS = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Whether the client went away before the listener was called, for example while the portal checked its session. */
function isGone({ socket, stream }: NodeRequest, outgoing: NodeResponse): boolean {
  const closed = socket !== undefined && 'destroyed' in socket && socket.destroyed === true;
  return closed || outgoing.destroyed === true || stream?.destroyed === true;
}

/** `undefined` if no picker sends such a request, or `Request` does not support it, for example its method. */
function requestOf(incoming: NodeRequest, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '', originalUrl: target = url, rawHeaders, socket, stream } = incoming;
  try {
    const headers = new Headers();
    const hosts: string[] = [];
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      const [name = '', value = ''] = [rawHeaders[at]?.toLowerCase(), rawHeaders[at + 1]];
      if (name === 'host' || name === ':authority') hosts.push(value);
      if (!name.startsWith(':')) headers.append(name, value);
    }
    const [host = '', ...others] = hosts;
    // HTTP/2 may send it twice.
    const named = isHost(host) && others.every((other) => stream !== undefined && other === host);
    if (!named || !isNormalTarget(target) || stream?.endAfterHeaders === false || announcesBody(headers))
      return undefined;
    const encrypted = socket !== undefined && 'encrypted' in socket && socket.encrypted === true;
    headers.set('Host', host);
    return new Request(`${encrypted ? 'https' : 'http'}://${host}${target}`, { method, headers, signal });
  } catch {
    return undefined;
  }
}

/** Bytes written at a time: few enough for a slow connection to take them before `stallTimeout`. */
const WRITE_SIZE = 64 * 1024;

async function send(
  body: ReadableStream<Uint8Array>,
  outgoing: NodeResponse,
  gone: AbortSignal,
  stallTimeout: number,
): Promise<void> {
  // The body may take a while to begin, and the page waits for the status.
  outgoing.flushHeaders?.();
  const reader = body.getReader();
  gone.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  // Otherwise an error of the body would go unnoticed while the client is not reading.
  reader.closed.catch(() => outgoing.destroy());
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    for (let at = 0; at < step.value.length && !gone.aborted; at += WRITE_SIZE) {
      if (!outgoing.write(step.value.subarray(at, at + WRITE_SIZE)))
        await waitForClient('drain', outgoing, gone, stallTimeout);
    }
  }
}

/** Waits until the client has received what was written, or is gone. Disconnects it if that takes too long. */
function waitForClient(
  event: 'drain' | 'finish',
  outgoing: NodeResponse,
  gone: AbortSignal,
  stallTimeout: number,
): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => outgoing.destroy(), stallTimeout);
    const done = (): void => {
      clearTimeout(timer);
      outgoing.off(event, done);
      gone.removeEventListener('abort', done);
      resolve();
    };
    outgoing.on(event, done);
    gone.addEventListener('abort', done);
  });
}
