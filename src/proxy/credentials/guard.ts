import { untilAborted } from '../../providers/abort.js';
import { safeLog, type Log } from '../events.js';
import { accountRefused } from '../failure.js';
import { waitAtMost } from './issue-with-timeout.js';
import type { SharedAccount, SharedStore } from '../store/shared-account.js';
import type { Session } from './sessions.js';

/** What a cloud says of credentials: nothing, where it cannot answer. */
export type ProbeResult = 'accepted' | 'refused' | 'unclear';

/** Credentials that do not change, as one upstream sends them. */
export interface GuardedCredentials {
  /** Every request could be counted as a failed sign-in. */
  readonly isPassword: boolean;
  /** They are one person's, and not the portal's. */
  readonly personal: boolean;
  /** What makes them these credentials of this cloud. */
  readonly identity: readonly string[];
  /** Asks the cloud for something that no page has chosen. */
  readonly probe: (signal: AbortSignal) => Promise<ProbeResult>;
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
const PROBE_INTERVAL = SECOND;
/** Credentials that were accepted so shortly before are held back no longer than this while the proxy asks. */
const TRUST_PERIOD = 10 * SECOND;
const MAX_TRUSTED_WAIT = 500;
/** A password is sent with one request at a time until it is accepted, and again where that was longer ago than this. */
const ACCEPTANCE_PERIOD = 60 * SECOND;
/** The others wait so long for that request, and then the proxy asks. */
const MAX_FIRST_WAIT = SECOND;
const BLOCK_PERIOD = 15 * 60 * SECOND;

/**
 * Holds back credentials that the cloud refuses: after two refusals in a row nothing is sent with them for 15 minutes.
 *
 * A cloud can refuse a value that a page has chosen in the same words as a wrong password, and no page may lock out all others. So the
 * second of the two is a question of the proxy's own, in which nothing is a page's choice.
 */
export class Guard {
  readonly #credentials: GuardedCredentials;
  readonly #options: GuardOptions;
  readonly #closed: AbortSignal;
  readonly #shared: SharedAccount | undefined;
  #acceptedAt = -Infinity;
  #probedAt = -Infinity;
  /** `-Infinity` where nothing is stopped. When it is over, the proxy asks before anyone else does. */
  #blockedUntil = -Infinity;
  #pendingProbe: Promise<ProbeResult> | undefined;
  /** The one request with a password. */
  #firstRequest: { readonly over: Promise<unknown>; readonly end: () => void } | undefined;

  constructor(credentials: GuardedCredentials, options: GuardOptions, closed: AbortSignal) {
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
    if (this.#shared && !this.#isBlocked() && !this.#isTrusted()) {
      const stopped = await this.#readSharedRefusal();
      // What ten instances try at once is tried ten times: the first one asks for all.
      const isNew = this.#credentials.isPassword && this.#acceptedAt === -Infinity;
      if (!stopped && isNew) await this.#probe(Date.now() - ACCEPTANCE_PERIOD);
    }
    for (;;) {
      if (this.#isBlocked()) {
        const wait = this.#blockedUntil - Date.now();
        if (wait > 0) throw accountRefused(wait, this.#credentials.personal);
        if ((await this.#probe(Date.now())) === 'unclear') return noop;
      } else if (this.#pendingProbe) {
        await (this.#isTrusted() ? waitAtMost(this.#pendingProbe, MAX_TRUSTED_WAIT) : this.#pendingProbe);
        if (!this.#isBlocked() && this.#isTrusted()) return noop;
      } else {
        if (!this.#credentials.isPassword || Date.now() < this.#acceptedAt + ACCEPTANCE_PERIOD) return noop;
        const first = this.#firstRequest;
        if (!first) return this.#begin();
        await waitAtMost(first.over, MAX_FIRST_WAIT);
        if (this.#firstRequest === first && (await this.#probe()) === 'unclear') return noop;
      }
    }
  }

  accept(): void {
    this.#acceptedAt = Date.now();
    this.#blockedUntil = -Infinity;
    this.#firstRequest?.end();
  }

  /** The cloud has refused a request. */
  async refuse(): Promise<void> {
    if (this.#isBlocked() || (this.#isTrusted() && Date.now() < this.#probedAt + PROBE_INTERVAL)) return;
    await this.#probe();
  }

  #isBlocked(): boolean {
    return this.#blockedUntil > -Infinity;
  }

  #isTrusted(): boolean {
    return Date.now() < this.#acceptedAt + TRUST_PERIOD;
  }

  #begin(): () => void {
    let end = noop;
    const over = new Promise<void>((resolve) => {
      end = () => {
        if (this.#firstRequest === first) this.#firstRequest = undefined;
        resolve();
      };
    });
    const first = { over, end };
    this.#firstRequest = first;
    return end;
  }

  /**
   * Once for all that wait.
   *
   * @param since - one instance asks for all, and its answer will do if it is no older than this; else each asks for itself
   */
  #probe(since?: number): Promise<ProbeResult> {
    this.#pendingProbe ??= this.#probeShared(since).finally(() => (this.#pendingProbe = undefined));
    return this.#pendingProbe;
  }

  async #probeShared(since: number | undefined): Promise<ProbeResult> {
    const shared = this.#shared;
    const act = (): Promise<ProbeResult> => this.#probeNow();
    if (!shared || since === undefined) return (await this.#readSharedRefusal()) ? 'refused' : act();
    return shared.once(() => this.#readSharedVerdict(shared, since), act, this.#options.timeout);
  }

  async #probeNow(): Promise<ProbeResult> {
    const signal = AbortSignal.any([this.#closed, AbortSignal.timeout(this.#options.timeout)]);
    const verdict = await this.#credentials.probe(signal).catch((): ProbeResult => 'unclear');
    const at = (this.#probedAt = Date.now());
    if (verdict === 'accepted') {
      this.accept();
      await this.#shared?.acceptance.write({ at }, ACCEPTANCE_PERIOD);
    } else if (verdict === 'refused') {
      this.#block();
      await this.#shared?.refusals.write({ count: 2, until: at + BLOCK_PERIOD }, BLOCK_PERIOD);
    }
    return verdict;
  }

  async #readSharedVerdict({ acceptance }: SharedAccount, since: number): Promise<ProbeResult | undefined> {
    if (await this.#readSharedRefusal()) return 'refused';
    const { at = -Infinity } = (await acceptance.read()) ?? {};
    if (at < since) return undefined;
    this.accept();
    return 'accepted';
  }

  /** Whether another instance has been refused. */
  async #readSharedRefusal(): Promise<boolean> {
    const { until = -Infinity } = (await this.#shared?.refusals.read()) ?? {};
    if (until <= Date.now()) return false;
    this.#blockedUntil = until;
    return true;
  }

  #block(): void {
    this.#blockedUntil = Date.now() + BLOCK_PERIOD;
    const { log, upstream } = this.#options;
    const { personal } = this.#credentials;
    safeLog(log)({ type: 'refusal', source: 'fixed', by: 'cloud', personal, upstream, seconds: BLOCK_PERIOD / SECOND });
  }
}

const noop = (): void => undefined;

/** The guards of one upstream. */
export class Guards {
  readonly #options: GuardOptions;
  readonly #closing = new AbortController();
  readonly #known = new WeakMap<Session, Guard>();

  constructor(options: GuardOptions) {
    this.#options = options;
  }

  of(session: Session, credentials: GuardedCredentials): Guard {
    const guard = this.#known.get(session) ?? new Guard(credentials, this.#options, this.#closing.signal);
    this.#known.set(session, guard);
    return guard;
  }

  /** Breaks off whatever the proxy asks by itself. */
  close(): void {
    this.#closing.abort();
  }
}
