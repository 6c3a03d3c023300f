import type { Log } from '../events.js';
import type { Session } from './sessions.js';
import type { CredentialSource } from './source.js';

export interface SignOutOptions {
  readonly fetch: typeof fetch;
  readonly log: Log;
  /** Milliseconds that a sign-out may take. */
  readonly timeout: number;
  /** Whether this instance may sign out a session. */
  readonly mayRevoke: (session: Session) => boolean | Promise<boolean>;
}

/** Signs out replaced sessions once their last request has ended. */
export class SignOuts {
  readonly #source: CredentialSource;
  readonly #options: SignOutOptions;
  readonly #waiting = new Set<Session>();

  constructor(source: CredentialSource, options: SignOutOptions) {
    this.#source = source;
    this.#options = options;
  }

  replaced(sessions: readonly Session[]): void {
    for (const session of sessions) {
      if (session.activeRequests > 0) this.#waiting.add(session);
      else void this.#revoke(session);
    }
  }

  /** A request no longer uses a session. */
  released(session: Session): void {
    if (session.activeRequests === 0 && this.#waiting.delete(session)) void this.#revoke(session);
  }

  /** Signs out these sessions and all replaced ones, even if they are in use. */
  async close(sessions: readonly Session[]): Promise<void> {
    const all = [...sessions, ...this.#waiting];
    this.#waiting.clear();
    await Promise.all(all.map((session) => this.#revoke(session)));
  }

  async #revoke(session: Session): Promise<void> {
    const { revoke, name } = this.#source;
    const { fetch, log, timeout, mayRevoke } = this.#options;
    if (!revoke || !(await mayRevoke(session))) return;
    try {
      await revoke.call(this.#source, session, { fetch, signal: AbortSignal.timeout(timeout) });
      log({ type: 'sign-out', source: name, outcome: 'succeeded' });
    } catch {
      // It will expire.
      log({ type: 'sign-out', source: name, outcome: 'failed' });
    }
  }
}
