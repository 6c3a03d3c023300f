import type { Credentials } from '../../providers/provider.js';
import { quietly, type Log } from '../events.js';
import { ProxyFailure } from '../failure.js';
import { SignInError, type CredentialSource, type Issued } from './source.js';

/** Credentials as they were handed to a request, which says later whether the cloud took them. */
export interface Grant {
  readonly credentials: Credentials;
  readonly expiresAt: number | undefined;
  readonly issuedAt: number;
  /** Issued because the cloud had refused the ones before. */
  readonly renewed: boolean;
  /** The cloud has taken them at least once. */
  accepted: boolean;
}

export interface CacheOptions {
  readonly fetch: typeof fetch;
  readonly log?: Log | undefined;
  /** Milliseconds that a sign-in may take. */
  readonly timeout: number;
  /** The clock, in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const SECOND = 1000;
/** Credentials are replaced so long before they expire, but never in the first nine tenths of their time. */
const MARGIN = 60 * SECOND;
/** After a failure nobody signs in for so long; it doubles with each one. */
const FIRST_PAUSE = SECOND;
/** A token service that refuses will go on refusing, and may lock the account. */
const REFUSED_PAUSE = 30 * SECOND;
const LONGEST_PAUSE = 60 * SECOND;
/** Fresh credentials that a cloud refuses at once are not the reason: a new sign-in for each request would not help. */
const PATIENCE = 10 * SECOND;

/** Keeps what one source issued, and asks it as seldom as possible: once for all requests that wait. */
export class CredentialsCache {
  readonly #source: CredentialSource;
  readonly #options: CacheOptions;
  readonly #log: Log;
  readonly #now: () => number;
  #held: Grant | undefined;
  #asked: { readonly grant: Promise<Grant>; readonly since: number } | undefined;
  #stopAsking: (() => void) | undefined;
  #failed: { readonly failures: number; readonly until: number } | undefined;

  constructor(source: CredentialSource, options: CacheOptions) {
    this.#source = source;
    this.#options = options;
    this.#log = quietly(options.log);
    this.#now = options.now ?? Date.now;
  }

  /**
   * Credentials that should work.
   *
   * @throws ProxyFailure where the source has none
   */
  async get(): Promise<Grant> {
    const held = this.#held;
    const now = this.#now();
    if (held && !this.#isAsking() && now < freshUntil(held)) return held;
    try {
      return await this.#issue(false);
    } catch (error) {
      // The margin is there for this: what has not expired yet still works.
      if (held && held === this.#held && now < (held.expiresAt ?? Infinity)) return held;
      throw error;
    }
  }

  /** Newer credentials than the refused ones, or `undefined` where asking for some is no use. */
  renew(refused: Grant): Promise<Grant> | undefined {
    if (this.#held !== refused) return this.get();
    if (refused.renewed && !refused.accepted && this.#now() - refused.issuedAt < PATIENCE) return undefined;
    this.#held = undefined;
    return this.#issue(true);
  }

  /** Signs out, where the source can. */
  async close(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    this.#stopAsking?.();
    if (!held || !this.#source.revoke) return;
    const { fetch, timeout } = this.#options;
    // Where it fails, the credentials expire by themselves.
    await this.#source.revoke(held, { fetch, signal: AbortSignal.timeout(timeout) }).catch(() => undefined);
  }

  /** On some platforms a sign-in dies with the request that began it, without a word. */
  #isAsking(): boolean {
    return this.#asked !== undefined && this.#now() - this.#asked.since < this.#options.timeout + SECOND;
  }

  #issue(refresh: boolean): Promise<Grant> {
    if (this.#asked && this.#isAsking()) return this.#asked.grant;
    const wait = (this.#failed?.until ?? 0) - this.#now();
    if (wait > 0) return Promise.reject(failure(wait));
    const asked = { grant: this.#signIn(refresh), since: this.#now() };
    this.#asked = asked;
    const done = (): void => {
      if (this.#asked === asked) this.#asked = undefined;
    };
    asked.grant.then(done, done);
    return asked.grant;
  }

  async #signIn(refresh: boolean): Promise<Grant> {
    const started = this.#now();
    const report = (outcome: 'succeeded' | 'failed', reason?: string): void =>
      this.#log({
        type: 'sign-in',
        source: this.#source.name,
        refresh,
        outcome,
        reason,
        milliseconds: this.#now() - started,
      });
    try {
      const { credentials, expiresAt } = await this.#ask(refresh);
      const issuedAt = this.#now();
      this.#held = { credentials, expiresAt, issuedAt, renewed: refresh, accepted: false };
      this.#failed = undefined;
      report('succeeded');
      return this.#held;
    } catch (error) {
      const { message, refused } = error instanceof SignInError ? error : new SignInError('the source failed');
      const failures = (this.#failed?.failures ?? 0) + 1;
      const pause = Math.min(LONGEST_PAUSE, (refused ? REFUSED_PAUSE : FIRST_PAUSE) * 2 ** (failures - 1));
      this.#failed = { failures, until: this.#now() + pause };
      report('failed', message);
      throw failure(pause);
    }
  }

  /** A source that does not heed its signal must not hold up everyone either. */
  async #ask(refresh: boolean): Promise<Issued> {
    const { fetch, timeout } = this.#options;
    const limit = new AbortController();
    const { promise: late, reject } = withReject();
    const end = (): void => {
      limit.abort();
      reject(new SignInError('the source took too long'));
    };
    const timer = setTimeout(end, timeout);
    this.#stopAsking = end;
    try {
      return await Promise.race([this.#source.issue({ refresh, fetch, signal: limit.signal }), late]);
    } finally {
      clearTimeout(timer);
      if (this.#stopAsking === end) this.#stopAsking = undefined;
    }
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_, no) => (reject = no));
  return { promise, reject };
}

function freshUntil({ expiresAt, issuedAt }: Grant): number {
  return expiresAt === undefined ? Infinity : expiresAt - Math.min(MARGIN, (expiresAt - issuedAt) / 10);
}

function failure(wait: number): ProxyFailure {
  return new ProxyFailure('SIGN-IN', 'The proxy could not sign in to the cloud', {
    'Retry-After': String(Math.ceil(wait / SECOND)),
  });
}
