import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { finished } from 'node:stream/promises';
import { fail, none, type Counts } from './counts.js';

/** The part of an event of `node:test` that counting needs. */
interface TestEvent {
  readonly name: string;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: { readonly cause?: unknown } | undefined };
}

const minute = 60_000;

/** A file without a test is reported as one passed test of the file's own name. */
function isFile({ name, file }: TestEvent): boolean {
  return file !== undefined && resolve(name) === file;
}

function nameOf({ name, file }: TestEvent): string {
  const path = file === undefined ? '' : relative('.', file);
  return path === '' || resolve(name) === file ? path || name : `${path}: ${name}`;
}

/** A suite counts only if it failed itself, for example in a hook, and not because of one of its tests. */
function failedThroughTests({ details: { type, error } }: TestEvent): boolean {
  return type === 'suite' && error !== undefined && 'failureType' in error && error.failureType === 'subtestsFailed';
}

/**
 * Runs test files under `node:test`, each in a separate process, and reports every test as it ends. The processes
 * inherit the loader of this one, so that they can run TypeScript.
 */
export async function runNodeTests(files: readonly string[], concurrency: number): Promise<Counts> {
  const counts = none();
  const events = run({ files: [...files], concurrency, timeout: 20 * minute });
  events.on('test:pass', (event: TestEvent) => {
    if (isFile(event)) {
      fail(counts, `${nameOf(event)}: holds no test`);
    } else if (event.details.type !== 'suite') {
      counts[(event.skip ?? event.todo) === undefined ? 'passed' : 'skipped'] += 1;
    }
  });
  events.on('test:fail', (event: TestEvent) => {
    if (!failedThroughTests(event)) fail(counts, nameOf(event));
  });
  const report = events.compose<NodeJS.ReadableStream>(new spec());
  report.pipe(process.stdout, { end: false });
  await finished(report);
  return counts;
}
