import type { Credentials } from '../../providers/provider.js';
import { freshUntil, sameCredentials, usableUntil, type Session } from './sessions.js';

/**
 * The sessions of one account: the one that requests get, and another for a request that is refused with it. So one that works is never
 * given up for one that has not worked yet. Whatever takes one out says which, so that it can be ended.
 */
export class SessionPair {
  #current: Session | undefined;
  /** Newer, and not yet accepted by the cloud; or older, and still good. */
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

  /** The held one gives way to a newer one where it is about to expire. */
  expire(now: number): readonly Session[] {
    const sessions = this.all;
    const usable = sessions.filter((session) => now < usableUntil(session));
    usable.sort((a, b) => Number(now >= freshUntil(a)) - Number(now >= freshUntil(b)));
    [this.#current, this.#spare] = usable;
    return sessions.filter((session) => !usable.includes(session));
  }

  /** @param refresh - whether the one held was refused: it was perhaps not the reason, if it has ever been accepted */
  add(session: Session, refresh: boolean): readonly Session[] {
    const before = this.all;
    const kept = this.#current && (!refresh || this.#current.accepted) ? this.#current : undefined;
    [this.#current, this.#spare] = refresh && kept ? [kept, session] : [session, kept];
    return before.filter((known) => known !== kept);
  }

  /** The cloud has accepted one: the other goes, unless it is newer. */
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
