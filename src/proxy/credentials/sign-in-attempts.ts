import type { Log } from '../events.js';
import { ProxyFailure, accountRefused, retryAfterHeader } from '../failure.js';
import type { SharedRefusals } from '../store/shared-account.js';
import type { SharedEntry } from '../store/shared-entry.js';
import type { SignInError } from './source.js';

const SECOND = 1000;
/** The pause after a temporary failure; doubles with each further one. */
const INITIAL_BACKOFF = SECOND;
const MAX_BACKOFF = 60 * SECOND;
/** A rejected user is tried once more after this: a token service can be wrong. */
const FIRST_REFUSAL_PAUSE = 30 * SECOND;
/** The pause after the second refusal. Huawei locks a user for 15 minutes after 5 refusals in 15 minutes. */
const BLOCK_PERIOD = 15 * 60 * SECOND;

export interface SignInAttemptsOptions {
  readonly log: Log;
  readonly now: () => number;
  readonly personal: boolean;
  /** The refusals that instances share. */
  readonly shared?: SharedEntry<SharedRefusals> | undefined;
}

/** Limits sign-ins: rare while the token service is down, and not a third time if it rejects the user. */
export class SignInAttempts {
  readonly #source: string;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #personal: boolean;
  readonly #shared: SharedEntry<SharedRefusals> | undefined;
  #failures = 0;
  #refusals = 0;
  #isRefused = false;
  #blockedUntil = -Infinity;

  constructor(source: string, { log, now, personal, shared }: SignInAttemptsOptions) {
    this.#source = source;
    this.#log = log;
    this.#now = now;
    this.#personal = personal;
    this.#shared = shared;
  }

  /** @throws ProxyFailure while no sign-in is allowed */
  check(): void {
    if (this.#now() < this.#blockedUntil) throw this.#failure();
  }

  /** @throws ProxyFailure while no sign-in is allowed, here or in another instance */
  async checkShared(): Promise<void> {
    this.check();
    const { count = 0, until = 0 } = (await this.#shared?.read()) ?? {};
    this.#refusals = Math.max(this.#refusals, count);
    if (until <= this.#now()) return;
    this.#isRefused = true;
    this.#blockedUntil = until;
    throw this.#failure();
  }

  succeeded(): void {
    if (this.#refusals > 0) void this.#shared?.delete();
    this.#failures = this.#refusals = 0;
    this.#blockedUntil = -Infinity;
  }

  /** @returns the failure for the waiting requests */
  async failed({ refused: isRefusal }: SignInError): Promise<ProxyFailure> {
    this.#isRefused = isRefusal;
    this.#failures += 1;
    if (isRefusal) this.#refusals += 1;
    const pause = isRefusal ? this.#refusedPause() : Math.min(MAX_BACKOFF, INITIAL_BACKOFF * 2 ** (this.#failures - 1));
    this.#blockedUntil = this.#now() + pause;
    // Kept beyond the pause, so that the next refusal counts as the second.
    if (isRefusal)
      await this.#shared?.write({ count: this.#refusals, until: this.#blockedUntil }, pause + BLOCK_PERIOD);
    return this.#failure();
  }

  #refusedPause(): number {
    if (this.#refusals < 2) return FIRST_REFUSAL_PAUSE;
    this.#log({
      type: 'refusal',
      source: this.#source,
      by: 'token-service',
      personal: this.#personal,
      seconds: BLOCK_PERIOD / SECOND,
    });
    return BLOCK_PERIOD;
  }

  #failure(): ProxyFailure {
    const wait = this.#blockedUntil - this.#now();
    if (this.#isRefused) return accountRefused(wait, this.#personal);
    return new ProxyFailure('SIGN-IN', 'The proxy could not sign in to the cloud', retryAfterHeader(wait));
  }
}
