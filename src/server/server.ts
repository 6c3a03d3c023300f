import { createServer, type Server, type ServerResponse } from 'node:http';
import type { ProxyEvent } from '../proxy/index.js';
import { nodeListener } from '../proxy/node.js';
import { SettingsError } from './config-issues.js';
import { configure } from './proxy-config.js';

/** One line of the log. */
export type Line = Readonly<Record<string, unknown>>;

export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  readonly adminUrl: string | undefined;
  /** Accepts no more requests, waits for pending ones, and closes; a second call aborts them. */
  close(): Promise<void>;
}

/**
 * Starts the proxy as a server.
 *
 * @param given - the parsed configuration file
 * @throws SettingsError with every mistake in the configuration
 */
export async function startServer(
  given: unknown,
  environment: NodeJS.ProcessEnv,
  write: (line: Line) => void,
): Promise<RunningServer> {
  const { settings, metrics, createProxy: open } = await configure(given, environment);
  const proxy = open((event: ProxyEvent) => {
    metrics?.count(event);
    write({ ...event });
  });
  let ready = true;
  let closing = false;
  const isHealth = (path: string | undefined): path is '/healthz' | '/readyz' =>
    path === '/healthz' || path === '/readyz';
  const health = (path: '/healthz' | '/readyz', response: ServerResponse): void => {
    const healthy = path === '/healthz' || ready;
    response.writeHead(healthy ? 200 : 503, { 'Content-Type': 'text/plain' }).end(healthy ? 'ok\n' : 'closing\n');
  };
  const answer = nodeListener(proxy);
  const front = createServer({ maxHeaderSize: 65_536 }, (request, response) =>
    isHealth(request.url) ? health(request.url, response) : answer(request, response),
  );
  const admin = createServer((request, response) => {
    if (isHealth(request.url)) return health(request.url, response);
    if (request.url !== '/metrics' || !metrics) return response.writeHead(404).end();
    response.setHeader('Content-Type', metrics.contentType);
    metrics.text().then(
      (text) => response.end(text),
      () => response.writeHead(500).end(),
    );
    return response;
  });
  const { host = '127.0.0.1', port } = settings.listen ?? { port: 8080 };
  const url = await listen(front, host, port);
  const adminUrl = settings.admin && (await listen(admin, settings.admin.host ?? '127.0.0.1', settings.admin.port));
  write({ type: 'listening', url, admin: adminUrl });

  return {
    url,
    adminUrl,
    close: async () => {
      ready = false;
      front.close();
      const drain = closing ? 0 : (settings.drain ?? 10_000);
      closing = true;
      await proxy.close({ drain });
      front.closeIdleConnections();
      await closed(front);
      admin.close();
      admin.closeAllConnections();
      write({ type: 'closed' });
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new SettingsError([`listening on ${host}:${port} failed: ${error.code ?? 'unknown'}`])),
    );
    server.listen(port, host, () => {
      const address = server.address();
      const used = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${used}`);
    });
  });
}

/** Gives clients a second to read the last bytes, and then closes their connections. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), 1000);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
  });
}
