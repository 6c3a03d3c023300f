import { untilAborted } from '../../providers/abort.js';
import { quietly, type Log } from '../events.js';
import { refused } from '../failure.js';
import { atMost } from './ask.js';
import type { SharedAccount, SharedStore } from '../store/shared-account.js';
import type { Session } from './sessions.js';

/** What a cloud says of credentials: nothing, where it cannot answer. */
export type Verdict = 'accepted' | 'refused' | 'unclear';

/** Credentials that do not change, as one upstream sends them. */
export interface Guarded {
  /** Every request could be counted as a failed sign-in. */
  readonly isPassword: boolean;
  /** They are one person's, and not the portal's. */
  readonly personal: boolean;
  /** What makes them these credentials of this cloud. */
  readonly identity: readonly string[];
  /** Asks the cloud for something that no page has chosen. */
  readonly ask: (signal: AbortSignal) => Promise<Verdict>;
}

export interface GuardOptions {
  /** The name of the upstream. */
  readonly upstream: string;
  readonly log?: Log | undefined;
  /** Milliseconds that the proxy's own question may take. */
  readonly timeout: number;
  /** What instances share. */
  readonly store?: SharedStore | undefined;
}

const SECOND = 1000;
/** Between two questions of the proxy's own. */
const PAUSE = SECOND;
/** Credentials that were accepted so shortly before are held back no longer than this while the proxy asks. */
const TRUSTED = 10 * SECOND;
const HELD_BACK = 500;
/** A password is sent with one request at a time until it is accepted, and again where that was longer ago than this. */
const PROVEN = 60 * SECOND;
/** The others wait so long for that request, and then the proxy asks. */
const MAX_WAIT = SECOND;
const STOPPED = 15 * 60 * SECOND;

/**
 * Holds back credentials that the cloud refuses: after two refusals in a row nothing is sent with them for 15 minutes.
 *
 * A cloud can refuse a value that a page has chosen in the same words as a wrong password, and no page may lock out all others. So the
 * second of the two is a question of the proxy's own, in which nothing is a page's choice.
 */
export class Guard {
  readonly #credentials: Guarded;
  readonly #options: GuardOptions;
  readonly #closed: AbortSignal;
  readonly #shared: SharedAccount | undefined;
  #acceptedAt = -Infinity;
  #askedAt = -Infinity;
  /** `-Infinity` where nothing is stopped. When it is over, the proxy asks before anyone else does. */
  #stoppedUntil = -Infinity;
  #asking: Promise<Verdict> | undefined;
  /** The one request with a password. */
  #first: { readonly over: Promise<unknown>; readonly end: () => void } | undefined;

  constructor(credentials: Guarded, options: GuardOptions, closed: AbortSignal) {
    this.#credentials = credentials;
    this.#options = options;
    this.#closed = closed;
    this.#shared = options.store?.account(['fixed', ...credentials.identity]);
  }

  /**
   * Waits until a request may be sent.
   *
   * @returns what to call when it has been answered
   * @throws ProxyFailure where none may be, or the signal's reason after an abort
   */
  async enter(signal: AbortSignal): Promise<() => void> {
    const entered = this.#enter();
    try {
      return await untilAborted(entered, signal);
    } catch (error) {
      void entered.then(
        (leave) => leave(),
        () => undefined,
      );
      throw error;
    }
  }

  async #enter(): Promise<() => void> {
    if (this.#shared && !this.#isStopped() && !this.#isTrusted()) {
      const stopped = await this.#hearOfRefusal();
      // What ten instances try at once is tried ten times: the first one asks for all.
      const isNew = this.#credentials.isPassword && this.#acceptedAt === -Infinity;
      if (!stopped && isNew) await this.#ask(Date.now() - PROVEN);
    }
    for (;;) {
      if (this.#isStopped()) {
        const wait = this.#stoppedUntil - Date.now();
        if (wait > 0) throw refused(wait, this.#credentials.personal);
        if ((await this.#ask(Date.now())) === 'unclear') return nothing;
      } else if (this.#asking) {
        await (this.#isTrusted() ? atMost(this.#asking, HELD_BACK) : this.#asking);
        if (!this.#isStopped() && this.#isTrusted()) return nothing;
      } else {
        if (!this.#credentials.isPassword || Date.now() < this.#acceptedAt + PROVEN) return nothing;
        const first = this.#first;
        if (!first) return this.#begin();
        await atMost(first.over, MAX_WAIT);
        if (this.#first === first && (await this.#ask()) === 'unclear') return nothing;
      }
    }
  }

  accept(): void {
    this.#acceptedAt = Date.now();
    this.#stoppedUntil = -Infinity;
    this.#first?.end();
  }

  /** The cloud has refused a request. */
  async refuse(): Promise<void> {
    if (this.#isStopped() || (this.#isTrusted() && Date.now() < this.#askedAt + PAUSE)) return;
    await this.#ask();
  }

  #isStopped(): boolean {
    return this.#stoppedUntil > -Infinity;
  }

  #isTrusted(): boolean {
    return Date.now() < this.#acceptedAt + TRUSTED;
  }

  #begin(): () => void {
    let end = nothing;
    const over = new Promise<void>((resolve) => {
      end = () => {
        if (this.#first === first) this.#first = undefined;
        resolve();
      };
    });
    const first = { over, end };
    this.#first = first;
    return end;
  }

  /**
   * Once for all that wait.
   *
   * @param since - one instance asks for all, and its answer will do if it is no older than this; else each asks for itself
   */
  #ask(since?: number): Promise<Verdict> {
    this.#asking ??= this.#askOnce(since).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #askOnce(since: number | undefined): Promise<Verdict> {
    const shared = this.#shared;
    const act = (): Promise<Verdict> => this.#askNow();
    if (!shared || since === undefined) return (await this.#hearOfRefusal()) ? 'refused' : act();
    return shared.once(() => this.#fromOthers(shared, since), act, this.#options.timeout);
  }

  async #askNow(): Promise<Verdict> {
    const signal = AbortSignal.any([this.#closed, AbortSignal.timeout(this.#options.timeout)]);
    const verdict = await this.#credentials.ask(signal).catch((): Verdict => 'unclear');
    const at = (this.#askedAt = Date.now());
    if (verdict === 'accepted') {
      this.accept();
      await this.#shared?.acceptance.write({ at }, PROVEN);
    } else if (verdict === 'refused') {
      this.#stop();
      await this.#shared?.refusals.write({ count: 2, until: at + STOPPED }, STOPPED);
    }
    return verdict;
  }

  async #fromOthers({ acceptance }: SharedAccount, since: number): Promise<Verdict | undefined> {
    if (await this.#hearOfRefusal()) return 'refused';
    const { at = -Infinity } = (await acceptance.read()) ?? {};
    if (at < since) return undefined;
    this.accept();
    return 'accepted';
  }

  /** Whether another instance has been refused. */
  async #hearOfRefusal(): Promise<boolean> {
    const { until = -Infinity } = (await this.#shared?.refusals.read()) ?? {};
    if (until <= Date.now()) return false;
    this.#stoppedUntil = until;
    return true;
  }

  #stop(): void {
    this.#stoppedUntil = Date.now() + STOPPED;
    const { log, upstream } = this.#options;
    const { personal } = this.#credentials;
    quietly(log)({ type: 'refusal', source: 'fixed', by: 'cloud', personal, upstream, seconds: STOPPED / SECOND });
  }
}

const nothing = (): void => undefined;

/** The guards of one upstream. */
export class Guards {
  readonly #options: GuardOptions;
  readonly #closing = new AbortController();
  readonly #known = new WeakMap<Session, Guard>();

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  of(session: Session, credentials: Guarded): Guard {
    const guard = this.#known.get(session) ?? new Guard(credentials, this.#options, this.#closing.signal);
    this.#known.set(session, guard);
    return guard;
  }

  /** Breaks off whatever the proxy asks by itself. */
  close(): void {
    this.#closing.abort();
  }
}
