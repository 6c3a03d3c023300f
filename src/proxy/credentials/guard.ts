import { untilAborted } from '../../providers/abort.js';
import { safeLog, type Log } from '../events.js';
import { accountRefused } from '../failure.js';
import { waitAtMost } from './issue-with-timeout.js';
import type { SharedAccount, SharedStore } from '../store/shared-account.js';
import type { Session } from './sessions.js';

/** How a cloud answers a probe of credentials; `unclear` if it cannot tell. */
export type ProbeResult = 'accepted' | 'refused' | 'unclear';

/** Fixed credentials as one upstream sends them. */
export interface GuardedCredentials {
  /** Sent as a password, so that the cloud may count each request as a failed sign-in. */
  readonly isPassword: boolean;
  /** They belong to one user, and not to the portal. */
  readonly personal: boolean;
  /** Identifies the credentials and the cloud. */
  readonly identity: readonly string[];
  /** Sends a request to the cloud without any value of a page. */
  readonly probe: (signal: AbortSignal) => Promise<ProbeResult>;
}

export interface GuardOptions {
  /** The name of the upstream. */
  readonly upstream: string;
  readonly log?: Log | undefined;
  /** Milliseconds that a probe may take. */
  readonly timeout: number;
  /** Shared by all instances. */
  readonly store?: SharedStore | undefined;
}

const SECOND = 1000;
/** Between two probes. */
const PROBE_INTERVAL = SECOND;
/** Credentials accepted this recently are trusted: during a probe they are held back only briefly. */
const TRUST_PERIOD = 10 * SECOND;
const MAX_TRUSTED_WAIT = 500;
/** A password is sent with one request at a time until it is accepted, and again once that was longer ago than this. */
const ACCEPTANCE_PERIOD = 60 * SECOND;
/** How long other requests wait for that first one before the proxy sends a probe. */
const MAX_FIRST_WAIT = SECOND;
const BLOCK_PERIOD = 15 * 60 * SECOND;

/**
 * Holds back credentials that the cloud rejects: after two refusals in a row they are not used for 15 minutes.
 *
 * A cloud may reject a value of a page in the same way as a wrong password, and no page may lock out all others. So the second of the two
 * is a probe: a request of the proxy's own, without any value of a page.
 */
export class Guard {
  readonly #credentials: GuardedCredentials;
  readonly #options: GuardOptions;
  readonly #closed: AbortSignal;
  readonly #shared: SharedAccount | undefined;
  #acceptedAt = -Infinity;
  #probedAt = -Infinity;
  /** `-Infinity` if not blocked. When the time is over, a probe comes before any other request. */
  #blockedUntil = -Infinity;
  #pendingProbe: Promise<ProbeResult> | undefined;
  /** The first request with a password. */
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
   * @returns to be called when it has been answered
   * @throws ProxyFailure if the credentials are blocked, or the signal's reason after an abort
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
      // Ten instances would send ten requests at once, so one of them probes for all.
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

  /** The cloud has rejected a request. */
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
   * Sends one probe for all waiting requests.
   *
   * @param since - if set, one instance probes for all, and its result counts if it is no older than this; otherwise each instance probes
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

  /** Whether another instance has blocked the credentials. */
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

/** The guards of one upstream, one per session. */
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

  /** Aborts pending probes. */
  close(): void {
    this.#closing.abort();
  }
}
