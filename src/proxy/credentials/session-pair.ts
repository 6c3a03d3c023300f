import type { Credentials } from '../../providers/provider.js';
import { freshUntil, sameCredentials, usableUntil, type Session } from './sessions.js';

/**
 * The sessions of one account: the current one, and a spare for requests that the cloud rejects with it. So a session that works is never
 * given up for one that has not been tried. Methods return the sessions that they remove, so that these can be signed out.
 */
export class SessionPair {
  #current: Session | undefined;
  /** Newer, and not yet accepted by the cloud; or older, and still valid. */
  #spare: Session | undefined;

  get current(): Session | undefined {
    return this.#current;
  }

  get all(): readonly Session[] {
    return [this.#current, this.#spare].filter((session) => session !== undefined);
  }

  untried(refused: ReadonlySet<Session>): Session | undefined {
    return [this.#spare, this.#current].find((session) => session && !refused.has(session));
  }

  find(credentials: Credentials): Session | undefined {
    return this.all.find((session) => sameCredentials(session.credentials, credentials));
  }

  /** Removes expired sessions, and replaces one that is about to expire with the spare. */
  expire(now: number): readonly Session[] {
    const sessions = this.all;
    const usable = sessions.filter((session) => now < usableUntil(session));
    usable.sort((a, b) => Number(now >= freshUntil(a)) - Number(now >= freshUntil(b)));
    [this.#current, this.#spare] = usable;
    return sessions.filter((session) => !usable.includes(session));
  }

  /** @param refresh - whether the cloud rejected the current one, which is kept if the cloud has ever accepted it */
  add(session: Session, refresh: boolean): readonly Session[] {
    const before = this.all;
    const kept = this.#current && (!refresh || this.#current.accepted) ? this.#current : undefined;
    [this.#current, this.#spare] = refresh && kept ? [kept, session] : [session, kept];
    return before.filter((known) => known !== kept);
  }

  /** The cloud has accepted a session: the other one is removed unless it is newer. */
  accept(session: Session): readonly Session[] {
    session.accepted = true;
    const other = this.all.find((known) => known !== session);
    if (!other || !this.all.includes(session) || (session === this.#current && other.issuedAt >= session.issuedAt))
      return [];
    [this.#current, this.#spare] = [session, undefined];
    return [other];
  }

  clear(): readonly Session[] {
    const all = this.all;
    this.#current = this.#spare = undefined;
    return all;
  }
}
