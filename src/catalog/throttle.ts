/** Milliseconds between two calls. */
const INTERVAL = 80;

/** Calls at once, and then not more often than a person can follow, nor so often that the calls are most of the work. */
export function throttled(call: () => void): () => void {
  let next = -Infinity;
  return () => {
    const started = performance.now();
    if (started < next) return;
    call();
    const ended = performance.now();
    next = ended + Math.max(INTERVAL, 8 * (ended - started));
  };
}
