/**
 * Waits for a promise, but not beyond an abort.
 *
 * @throws the signal's reason after an abort
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Where nobody waits for it any more, its failure is nobody's.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  signal.addEventListener('abort', leave);
  try {
    await Promise.race([promise, left]);
    signal.throwIfAborted();
    return await promise;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
