import type { Credentials } from '../../providers/provider.js';
import { sessionOf, type Session, type Sessions } from './sessions.js';

/** Credentials that do not change: the same session for all requests. */
export class FixedCredentials implements Sessions {
  readonly #session: Session;

  readonly busy = false;

  constructor(credentials: Credentials, personal?: boolean) {
    this.#session = { ...sessionOf({ credentials }, Date.now(), personal), fixed: true };
  }

  get(): Promise<Session> {
    return Promise.resolve(this.#session);
  }

  renew(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  accept(): void {
    this.#session.accepted = true;
  }

  release(): void {
    // There is no session to sign out.
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
