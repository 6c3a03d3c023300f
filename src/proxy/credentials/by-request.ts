import { untilAborted } from '../../providers/abort.js';
import type { Credentials } from '../../providers/provider.js';
import { safeLog, type Log } from '../events.js';
import { ProxyFailure } from '../failure.js';
import type { CredentialsRequest, Session, Sessions } from './sessions.js';
import { isSource, type CredentialSource, type IssueContext } from './source.js';

/** A user's own credentials, or their source. */
export type Account = Credentials | CredentialSource;

/**
 * Returns the cloud account of the user who sends a request. Called for each request, and once more with `refresh` if the cloud has
 * rejected the account. Its result alone decides which sign-in is used: equal texts, equal pairs and the same source share one.
 */
export type AskForRequest = (request: Request, context: IssueContext) => Account | Promise<Account>;

export interface ByRequestOptions {
  readonly fetch: typeof fetch;
  readonly log?: Log | undefined;
  /** Milliseconds to wait for the function. */
  readonly timeout: number;
  /** The maximum number of accounts to keep. */
  readonly accounts: number;
  /** At run time the function may return anything. */
  readonly isAccount: (value: unknown) => value is Account;
  readonly open: (account: Account) => Sessions;
}

/** Accounts that are not used for this long are signed out. */
const IDLE_TIMEOUT = 30 * 60_000;

interface Entry {
  readonly sessions: Sessions;
  usedAt: number;
}

/** The sign-ins of many users, keyed by the portal's account, so that none can serve another user's request. */
export class CredentialsByRequest implements Sessions {
  readonly #ask: AskForRequest;
  readonly #options: ByRequestOptions;
  /** In order of use, the latest last. */
  readonly #entries = new Map<unknown, Entry>();
  readonly #owners = new WeakMap<Session, Sessions>();

  constructor(ask: AskForRequest, options: ByRequestOptions) {
    this.#ask = ask;
    this.#options = options;
  }

  get busy(): boolean {
    return [...this.#entries.values()].some(({ sessions }) => sessions.busy);
  }

  async get(asker: CredentialsRequest): Promise<Session> {
    const account = await this.#account(asker, false);
    return this.#sessionOf(this.#sessionsOf(account), asker);
  }

  async renew(refused: ReadonlySet<Session>, asker: CredentialsRequest): Promise<Session | undefined> {
    const last = [...refused].at(-1);
    const owner = last && this.#owners.get(last);
    const renewed = await owner?.renew(refused, asker);
    if (owner && renewed) return this.#setOwner(renewed, owner);
    const sessions = this.#sessionsOf(await this.#account(asker, true));
    return sessions === owner ? undefined : this.#sessionOf(sessions, asker);
  }

  accept(session: Session): void {
    this.#owners.get(session)?.accept(session);
  }

  release(session: Session): void {
    this.#owners.get(session)?.release(session);
  }

  async close(): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    await Promise.all(entries.map(({ sessions }) => sessions.close()));
  }

  async #account({ request, signal }: CredentialsRequest, refresh: boolean): Promise<Account> {
    const { fetch, timeout, isAccount } = this.#options;
    const started = Date.now();
    let account: unknown;
    let reason = 'the credentials function returned neither a string, { username, password } nor a source';
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
      account = await untilAborted((async () => this.#ask(request, { refresh, fetch, signal: limit }))(), limit);
    } catch {
      signal.throwIfAborted();
      reason = 'the credentials function failed';
    }
    if (isAccount(account)) return account;
    const milliseconds = Date.now() - started;
    safeLog(this.#options.log)({
      type: 'sign-in',
      source: 'function',
      refresh,
      outcome: 'failed',
      reason,
      milliseconds,
    });
    throw new ProxyFailure('SIGN-IN', 'The proxy has no cloud credentials for this user');
  }

  #sessionsOf(account: Account): Sessions {
    const key = keyOf(account);
    const now = Date.now();
    const entry = this.#entries.get(key) ?? { sessions: this.#options.open(account), usedAt: now };
    entry.usedAt = now;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#evict(key, now);
    return entry.sessions;
  }

  #evict(used: unknown, now: number): void {
    for (const [key, { sessions, usedAt }] of this.#entries) {
      if (usedAt > now - IDLE_TIMEOUT && this.#entries.size <= this.#options.accounts) return;
      if (key === used || sessions.busy) continue;
      this.#entries.delete(key);
      void sessions.close();
    }
  }

  async #sessionOf(sessions: Sessions, asker: CredentialsRequest): Promise<Session> {
    return this.#setOwner(await sessions.get(asker), sessions);
  }

  #setOwner(session: Session, sessions: Sessions): Session {
    this.#owners.set(session, sessions);
    return session;
  }
}

/** Equal for the same account only. */
function keyOf(account: Account): unknown {
  if (!isSource(account))
    return JSON.stringify(typeof account === 'string' ? account : [account.username, account.password]);
  return account.identity ? JSON.stringify({ source: account.name, identity: account.identity }) : account;
}
