/**
 * Puts the proxy behind `node:http`, and behind frameworks that hand out its requests: Express, Fastify, Connect.
 *
 * @module
 */

/** What is needed of `http.IncomingMessage`. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole path, where a framework has shortened `url` by that of its route. */
  readonly originalUrl?: string | undefined;
  readonly headers: { readonly host?: string | undefined };
  readonly rawHeaders: readonly string[];
  readonly socket: object;
}

/** What is needed of `http.ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  appendHeader(name: string, value: string): unknown;
  flushHeaders(): void;
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: 'close' | 'drain' | 'error', listener: () => void): unknown;
  off(event: 'close' | 'drain', listener: () => void): unknown;
}

/**
 * Makes a listener for `http.createServer()`, or a handler for Express, of a fetch handler such as the proxy.
 *
 * Bodies are streamed at the pace of whoever reads them; who goes away aborts the request. A request's body is not read: the proxy
 * answers nothing that has one.
 *
 * ```ts
 * createServer({ maxHeaderSize: 65_536 }, nodeListener(proxy)).listen(3000);
 * ```
 */
export function nodeListener(
  handle: (request: Request) => Response | Promise<Response>,
): (incoming: NodeRequest, outgoing: NodeResponse) => void {
  return (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on('close', () => gone.abort());
    // Whoever goes away in the middle of a body leaves an error behind, which would end the process.
    outgoing.on('error', () => gone.abort());
    answer(handle, incoming, outgoing, gone.signal).catch(() => outgoing.destroy());
  };
}

async function answer(
  handle: (request: Request) => Response | Promise<Response>,
  incoming: NodeRequest,
  outgoing: NodeResponse,
  gone: AbortSignal,
): Promise<void> {
  const request = requestOf(incoming, gone);
  const response = request ? await handle(request) : new Response(null, { status: 400 });
  if (gone.aborted) return void response.body?.cancel().catch(() => undefined);
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  if (response.body) await send(response.body, outgoing, gone);
  outgoing.end();
}

/** Absent where the platform knows no such request: a method of its own, or an address that is none. */
function requestOf(incoming: NodeRequest, signal: AbortSignal): Request | undefined {
  const { method = 'GET', url = '/', originalUrl: path = url, headers: known, rawHeaders, socket } = incoming;
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  const address = path.startsWith('/') ? `${scheme}://${known.host ?? 'proxy'}${path}` : path;
  try {
    const headers = new Headers();
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    return new Request(address, { method, headers, signal });
  } catch {
    return undefined;
  }
}

async function send(body: ReadableStream<Uint8Array>, outgoing: NodeResponse, gone: AbortSignal): Promise<void> {
  // The first bytes can be long in coming, and the page waits for the status.
  outgoing.flushHeaders();
  const reader = body.getReader();
  gone.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
  for (let step = await reader.read(); !step.done && !gone.aborted; step = await reader.read()) {
    if (!outgoing.write(step.value)) await drained(outgoing);
  }
}

function drained(outgoing: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.on('drain', done);
    outgoing.on('close', done);
  });
}
