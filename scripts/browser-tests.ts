import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { credentials, startSimulator, type Simulator } from '../simulator/index.js';
import { add, fail, inWords, none, type Counts } from './counts.js';
import { devToolsPlugin } from './dev-tools.js';
import type { Engine, OpenEngine } from './engines.js';
import { StrictPolicy } from '../test/servers/strict-policy.js';
import { ToldCloud } from '../test/servers/told-cloud.js';
import { WatchedPortal } from './watched-portal.js';

type Reporter = NonNullable<TestRunnerConfig['reporters']>[number];
type Session = Parameters<NonNullable<Reporter['reportTestFileResults']>>[0]['sessionsForTestFile'][number];
type Suite = NonNullable<Session['testResults']>;
type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

const root = fileURLToPath(new URL('..', import.meta.url));

const minute = 60_000;

/** Where nothing answers: a test asks it. */
const NOWHERE = 'http://127.0.0.1:9';
/** Where it is another day than in UTC for a part of each day: west of it, by half hours too, and east. */
const timeZones = { direct: 'America/St_Johns', proxied: 'Asia/Shanghai' } as const;

const firstLine = (text: string): string => text.split('\n', 1).join();

function countSuite({ tests, suites }: Suite, file: string, counts: Counts): void {
  for (const { name, skipped, passed, error } of tests) {
    if (skipped) counts.skipped += 1;
    else if (passed) counts.passed += 1;
    else fail(counts, `${file}: ${name}: ${firstLine(error?.message ?? 'no reason given')}`);
  }
  for (const suite of suites) countSuite(suite, file, counts);
}

const skippedTests = ({ tests, suites }: Suite): string[] => [
  ...tests.filter(({ skipped }) => skipped).map(({ name }) => name),
  ...suites.flatMap(skippedTests),
];

/** The tests of one file; a file that did not load, crashed or holds no test is one failure. */
function countSession(session: Session, file: string): Counts {
  const counts = none();
  if (session.testResults) countSuite(session.testResults, file, counts);
  const ran = counts.passed + counts.failed + counts.skipped;
  if (ran === 0 || (session.passed !== true && counts.failed === 0)) {
    fail(counts, `${file}: ${session.errors.map(({ message }) => firstLine(message)).join('; ') || 'no test ran'}`);
  }
  return counts;
}

/** Adds every file's tests to `counts`, and prints a line about each file and about each test that was skipped. */
function countingReporter(counts: Counts): Reporter {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      const file = relative(root, testFile);
      for (const session of sessionsForTestFile) {
        const found = countSession(session, file);
        add(counts, found);
        logger.log(`${found.failed > 0 ? '✖' : '✔'} ${file}: ${inWords(found)}`);
        for (const name of session.testResults ? skippedTests(session.testResults) : []) {
          logger.log(`    skipped: ${name}`);
        }
      }
    },
  };
}

/** How many sequences are tried against the model, and from where: a part in every run, `MODEL_RUNS=500` for all of them. */
const { MODEL_RUNS = '150', MODEL_SEED, MODEL_PATH: path, MODEL_REPLAY: replayPath } = process.env;
const seeds = MODEL_SEED === undefined ? [20261125, Date.now() % 2 ** 31] : [Number(MODEL_SEED)];
const model = { runs: Math.ceil(Number(MODEL_RUNS) / seeds.length), seeds, path, replayPath };

/** The part of a long life that is lived: `DAY=1 npm test -- long-life` lives the whole. */
const { DAY: day = '0.1' } = process.env;

/** What is asked: the simulated clouds, and two servers that say what a test tells them, one of which nobody should ask. */
interface Clouds {
  readonly simulator: Simulator;
  readonly told: ToldCloud;
  readonly stranger: ToldCloud;
}

/** The page that every test file runs in, with what `test/support/` has to know. */
function page(script: string, clouds: Clouds, { id }: Engine, portal: WatchedPortal | undefined): string {
  const { simulator, told, stranger } = clouds;
  const servers = { url: simulator.url, told: told.url, stranger: stranger.url };
  const facts = JSON.stringify({
    ...servers,
    model,
    day: Number(day),
    ...(portal ? { proxy: '/clouds' } : { credentials }),
  });
  return `<!doctype html>
<html lang="en" data-engine="${id}">
  <head>
    <meta charset="utf-8" />
    <title>Test</title>
    <script type="application/json" id="simulator">${facts}</script>
  </head>
  <body>
    <script type="module" src="${script}"></script>
  </body>
</html>`;
}

/** Puts the portal's server beside the pages. */
function behind({ listener }: WatchedPortal): Middleware {
  return (context, next) => {
    if (!context.path.startsWith('/clouds/')) return next();
    context.respond = false;
    // What the runner goes by; the answer has a status of its own.
    context.status = 200;
    listener(context.req, context.res);
    return undefined;
  };
}

function configure(
  files: readonly string[],
  engine: Engine,
  { launcher, oneAtATime }: OpenEngine,
  clouds: Clouds,
  portal: WatchedPortal | undefined,
  policy: StrictPolicy,
  filesAtOnce: number,
  reporters: Reporter[],
): Partial<TestRunnerConfig> {
  return {
    rootDir: root,
    files: [...files],
    nodeResolve: { exportConditions: ['development', 'browser'] },
    // A flat file: the plugin does not follow `extends`.
    plugins: [esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json` }), a11ySnapshotPlugin(), devToolsPlugin()],
    browsers: [launcher],
    concurrency: oneAtATime ? 1 : filesAtOnce,
    browserStartTimeout: minute,
    testsFinishTimeout: ((process.env['MODEL_RUNS'] ?? process.env['DAY']) ? 60 : 5) * minute,
    testFramework: { config: { timeout: 30_000 } },
    testRunnerHtml: (script) => page(script, clouds, engine, portal),
    middleware: [policy.middleware, ...(portal ? [behind(portal)] : [])],
    filterBrowserLogs: ({ args }) => !args.some((text) => String(text).includes('Lit is in dev mode')),
    reporters,
  };
}

async function runIn(
  open: OpenEngine,
  engine: Engine,
  files: readonly string[],
  clouds: Clouds,
  portal: WatchedPortal | undefined,
  filesAtOnce: number,
): Promise<Counts> {
  const counts = none();
  const { simulator, told, stranger } = clouds;
  const policy = new StrictPolicy([simulator.url, told.url, stranger.url, NOWHERE]);
  const runner = await startTestRunner({
    config: configure(files, engine, open, clouds, portal, policy, filesAtOnce, [
      countingReporter(counts),
      defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    ]),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (runner === undefined) throw new Error('The test runner did not start');
  const passed = await new Promise<boolean>((resolve) => runner.on('stopped', resolve));
  if (!passed && counts.failed === 0) fail(counts, 'The test runner ended without success');
  for (const violation of policy.violations) fail(counts, `The content security policy was violated: ${violation}`);
  console.log(`Served ${policy.pages} pages under a strict policy. Violations: ${policy.violations.size}`);
  if (policy.pages === 0) fail(counts, 'No page was served under a strict policy');
  for (const breach of simulator.breaches()) {
    if (!breach.run.startsWith('breach')) fail(counts, `Breach of a cloud’s contract: ${JSON.stringify(breach)}`);
  }
  return counts;
}

/** What a run behind the proxy has shown: each secret that was seen is a failure, and so is a run that shows nothing. */
function countLeaks({ leaks, requests, events, bytes }: WatchedPortal, simulator: Simulator, counts: Counts): void {
  for (const leak of leaks) fail(counts, `A credential was seen: ${leak}`);
  const asked = simulator.log().filter(({ method }) => method === 'GET');
  const signed = asked.filter((entry) => entry.credentials).length;
  console.log(
    `The proxy answered ${requests} requests with ${bytes} bytes and logged ${events} events; ` +
      `${signed} requests reached a cloud with credentials. Credentials seen: ${leaks.size}`,
  );
  if (requests === 0 || bytes === 0 || events === 0 || signed === 0) {
    fail(counts, 'Too little went through the proxy to show anything');
  }
}

/**
 * Runs test files in an engine, each in a page of its own, with the clouds simulated beside it. When all have run,
 * every request that broke a cloud's contract is one more failure, unless its test expected it: it names its run
 * `breach…` then. Where the engine cannot be had, every file is skipped.
 *
 * @param proxied - the pages have no credentials, and reach the clouds through a portal's proxy, which is watched
 */
export async function runBrowserTests(
  files: readonly string[],
  engine: Engine,
  proxied: boolean,
  filesAtOnce: number,
): Promise<Counts> {
  const open = await engine.open(proxied ? timeZones.proxied : timeZones.direct);
  if (open === undefined) {
    for (const file of files) console.log(`- ${file}: skipped, there is no ${engine.name} here`);
    return { ...none(), skipped: files.length };
  }
  try {
    const simulator = await startSimulator({ port: 0 });
    const [told, stranger] = [await ToldCloud.start(), await ToldCloud.start()];
    const portal = proxied ? new WatchedPortal(simulator) : undefined;
    try {
      const counts = await runIn(open, engine, files, { simulator, told, stranger }, portal, filesAtOnce);
      if (portal) countLeaks(portal, simulator, counts);
      return counts;
    } finally {
      await portal?.close();
      told.close();
      stranger.close();
      await simulator.close();
    }
  } finally {
    open.close();
  }
}
