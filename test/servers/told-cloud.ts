import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { corsHeaders } from '../../simulator/cors.js';

/** An answer as it goes over the wire. */
export interface ToldAnswer {
  readonly status: number;
  /** Latin-1, as HTTP has them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a request said. */
export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/**
 * A server that answers whatever a test in a page has told it to, for what no cloud of the simulator says:
 *
 * - `POST /-/tell` takes a list of `ToldAnswer`, and answers with the path below which requests get them one after the other, and the
 *   last one for ever
 * - `GET /-/heard?path=…` lists the requests below a path; all of them where none is named
 */
export class ToldCloud {
  readonly url: string;
  /** The same, for another server to answer with. */
  readonly listener: RequestListener;
  readonly #server: Server;

  private constructor(server: Server, listener: RequestListener) {
    this.#server = server;
    this.listener = listener;
    const address = server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  static async start(): Promise<ToldCloud> {
    const answers: ToldAnswer[][] = [];
    const heard: HeardRequest[] = [];
    const listener: RequestListener = (request, response) => {
      handle(request, response, answers, heard).catch((error: unknown) => response.destroy(error as Error));
    };
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ToldCloud(server, listener);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answers: ToldAnswer[][],
  heard: HeardRequest[],
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://told');
  response.setHeaders(new Map(Object.entries(corsHeaders(headers))));
  if (pathname === '/-/tell') {
    const number = answers.push((await json(request)) as ToldAnswer[]) - 1;
    response.end(`/${number}`);
    return;
  }
  if (pathname === '/-/heard') {
    const path = searchParams.get('path') ?? '';
    response.end(JSON.stringify(heard.filter((entry) => entry.url.startsWith(`${path}/`))));
    return;
  }
  heard.push({ method, url, headers });
  if (method === 'OPTIONS') {
    const allowed = { 'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '' };
    response.writeHead(204, { ...allowed, 'Access-Control-Max-Age': '600' }).end();
    return;
  }
  const [answer = { status: 404, body: 'not told' }, ...others] = answers[Number(pathname.split('/')[1])] ?? [];
  if (others.length > 0) answers[Number(pathname.split('/')[1])]?.shift();
  response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers }).end(answer.body);
}
