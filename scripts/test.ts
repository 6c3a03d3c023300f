import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { add, fail, inWords, none, type Counts } from './counts.js';
import { processors, suites, type Suite } from './suites.js';

// npm test                      runs everything
// npm test -- walk              runs the files with "walk" in their path
// npm test -- --firefox         runs the browser tests in Firefox only; likewise --chromium, --webkit, --proxy (in
//                               Chromium, behind the proxy), --node and --journeys; several can be given
// npm test -- --files-at-once=1 runs no file beside another within a suite

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
  // Without a file at all, a suite has lost its tests; with a part of a path, it may just not be meant.
  (suite) => wanted.length === 0 || filesOf(suite).length > 0,
);

/** Runs a suite in this process. One that crashed, or in which nothing ran, has failed. */
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

/** Runs a suite in a process of its own, and prints what that printed once it has ended. */
function runBeside({ id, name }: Suite): Promise<Counts> {
  return new Promise((resolve) => {
    const args = [`--${id}`, `--files-at-once=${filesAtOnce}`, ...wanted];
    const child = fork(fileURLToPath(import.meta.url), args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    running.add(child);
    let counts: Counts | undefined;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('message', (message) => (counts = message as Counts));
    child.on('close', (code, signal) => {
      running.delete(child);
      process.stdout.write(`\n${name}:\n${output}`);
      resolve(counts ?? { ...none(), failed: 1, failures: [`Ended by ${signal ?? code} before its tests did`] });
    });
  });
}

const running = new Set<ReturnType<typeof fork>>();
// Puppeteer closes its browser on a signal, but would let the run go on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  });
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
  // One after the other: two installations would stand in each other's way.
  for (const { prepare } of chosen) prepare?.();
  const queue = [...chosen];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await runSuite(next, runBeside);
  };
  const lanes = Math.min(2, processors);
  await Promise.all(Array.from({ length: lanes }, lane));
}

if (!process.send) {
  if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`\n${inWords(total)}`);
}
// Explicitly: a connection left open by a browser must not keep a finished run alive.
process.exit(total.failed > 0 ? 1 : 0);
