import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { credentials, startSimulator, type Simulator } from '../simulator/index.js';
import { inWords, sum, type Counts } from './counts.js';
import { devToolsPlugin } from './dev-tools.js';
import type { Engine, OpenEngine } from './engines.js';
import { WatchedPortal } from './watched-portal.js';

type Reporter = NonNullable<TestRunnerConfig['reporters']>[number];
type Session = Parameters<NonNullable<Reporter['reportTestFileResults']>>[0]['sessionsForTestFile'][number];
type Suite = NonNullable<Session['testResults']>;
type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

const root = fileURLToPath(new URL('..', import.meta.url));

const minute = 60_000;

function countSuite({ tests, suites }: Suite, counts: Counts): void {
  for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  for (const suite of suites) countSuite(suite, counts);
}

const skippedTests = ({ tests, suites }: Suite): string[] => [
  ...tests.filter(({ skipped }) => skipped).map(({ name }) => name),
  ...suites.flatMap(skippedTests),
];

/** The tests of one file; a file that did not load, crashed or holds no test is one failure. */
function countSession(session: Session): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  if (session.testResults) countSuite(session.testResults, counts);
  const ran = counts.passed + counts.failed + counts.skipped;
  if (ran === 0 || (session.passed !== true && counts.failed === 0)) counts.failed += 1;
  return counts;
}

/** Adds every file's tests to `counts`, and prints a line about each file and about each test that was skipped. */
function countingReporter(counts: Counts): Reporter {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) {
        const found = countSession(session);
        Object.assign(counts, sum([counts, found]));
        logger.log(`${found.failed > 0 ? '✖' : '✔'} ${relative(root, testFile)}: ${inWords(found)}`);
        for (const name of session.testResults ? skippedTests(session.testResults) : []) {
          logger.log(`    skipped: ${name}`);
        }
      }
    },
  };
}

/** The page that every test file runs in, with what `test/support/` has to know. */
function page(script: string, simulator: Simulator, { id }: Engine, portal: WatchedPortal | undefined): string {
  const facts = JSON.stringify({ url: simulator.url, ...(portal ? { proxy: '/clouds' } : { credentials }) });
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
  { launcher, concurrency }: OpenEngine,
  simulator: Simulator,
  portal: WatchedPortal | undefined,
  reporters: Reporter[],
): Partial<TestRunnerConfig> {
  return {
    rootDir: root,
    files: [...files],
    nodeResolve: { exportConditions: ['development', 'browser'] },
    // A flat file: the plugin does not follow `extends`.
    plugins: [esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json` }), a11ySnapshotPlugin(), devToolsPlugin()],
    browsers: [launcher],
    concurrency,
    browserStartTimeout: minute,
    testsFinishTimeout: 5 * minute,
    testFramework: { config: { timeout: 30_000 } },
    testRunnerHtml: (script) => page(script, simulator, engine, portal),
    middleware: portal ? [behind(portal)] : [],
    filterBrowserLogs: ({ args }) => !args.some((text) => String(text).includes('Lit is in dev mode')),
    reporters,
  };
}

async function runIn(
  open: OpenEngine,
  engine: Engine,
  files: readonly string[],
  simulator: Simulator,
  portal: WatchedPortal | undefined,
): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const runner = await startTestRunner({
    config: configure(files, engine, open, simulator, portal, [
      countingReporter(counts),
      defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    ]),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (runner === undefined) throw new Error('The test runner did not start');
  const passed = await new Promise<boolean>((resolve) => runner.on('stopped', resolve));
  if (!passed && counts.failed === 0) counts.failed = 1;
  for (const breach of simulator.breaches()) {
    if (breach.run.startsWith('breach')) continue;
    counts.failed += 1;
    console.error('Breach of a cloud’s contract:', breach);
  }
  return counts;
}

/** What a run behind the proxy has shown: each secret that was seen is a failure, and so is a run that shows nothing. */
function countLeaks({ leaks, requests, events, bytes }: WatchedPortal, simulator: Simulator): Counts {
  for (const leak of leaks) console.error('A credential was seen:', leak);
  const asked = simulator.log().filter(({ method }) => method === 'GET');
  const signed = asked.filter((entry) => entry.credentials).length;
  console.log(
    `The proxy answered ${requests} requests with ${bytes} bytes and logged ${events} events; ` +
      `${signed} requests reached a cloud with credentials. Credentials seen: ${leaks.size}`,
  );
  const nothingShown = requests === 0 || bytes === 0 || events === 0 || signed === 0;
  if (nothingShown) console.error('Too little went through the proxy to show anything');
  return { passed: 0, failed: leaks.size + (nothingShown ? 1 : 0), skipped: 0 };
}

/**
 * Runs test files in an engine, each in a page of its own, with the five clouds simulated beside it. When all have run,
 * every request that broke a cloud's contract is one more failure, unless its test expected it: it names its run
 * `breach…` then. Where the engine cannot be had, every file is skipped.
 *
 * @param proxied - the pages have no credentials, and reach the clouds through a portal's proxy, which is watched
 */
export async function runBrowserTests(files: readonly string[], engine: Engine, proxied: boolean): Promise<Counts> {
  const open = await engine.open();
  if (open === undefined) {
    for (const file of files) console.log(`- ${file}: skipped, there is no ${engine.name} here`);
    return { passed: 0, failed: 0, skipped: files.length };
  }
  try {
    const simulator = await startSimulator({ port: 0 });
    const portal = proxied ? new WatchedPortal(simulator) : undefined;
    try {
      const counts = await runIn(open, engine, files, simulator, portal);
      return portal ? sum([counts, countLeaks(portal, simulator)]) : counts;
    } finally {
      await portal?.close();
      await simulator.close();
    }
  } finally {
    open.close();
  }
}
