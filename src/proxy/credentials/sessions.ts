import type { Credentials } from '../../providers/provider.js';
import type { Issued } from './source.js';

/** Credentials as they are handed to requests. */
export interface Session {
  readonly credentials: Credentials;
  issuedAt: number;
  expiresAt: number | undefined;
  /** There are no others: a refusal of these is no matter of time. */
  fixed: boolean;
  /** Those of one person, not of the portal. */
  readonly personal: boolean;
  /** The cloud has taken them at least once. */
  accepted: boolean;
  /** Requests that use them now. */
  activeRequests: number;
}

/** A request that needs credentials. */
export interface CredentialsRequest {
  readonly request: Request;
  /** Ends the request. */
  readonly signal: AbortSignal;
}

/** What an upstream's requests get their credentials from. */
export interface Sessions {
  /** A request uses one of them, or waits for it. */
  readonly busy: boolean;
  /**
   * Credentials that should work. Every session that is handed out is to be released.
   *
   * @throws ProxyFailure where there are none
   */
  get(asker: CredentialsRequest): Promise<Session>;
  /**
   * Others than those that the cloud has refused to one request; `undefined` where asking for some is no use.
   *
   * @throws ProxyFailure where there are none
   */
  renew(refused: ReadonlySet<Session>, asker: CredentialsRequest): Promise<Session | undefined>;
  /** The cloud has taken them. */
  accept(session: Session): void;
  /** A request is done with them. */
  release(session: Session): void;
  /** Signs out, where the source can. */
  close(): Promise<void>;
}

const SECOND = 1000;
/** Credentials are replaced so long before they expire, but never in the first nine tenths of their time. */
const EXPIRY_MARGIN = 60 * SECOND;
/** However soon they seem to expire, they are used for so long: clocks differ, and each request would sign in. */
export const MIN_LIFETIME = 10 * SECOND;

/** A session of what a source has issued. */
export function sessionOf({ credentials, expiresAt }: Issued, now: number, personal = false): Session {
  // What is over before it began says that one of the clocks is wrong, and nothing of how long it holds.
  const known = expiresAt !== undefined && expiresAt > now ? expiresAt : undefined;
  return { credentials, issuedAt: now, expiresAt: known, fixed: false, personal, accepted: false, activeRequests: 0 };
}

/** When it is to be replaced. */
export function freshUntil({ expiresAt = Infinity, issuedAt }: Session): number {
  const margin = expiresAt === Infinity ? 0 : Math.min(EXPIRY_MARGIN, (expiresAt - issuedAt) / 10);
  return Math.max(expiresAt - margin, issuedAt + MIN_LIFETIME);
}

/** When it cannot be used any more. */
export function usableUntil({ expiresAt = Infinity, issuedAt }: Session): number {
  return Math.max(expiresAt, issuedAt + MIN_LIFETIME);
}

export function sameCredentials(one: Credentials, other: Credentials): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.username === other.username && one.password === other.password;
}
