import { createPortal } from '../../demo/portal.js';
import type { Simulator } from '../../simulator/index.js';
import type { ProxyEvent } from '../../src/proxy/index.js';
import { nodeListener, type NodeRequest, type NodeResponse } from '../../src/proxy/node.js';
import { SecretFinder, secretsIn } from '../support/secrets.js';

/** The server of a portal, of which nothing that belongs to its sign-ins may be seen from outside. */
export class WatchedPortal {
  readonly listener: (request: NodeRequest, response: NodeResponse) => void;
  /** What was seen all the same, and where. */
  readonly leaks = new Set<string>();
  /** Requests of a browser. */
  requests = 0;
  /** Events of the log. */
  events = 0;
  /** Bytes of the answers' bodies. */
  bytes = 0;
  readonly close: () => Promise<void>;

  constructor(simulator: Simulator) {
    const portal = createPortal(simulator, (event) => this.#hear(event));
    this.close = () => portal.close();
    this.listener = nodeListener(async (request) => {
      this.requests += 1;
      const { url } = request;
      this.#check(`request for ${url}`, `${url}\n${written(request.headers)}`);
      const response = (await portal.handle(request)) ?? new Response('No such cloud', { status: 404 });
      this.#check(`headers of ${url}`, written(response.headers));
      return response.body ? new Response(this.#watch(url, response.body), response) : response;
    });
  }

  #hear(event: ProxyEvent): void {
    this.events += 1;
    this.#check(`event ${event.type}`, JSON.stringify(event));
  }

  #watch(url: string, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const finder = new SecretFinder((secret) => this.leaks.add(`body of ${url}: ${secret}`));
    const watch = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.bytes += chunk.length;
        finder.read(chunk);
        controller.enqueue(chunk);
      },
    });
    return body.pipeThrough(watch);
  }

  #check(place: string, text: string): void {
    for (const secret of secretsIn(text)) this.leaks.add(`${place}: ${secret}`);
  }
}

const written = (headers: Headers): string => JSON.stringify([...headers]);
