import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { add, fail, inWords, none, type Counts } from './counts.js';
import type { Engine, OpenEngine } from './engines.js';
import { startPageServers, type PageServers } from '../test/servers/page-servers.js';
import { StrictPolicy } from '../test/servers/strict-policy.js';
import { devToolsPlugin } from '../test/support/dev-tools.js';

type Reporter = NonNullable<TestRunnerConfig['reporters']>[number];
type Session = Parameters<NonNullable<Reporter['reportTestFileResults']>>[0]['sessionsForTestFile'][number];
type Suite = NonNullable<Session['testResults']>;

const root = fileURLToPath(new URL('..', import.meta.url));

const minute = 60_000;

/** Time zones with a different date than UTC for a part of each day: west of it, also by half hours, and east. */
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

/** Milliseconds that the tests took, without their hooks. */
const durationOf = ({ tests, suites }: Suite): number =>
  [...tests.map(({ duration = 0 }) => duration), ...suites.map(durationOf)].reduce((sum, taken) => sum + taken, 0);

const skippedTests = ({ tests, suites }: Suite): string[] => [
  ...tests.filter(({ skipped }) => skipped).map(({ name }) => name),
  ...suites.flatMap(skippedTests),
];

/** The tests of one file. A file that did not load, crashed or contains no tests is one failure. */
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
        const results = session.testResults ?? { name: '', tests: [], suites: [] };
        const seconds = (durationOf(results) / 1000).toFixed(1);
        logger.log(`${found.failed > 0 ? '✖' : '✔'} ${file}: ${inWords(found)} in ${seconds} s`);
        for (const name of skippedTests(results)) logger.log(`    skipped: ${name}`);
      }
    },
  };
}

function configure(
  files: readonly string[],
  engine: Engine,
  { launcher, oneAtATime }: OpenEngine,
  servers: PageServers,
  policy: StrictPolicy,
  filesAtOnce: number,
  reporters: Reporter[],
): Partial<TestRunnerConfig> {
  return {
    rootDir: root,
    files: [...files],
    nodeResolve: { exportConditions: ['development', 'browser'] },
    // A single file, because the plugin does not follow `extends`.
    plugins: [esbuildPlugin({ ts: true, tsconfig: `${root}tsconfig.json` }), a11ySnapshotPlugin(), devToolsPlugin()],
    browsers: [launcher],
    concurrency: oneAtATime ? 1 : filesAtOnce,
    browserStartTimeout: minute,
    testsFinishTimeout: ((process.env['MODEL_RUNS'] ?? process.env['DAY']) ? 60 : 20) * minute,
    testFramework: { config: { timeout: 30_000 } },
    testRunnerHtml: (script) => servers.page(script, engine.id),
    middleware: [policy.middleware, servers.middleware],
    filterBrowserLogs: ({ args }) => !args.some((text) => String(text).includes('Lit is in dev mode')),
    reporters,
  };
}

async function runIn(
  open: OpenEngine,
  engine: Engine,
  files: readonly string[],
  servers: PageServers,
  filesAtOnce: number,
): Promise<Counts> {
  const counts = none();
  const policy = new StrictPolicy(servers.origins);
  const runner = await startTestRunner({
    config: configure(files, engine, open, servers, policy, filesAtOnce, [
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
  for (const breach of servers.simulator.breaches()) {
    if (!breach.run.startsWith('breach')) fail(counts, `Breach of a cloud’s contract: ${JSON.stringify(breach)}`);
  }
  return counts;
}

/** The result of a run behind the proxy: each leaked secret is a failure, and so is a run with too little traffic. */
function countLeaks({ portal, simulator }: PageServers, counts: Counts): void {
  if (!portal) return;
  const { leaks, requests, events, bytes } = portal;
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
 * Runs test files in an engine, each in a separate page, with simulated clouds. When all have run,
 * every request that broke a cloud's contract is one more failure, unless its test expected it and named its run
 * `breach…`. If the engine is not available, every file is skipped.
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
    const servers = await startPageServers(proxied);
    try {
      const counts = await runIn(open, engine, files, servers, filesAtOnce);
      countLeaks(servers, counts);
      return counts;
    } finally {
      await servers.close();
    }
  } finally {
    open.close();
  }
}
