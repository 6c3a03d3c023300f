/** Milliseconds: a machine that has more to do takes longer. A condition that does not come is a failure all the same. */
const LONG = 15_000;

/**
 * Waits for a condition.
 *
 * @throws where it does not come in time. No timer is left behind, which a test of what is left would count
 */
export async function waitUntil(
  condition: () => unknown,
  message = 'the condition did not come',
  { interval = 50, timeout = LONG }: { readonly interval?: number; readonly timeout?: number } = {},
): Promise<void> {
  const until = performance.now() + timeout;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`Timeout: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
