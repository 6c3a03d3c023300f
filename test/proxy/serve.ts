import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { after } from 'node:test';
import { createProxy, type CloudProxy, type ProxyConfig, type ProxyEvent } from '../../src/proxy/index.js';

export { nodeListener } from '../../src/proxy/node.js';

/** Starts a server on loopback for one test file. */
export async function serve(listener: RequestListener): Promise<{ readonly url: string; readonly port: number }> {
  const server = createServer({ maxHeaderSize: 128 * 1024 }, listener);
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, port };
}

/** A request as an upstream saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly response: ServerResponse;
}

export interface Recorder {
  readonly url: string;
  readonly requests: Seen[];
}

/** An upstream that keeps what it was asked. */
export async function record(
  respond: (seen: Seen, count: number) => void = ({ response }) => sendJson(response, 200, { images: [] }),
): Promise<Recorder> {
  const requests: Seen[] = [];
  const { url } = await serve((incoming, response) => {
    const seen = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, response };
    requests.push(seen);
    respond(seen, requests.length);
  });
  return { url, requests };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export const SECRET = 'tok-9f8e7d6c5b4a/Secret+Value==';
export const PROJECT = '29dfe82ada564ac2b927e1ff036d9a9b';

/** What `makeProxy` adds to every configuration. */
export const defaults: Pick<ProxyConfig, 'fetch'> = {};

export interface Made {
  readonly proxy: CloudProxy;
  readonly events: ProxyEvent[];
  /** Asks under `https://portal.example/clouds`. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
}

/** A proxy in front of a server that speaks as Huawei Cloud Workspace, as `desktops`; `changes` replace parts of it. */
export function makeProxy(
  endpoint: string,
  { upstream = {}, ...changes }: Partial<ProxyConfig> & { upstream?: Partial<ProxyConfig['upstreams'][string]> } = {},
): Made {
  const events: ProxyEvent[] = [];
  const proxy = createProxy({
    basePath: '/clouds',
    upstreams: {
      desktops: {
        provider: 'huawei-workspace',
        endpoint,
        params: { projectId: PROJECT },
        credentials: SECRET,
        ...upstream,
      },
    },
    authorize: () => true,
    ...defaults,
    log: (event) => events.push(event),
    ...changes,
  });
  after(() => proxy.close());
  return {
    proxy,
    events,
    ask: (path, init) => proxy(new Request(`https://portal.example/clouds${path}`, init)),
  };
}

/** The error that a proxy answered with. */
export async function errorOf(response: Response): Promise<{ status: number; code: unknown }> {
  const body: unknown = await response.json();
  return {
    status: response.status,
    code: typeof body === 'object' && body && 'error_code' in body ? body.error_code : undefined,
  };
}

/** Waits until something holds that other turns of the event loop bring about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
