import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { cloudIds, credentials, startSimulator } from '../simulator/index.js';
import type { CloudId, LogEntry, Simulator } from '../simulator/index.js';
import type { Log } from '../src/proxy/index.js';
import { nodeListener } from '../src/proxy/node.js';
import { createPortal, type Portal } from './portal.js';

/** The data about the requests of a run, which the page receives whenever it changes. */
export interface Journal {
  /** Without the preflights that a browser sends before a request to another origin. */
  readonly requests: number;
  readonly preflights: number;
  readonly waiting: number;
  readonly aborted: number;
  /** Violations of the clouds' documents, as text. */
  readonly breaches: readonly string[];
  readonly latest: readonly LogEntry[];
}

/** Entries of a journal: more are not useful. */
const shown = 60;
/** Milliseconds between two checks of the log. */
const interval = 100;

/**
 * The simulated clouds beside the dev server, and what the page needs to reach them:
 *
 * - `GET /clouds/{cloud}{;options}{the cloud's own path}`: the proxy, as in a portal
 * - `GET /simulator/address`, `GET /simulator/credentials/{cloud}`: for a page that connects to the clouds itself
 * - `GET /simulator/journal?run=ID`: the requests of a run, as events
 *
 * @param log - receives the events of the proxy
 */
export function clouds(log?: Log): Plugin {
  let simulator: Simulator | undefined;
  let portal: Portal | undefined;
  return {
    name: 'clouds',
    apply: 'serve',
    async configureServer({ middlewares }) {
      const running = (simulator = await startSimulator());
      const { handle } = (portal = createPortal(running, log));
      const proxy = nodeListener((request) => handle(request) ?? new Response('No such cloud', { status: 404 }));
      const answer = answerer(running);
      middlewares.use((request, response, next) => {
        response.setHeader('Content-Security-Policy', policy(running.url));
        if (request.url?.startsWith('/clouds/')) proxy(request, response);
        else if (!answer(request, response)) next();
      });
    },
    async closeBundle() {
      await portal?.close();
      await simulator?.close();
    },
  };
}

/** As strict as that of any portal: no inline scripts, no inline styles, and nothing from other origins except the simulated clouds. */
const policy = (elsewhere: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ws: ${elsewhere}`,
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');

/** Responds to its own addresses, and returns whether it did. */
function answerer(simulator: Simulator): (request: IncomingMessage, response: ServerResponse) => boolean {
  let issued = 1;
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://demo');
    const [, place, name = '', detail] = pathname.split('/');
    const text = (status: number, body: string): true => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(body);
      return true;
    };
    if (place !== 'simulator') return false;
    if (request.method !== 'GET') return text(405, 'Only GET');
    const cloud = cloudIds.find((id) => id === detail);
    if (name === 'address') return text(200, simulator.url);
    if (name === 'journal') return report(simulator, searchParams.get('run') ?? '', response);
    if (name === 'credentials' && cloud !== undefined) {
      if (searchParams.has('refresh')) issued += 1;
      return text(200, issued === 1 ? secret(cloud) : `${secret(cloud)}-${issued}`);
    }
    return text(404, 'Known are address, credentials/{cloud}, journal');
  };
}

function secret(cloud: CloudId): string {
  const known = credentials[cloud];
  return typeof known === 'string' ? known : `${known.username}:${known.password}`;
}

/** Sends the requests of a run to the page for as long as it listens. */
function report(simulator: Simulator, run: string, response: ServerResponse): true {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  let told = '';
  const tell = (): void => {
    const journal = JSON.stringify(journalOf(simulator, run));
    if (journal === told) return;
    told = journal;
    response.write(`data: ${journal}\n\n`);
  };
  const timer = setInterval(tell, interval);
  response.on('close', () => {
    clearInterval(timer);
  });
  tell();
  return true;
}

function journalOf(simulator: Simulator, run: string): Journal {
  const log = simulator.log(run);
  const requests = log.filter(({ method }) => method !== 'OPTIONS');
  return {
    requests: requests.length,
    preflights: log.length - requests.length,
    waiting: requests.filter(({ millis }) => millis === undefined).length,
    aborted: requests.filter(({ aborted }) => aborted).length,
    breaches: simulator.breaches(run).map(({ what }) => what),
    latest: requests.slice(-shown),
  };
}
