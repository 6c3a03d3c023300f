import { SignInError, type CredentialSource, type Issued } from './source.js';

/** A source that has been asked. */
export interface PendingIssue {
  /** Rejects with a SignInError at the time limit, whether or not the source heeds its signal. */
  readonly issued: Promise<Issued>;
  readonly stop: () => void;
}

export function issueWithTimeout(
  source: CredentialSource,
  {
    refresh,
    carried,
    fetch,
    timeout,
  }: {
    readonly refresh: boolean;
    readonly carried: string | undefined;
    readonly fetch: typeof globalThis.fetch;
    readonly timeout: number;
  },
): PendingIssue {
  const limit = new AbortController();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      limit.abort();
      reject(new SignInError('the source took too long'));
    };
  });
  const timer = setTimeout(stop, timeout);
  const issued = (async () => source.issue({ refresh, carried, fetch, signal: limit.signal }))();
  return { issued: Promise.race([issued, stopped]).finally(() => clearTimeout(timer)), stop };
}

/** Waits for a promise, but no longer than so many milliseconds, and not for its outcome. */
export async function waitAtMost(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise.catch(() => undefined), over]);
  clearTimeout(timer);
}
