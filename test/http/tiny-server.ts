import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after } from 'node:test';

/** Answers the requests of one test; `count` is 1 for the first. */
export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A server for one test file, for what no cloud of the simulator does. */
export interface TinyServer {
  /** @returns an endpoint that is answered so, and the requests that have come to it */
  serve(answer: Answer): { readonly endpoint: string; readonly requests: IncomingMessage[] };
}

export async function startTinyServer(): Promise<TinyServer> {
  const routes: { readonly answer: Answer; readonly requests: IncomingMessage[] }[] = [];
  const server = createServer({ maxHeaderSize: 128 * 1024 }, (request, response) => {
    const route = routes[Number(request.url?.split('/')[1])];
    route?.requests.push(request);
    route?.answer(request, response, route.requests.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    serve: (answer) => {
      const requests: IncomingMessage[] = [];
      const route = routes.push({ answer, requests }) - 1;
      return { endpoint: `http://127.0.0.1:${port}/${route}`, requests };
    },
  };
}

/** Answers JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
