import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execaNode } from 'execa';
import pMap from 'p-map';
import { add, fail, inWords, none, type Counts } from './counts.js';
import { processors, suites, type Suite } from './suites.js';

// npm test                      runs everything
// npm test -- walk              runs the files with "walk" in their path
// npm test -- --firefox         runs the browser tests in Firefox only; likewise --chromium, --webkit, --proxy (in
//                               Chromium, behind the proxy), --node, --journeys and --apps; several can be given
// npm test -- --files-at-once=1 runs one file at a time within a suite

const { values, positionals: wanted } = parseArgs({
  options: {
    ...Object.fromEntries(suites.map(({ id }) => [id, { type: 'boolean' as const }])),
    'files-at-once': { type: 'string', default: String(Math.min(4, processors)) },
  },
  allowPositionals: true,
});
const filesAtOnce = Number(values['files-at-once']);
const flags: Readonly<Record<string, string | boolean | undefined>> = values;

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => join('test', file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
const filesOf = ({ endings }: Suite): string[] => files.filter((file) => endings.some((end) => file.endsWith(end)));

const named = suites.filter(({ id }) => flags[id] === true);
const chosen = (named.length > 0 ? named : suites).filter(
  // A suite without any files has lost its tests. With a part of a path, the suite may just not match.
  (suite) => wanted.length === 0 || filesOf(suite).length > 0,
);

/** Runs a suite in this process. It fails if it crashes or runs no tests. */
async function runHere(suite: Suite): Promise<Counts> {
  const counts = none();
  try {
    const own = filesOf(suite);
    if (own.length > 0) add(counts, await suite.run(own, filesAtOnce));
    if (counts.passed + counts.failed + counts.skipped === 0) fail(counts, 'No test ran');
  } catch (error) {
    console.error(error);
    fail(counts, String(error));
  }
  return counts;
}

/** Runs a suite in a separate process, and prints its output once it has ended. */
async function runBeside({ id, name }: Suite): Promise<Counts> {
  const args = [`--${id}`, `--files-at-once=${filesAtOnce}`, ...wanted];
  const options = { ipc: true, all: true, stdin: 'ignore', reject: false } as const;
  const { all, ipcOutput, signal, exitCode } = await execaNode(fileURLToPath(import.meta.url), args, options);
  process.stdout.write(`\n${name}:\n${all}\n`);
  const [counts] = ipcOutput as [Counts?];
  return counts ?? { ...none(), failed: 1, failures: [`Ended by ${signal ?? exitCode} before its tests did`] };
}

// Puppeteer closes its browser on a signal, but would let the run continue. Child processes end with this one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

const total = none();

async function runSuite(suite: Suite, run: (suite: Suite) => Promise<Counts>): Promise<void> {
  const start = performance.now();
  const counts = await run(suite);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  add(total, { ...counts, failures: counts.failures.map((failure) => `${suite.name}: ${failure}`) });
  if (process.send) await new Promise((resolve) => process.send?.(counts, resolve));
  else console.log(`${suite.name}: ${filesOf(suite).length} files, ${inWords(counts)} in ${seconds} s`);
}

const [only] = chosen;
if (only === undefined) {
  fail(total, 'No test file matches');
} else if (chosen.length === 1) {
  await runSuite(only, runHere);
} else {
  // One after the other, because two installations would conflict.
  for (const { prepare } of chosen) prepare?.();
  await pMap(chosen, (suite) => runSuite(suite, runBeside), { concurrency: Math.min(2, processors) });
}

if (!process.send) {
  if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`\n${inWords(total)}`);
}
// Explicitly: a connection left open by a browser must not keep a finished run alive.
process.exit(total.failed > 0 ? 1 : 0);
