/** How many tests passed, failed and were skipped, and a line about each failure, whichever runner ran them. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  readonly failures: string[];
}

export const none = (): Counts => ({ passed: 0, failed: 0, skipped: 0, failures: [] });

/** Counts one more failure. */
export function fail(counts: Counts, failure: string): void {
  counts.failed += 1;
  counts.failures.push(failure);
}

/** Adds to `counts` what was found in a part. */
export function add(counts: Counts, { passed, failed, skipped, failures }: Counts): void {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  counts.failures.push(...failures);
}

export function inWords({ passed, failed, skipped }: Counts): string {
  const words = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${words}, ${skipped} skipped` : words;
}
