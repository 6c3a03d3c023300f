import type { TestRunnerConfig } from '@web/test-runner';
import { credentials, startSimulator, type Simulator } from '../../simulator/index.js';
import { ToldCloud } from './told-cloud.js';
import { WatchedPortal } from './watched-portal.js';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** Where nothing answers: a test asks it. */
const NOWHERE = 'http://127.0.0.1:9';

/** How many sequences are tried against the model, and from where: the same in every run, `MODEL_RUNS=500` for as many new ones. */
const { MODEL_RUNS, MODEL_SEED, MODEL_PATH: path, MODEL_REPLAY: replayPath } = process.env;
const seed = MODEL_RUNS === undefined ? 20261125 : Date.now() % 2 ** 31;
const seeds = [MODEL_SEED === undefined ? seed : Number(MODEL_SEED)];
const model = { runs: Number(MODEL_RUNS ?? 150), seeds, path, replayPath };

/** The part of a long life that is lived: `DAY=1 npm test -- long-life` lives the whole. */
const { DAY: day = '0.1' } = process.env;

/** Everything that a page of the browser tests may ask, and the page itself. */
export interface PageServers {
  readonly simulator: Simulator;
  /** In a run behind the proxy. */
  readonly portal: WatchedPortal | undefined;
  /** What a strict policy allows. */
  readonly origins: readonly string[];
  /** Puts the portal's server, and what a test tells below `/told`, beside the pages. */
  readonly middleware: Middleware;
  /** The page that every test file runs in, with what `test/support/simulator.ts` has to know. */
  page(script: string, engine: string): string;
  close(): Promise<void>;
}

/** @param proxied - the pages have no credentials, and reach the clouds through a portal's proxy, which is watched */
export async function startPageServers(proxied: boolean): Promise<PageServers> {
  const simulator = await startSimulator({ port: 0 });
  // They say what a test tells them. Nobody should ask the second.
  const [told, stranger] = [await ToldCloud.start(), await ToldCloud.start()];
  const portal = proxied ? new WatchedPortal(simulator) : undefined;
  const facts = JSON.stringify({
    url: simulator.url,
    told: told.url,
    stranger: stranger.url,
    model,
    day: Number(day),
    ...(proxied ? { proxy: '/clouds' } : { credentials }),
  });
  return {
    simulator,
    portal,
    origins: [simulator.url, told.url, stranger.url, NOWHERE],
    middleware(context, next) {
      const isTold = context.path.startsWith('/told/');
      const listener = isTold ? told.listener : context.path.startsWith('/clouds/') ? portal?.listener : undefined;
      if (!listener) return next();
      if (isTold) context.req.url = context.url.slice('/told'.length);
      context.respond = false;
      // What the runner goes by; the answer has a status of its own.
      context.status = 200;
      listener(context.req, context.res);
      return undefined;
    },
    page: (script, engine) => `<!doctype html>
<html lang="en" data-engine="${engine}">
  <head>
    <meta charset="utf-8" />
    <title>Test</title>
    <script type="application/json" id="simulator">${facts}</script>
  </head>
  <body>
    <script type="module" src="${script}"></script>
  </body>
</html>`,
    async close() {
      await portal?.close();
      told.close();
      stranger.close();
      await simulator.close();
    },
  };
}
