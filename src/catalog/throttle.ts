/** Milliseconds between two calls. */
const INTERVAL = 80;

/** Calls at once, and then no more often than users can follow, nor so often that the calls take most of the time. */
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
