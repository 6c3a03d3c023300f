import { SignInError, type CredentialSource, type Issued } from './source.js';

/** A pending call of a source. */
export interface PendingIssue {
  /** Rejected with a SignInError after the timeout, whether or not the source respects its signal. */
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
      reject(new SignInError('the credential source timed out'));
    };
  });
  const timer = setTimeout(stop, timeout);
  const issued = (async () => source.issue({ refresh, carried, fetch, signal: limit.signal }))();
  return { issued: Promise.race([issued, stopped]).finally(() => clearTimeout(timer)), stop };
}

/** Waits until a promise has settled, or a number of milliseconds has passed. */
export async function waitAtMost(promise: Promise<unknown>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([promise.catch(() => undefined), timeout]);
  clearTimeout(timer);
}
