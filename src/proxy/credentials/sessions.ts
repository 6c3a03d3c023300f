import type { Credentials } from '../../providers/provider.js';
import type { Issued } from './source.js';

/** Credentials that requests use. */
export interface Session {
  readonly credentials: Credentials;
  issuedAt: number;
  expiresAt: number | undefined;
  /** There are no other credentials, so a refusal is not a matter of expiry. */
  fixed: boolean;
  /** They belong to one user, not to the portal. */
  readonly personal: boolean;
  /** The cloud has accepted them at least once. */
  accepted: boolean;
  /** Requests that are using them. */
  activeRequests: number;
}

/** A request that needs credentials. */
export interface CredentialsRequest {
  readonly request: Request;
  /** Aborts the request. */
  readonly signal: AbortSignal;
}

/** Provides the credentials of an upstream's requests. */
export interface Sessions {
  /** A request uses a session, or waits for one. */
  readonly busy: boolean;
  /**
   * Gets credentials that should work. Every session has to be released.
   *
   * @throws ProxyFailure if there are none
   */
  get(asker: CredentialsRequest): Promise<Session>;
  /**
   * Gets other credentials than those that the cloud has rejected; `undefined` if new ones would not help.
   *
   * @throws ProxyFailure if there are none
   */
  renew(refused: ReadonlySet<Session>, asker: CredentialsRequest): Promise<Session | undefined>;
  /** The cloud has accepted them. */
  accept(session: Session): void;
  /** A request no longer uses them. */
  release(session: Session): void;
  /** Signs out, if the source supports it. */
  close(): Promise<void>;
}

const SECOND = 1000;
/** Credentials are replaced this long before they expire, but not in the first nine tenths of their lifetime. */
const EXPIRY_MARGIN = 60 * SECOND;
/** They are used for at least this long: with a wrong clock each request would sign in. */
export const MIN_LIFETIME = 10 * SECOND;

/** Makes a session of issued credentials. */
export function sessionOf({ credentials, expiresAt }: Issued, now: number, personal = false): Session {
  // An expiry in the past means that a clock is wrong, and says nothing about the lifetime.
  const known = expiresAt !== undefined && expiresAt > now ? expiresAt : undefined;
  return { credentials, issuedAt: now, expiresAt: known, fixed: false, personal, accepted: false, activeRequests: 0 };
}

/** When it should be replaced. */
export function freshUntil({ expiresAt = Infinity, issuedAt }: Session): number {
  const margin = expiresAt === Infinity ? 0 : Math.min(EXPIRY_MARGIN, (expiresAt - issuedAt) / 10);
  return Math.max(expiresAt - margin, issuedAt + MIN_LIFETIME);
}

/** When it can no longer be used. */
export function usableUntil({ expiresAt = Infinity, issuedAt }: Session): number {
  return Math.max(expiresAt, issuedAt + MIN_LIFETIME);
}

export function sameCredentials(one: Credentials, other: Credentials): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.username === other.username && one.password === other.password;
}
