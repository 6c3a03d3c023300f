import { safeLog, type Log } from '../events.js';
import { ProxyFailure } from '../failure.js';
import type { Carried, SharedAccount, SharedStore } from '../store/shared-account.js';
import { issueWithTimeout, waitAtMost } from './issue-with-timeout.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { SessionPair } from './session-pair.js';
import { freshUntil, sameCredentials, sessionOf, MIN_LIFETIME, type Session, type Sessions } from './sessions.js';
import { SignOuts } from './sign-outs.js';
import { SignInError, type CredentialSource } from './source.js';

export interface SignInOptions {
  readonly fetch: typeof fetch;
  readonly log?: Log | undefined;
  /** Milliseconds that a sign-in may take. */
  readonly timeout: number;
  /** The account belongs to one user, and not to the portal. */
  readonly personal?: boolean;
  /** Shared by all instances. */
  readonly store?: SharedStore | undefined;
  /** The clock, in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const SECOND = 1000;
/** Refusals cause at most one sign-in per interval: some are about a value of the page, and a new token does not help. */
const REFRESH_INTERVAL = 30 * SECOND;
/** How long closing waits for a pending sign-in, in order to sign it out again. */
const CLOSE_TIMEOUT = SECOND;
const DAY = 86_400 * SECOND;
/** How long a refresh token is kept for other instances. */
const CARRIED_TTL = 90 * DAY;

/** Shares the credentials of one source among all requests, and calls the source as rarely as possible. */
export class SignIns implements Sessions {
  readonly #source: CredentialSource;
  readonly #options: SignInOptions;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #attempts: SignInAttempts;
  readonly #shared: SharedAccount | undefined;
  readonly #signOuts: SignOuts;
  readonly #pair = new SessionPair();
  /** Signed in or replaced by this instance, which may sign them out. */
  readonly #own = new WeakSet<Session>();
  #pending: { readonly session: Promise<Session>; readonly since: number } | undefined;
  #stopPending: (() => void) | undefined;
  #carried: Carried | undefined;
  #signedInAt = -Infinity;
  #refreshedAt = -Infinity;
  #activeRequests = 0;
  #closed = false;

  constructor(source: CredentialSource, options: SignInOptions) {
    const { fetch, timeout, store, personal = false, now = Date.now } = options;
    this.#source = source;
    this.#options = options;
    this.#log = safeLog(options.log);
    this.#now = now;
    // Without an identity, sources of different instances cannot be matched.
    this.#shared = source.identity && store?.account([source.name, ...source.identity]);
    this.#attempts = new SignInAttempts(source.name, { log: this.#log, now, personal, shared: this.#shared?.refusals });
    this.#signOuts = new SignOuts(source, {
      fetch,
      timeout,
      log: this.#log,
      mayRevoke: (session) => this.#mayRevoke(session),
    });
  }

  get busy(): boolean {
    return this.#activeRequests > 0 || this.#isPending();
  }

  async get(): Promise<Session> {
    const now = this.#now();
    this.#signOuts.replaced(this.#pair.expire(now));
    const { current } = this.#pair;
    if (!current) return this.#use(await this.#issue(false));
    // In the background: while there is a token, a token service that hangs delays no request.
    if (now >= freshUntil(current) && now >= this.#signedInAt + MIN_LIFETIME) this.#issue(false).catch(() => undefined);
    return this.#use(current);
  }

  async renew(refused: ReadonlySet<Session>): Promise<Session | undefined> {
    const now = this.#now();
    this.#signOuts.replaced(this.#pair.expire(now));
    let session = this.#pair.untried(refused);
    if (!session && !this.#isPending() && now < this.#refreshedAt + REFRESH_INTERVAL) {
      session = await this.#adoptShared(true);
    } else if (!session) {
      if (!this.#isPending()) this.#refreshedAt = now;
      try {
        session = await this.#issue(true);
      } catch (error) {
        this.#refreshedAt = -Infinity;
        throw error;
      }
    }
    return session && !refused.has(session) ? this.#use(session) : undefined;
  }

  accept(session: Session): void {
    this.#signOuts.replaced(this.#pair.accept(session));
  }

  release(session: Session): void {
    session.activeRequests -= 1;
    this.#activeRequests -= 1;
    this.#signOuts.released(session);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#pending && this.#source.revoke) await waitAtMost(this.#pending.session, CLOSE_TIMEOUT);
    this.#stopPending?.();
    await this.#signOuts.close(this.#pair.clear());
  }

  #use(session: Session): Session {
    session.activeRequests += 1;
    this.#activeRequests += 1;
    return session;
  }

  /** The time limit is for platforms that silently drop a sign-in together with the request that started it. */
  #isPending(): boolean {
    return this.#pending !== undefined && this.#now() - this.#pending.since < this.#options.timeout + SECOND;
  }

  #issue(refresh: boolean): Promise<Session> {
    if (this.#pending && this.#isPending()) return this.#pending.session;
    const asked = { session: this.#signIn(refresh), since: this.#now() };
    this.#pending = asked;
    const done = (): void => {
      if (this.#pending === asked) this.#pending = undefined;
    };
    asked.session.then(done, done);
    return asked.session;
  }

  async #signIn(refresh: boolean): Promise<Session> {
    if (this.#closed) throw new ProxyFailure('CLOSED', 'The proxy is closed');
    this.#attempts.check();
    const act = (): Promise<Session> => this.#requestSession(refresh);
    const findShared = async (): Promise<Session | undefined> => {
      const session = await this.#adoptShared(refresh);
      if (!session) await this.#attempts.checkShared();
      return session;
    };
    return this.#shared ? this.#shared.once(findShared, act, this.#options.timeout) : act();
  }

  async #requestSession(refresh: boolean): Promise<Session> {
    const { fetch, timeout, personal } = this.#options;
    const { name: source } = this.#source;
    const started = this.#now();
    const elapsed = (): number => this.#now() - started;
    const carried = await this.#latestCarried();
    const pending = issueWithTimeout(this.#source, { refresh, carried, fetch, timeout });
    this.#stopPending = pending.stop;
    try {
      const issued = await pending.issued;
      const session = this.#add(sessionOf(issued, this.#now(), personal), refresh);
      this.#own.add(session);
      this.#attempts.succeeded();
      this.#log({ type: 'sign-in', source, refresh, outcome: 'succeeded', milliseconds: elapsed() });
      await this.#shareSession(session, issued.carry);
      return session;
    } catch (error) {
      const known = error instanceof SignInError ? error : new SignInError('the source failed');
      if (known.refused && carried !== undefined) await this.#setCarried(undefined);
      this.#log({
        type: 'sign-in',
        source,
        refresh,
        outcome: 'failed',
        reason: known.message,
        milliseconds: elapsed(),
      });
      throw await this.#attempts.failed(known);
    }
  }

  #add(session: Session, refresh: boolean): Session {
    this.#signedInAt = this.#now();
    const same = this.#pair.find(session.credentials);
    if (same) {
      const { issuedAt, expiresAt } = session;
      // Credentials that are issued again after a refusal count as fixed.
      return Object.assign(same, { issuedAt, expiresAt, fixed: same.fixed || refresh });
    }
    for (const replaced of this.#pair.all) this.#own.add(replaced);
    this.#signOuts.replaced(this.#pair.add(session, refresh));
    return session;
  }

  async #shareSession({ credentials, issuedAt, expiresAt }: Session, carry: string | undefined): Promise<void> {
    if (carry !== undefined) await this.#setCarried({ value: carry, at: issuedAt });
    const refreshedAt = Math.max(0, this.#refreshedAt);
    const entry = { credentials, issuedAt, refreshedAt, ...(expiresAt !== undefined && { expiresAt }) };
    await this.#shared?.session.write(entry, (expiresAt ?? issuedAt + DAY) - this.#now());
  }

  async #latestCarried(): Promise<string | undefined> {
    const [own, others] = [this.#carried, await this.#shared?.carried.read()];
    return (others && others.at > (own?.at ?? 0) ? others : own)?.value;
  }

  /** Cleared when it has been rejected: the next sign-in starts from the configuration again. */
  async #setCarried(carried: Carried | undefined): Promise<void> {
    this.#carried = carried;
    await (carried ? this.#shared?.carried.write(carried, CARRIED_TTL) : this.#shared?.carried.delete());
  }

  /** The session of another instance, if it is of use. */
  async #adoptShared(refresh: boolean): Promise<Session | undefined> {
    const stored = await this.#shared?.session.read();
    if (!stored) return undefined;
    const now = this.#now();
    this.#refreshedAt = Math.max(this.#refreshedAt, stored.refreshedAt);
    const known = this.#pair.find(stored.credentials);
    // It may be the result of a refusal that another instance has handled.
    if (known) return refresh && now < stored.refreshedAt + REFRESH_INTERVAL ? known : undefined;
    const { credentials, issuedAt, expiresAt } = stored;
    const session = { ...sessionOf({ credentials, expiresAt }, now, this.#options.personal), issuedAt };
    if (expiresAt !== undefined && now >= expiresAt) return undefined;
    if (this.#pair.current && !refresh && now >= freshUntil(session)) return undefined;
    this.#signOuts.replaced(this.#pair.add(session, refresh));
    return session;
  }

  /** With a store, other instances may use a session, so it is kept while it is stored, or the store is unavailable. */
  async #mayRevoke(session: Session): Promise<boolean> {
    if (!this.#shared) return true;
    if (!this.#own.has(session)) return false;
    const stored = await this.#shared.session.read();
    if (this.#shared.session.isUnavailable) return false;
    return !stored || !sameCredentials(stored.credentials, session.credentials);
  }
}
