/** The numbers of passed, failed and skipped tests, and a line about each failure, for every runner. */
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

/** Adds the counts of a part to `counts`. */
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
