import type { Cause } from './cause.js';
import type { ProxyCode } from './failure.js';

/** A request that has ended. */
export interface RequestEvent {
  readonly type: 'request';
  /** As sent to the page and to the cloud. */
  readonly requestId: string;
  readonly method: string;
  /** The user, if `authorize` returned one. */
  readonly user?: string | undefined;
  /** The name of the upstream; absent if the request reached none. */
  readonly upstream?: string | undefined;
  /** The template of the provider's path, without values. */
  readonly route?: string | undefined;
  /** The status sent to the page. */
  readonly status: number;
  /**
   * - `answered`: by the cloud, errors included
   * - `refused`: by the proxy, before anything was sent
   * - `failed`: no answer, or none that could be passed on
   * - `broken-off`: the cloud or a limit ended the body early
   * - `aborted`: the page went away
   */
  readonly outcome: 'answered' | 'refused' | 'failed' | 'broken-off' | 'aborted';
  readonly code?: ProxyCode | undefined;
  /** The cause of a failure, which the page does not see: from the platform or the portal's own functions, without known secrets. */
  readonly cause?: Cause | undefined;
  /** The cloud's own id of the request. */
  readonly upstreamRequestId?: string | undefined;
  /** Of the decompressed body. */
  readonly bytes: number;
  /** From the request to the last byte. */
  readonly milliseconds: number;
}

/** The proxy requested credentials. */
export interface SignInEvent {
  readonly type: 'sign-in';
  /** The kind of source, for example `huawei-iam`. */
  readonly source: string;
  /** The cloud had rejected the previous credentials. */
  readonly refresh: boolean;
  readonly outcome: 'succeeded' | 'failed';
  /** Why it failed, in the proxy's words: never those of a token service. */
  readonly reason?: string | undefined;
  readonly milliseconds: number;
}

/** An account was rejected twice in a row. The proxy does not use it for a while, so that it is not locked. */
export interface RefusalEvent {
  readonly type: 'refusal';
  /** The kind of source, for example `huawei-iam`; `fixed` for credentials that are sent as they are. */
  readonly source: string;
  readonly by: 'token-service' | 'cloud';
  /** The account belongs to one user, from a credentials function, and not to the portal. */
  readonly personal: boolean;
  /** The upstream whose cloud rejected it. */
  readonly upstream?: string | undefined;
  /** How long the account is not used. */
  readonly seconds: number;
}

/** A session was signed out because it had been replaced, or the proxy was closed. */
export interface SignOutEvent {
  readonly type: 'sign-out';
  /** The kind of source, for example `zstack-account`. */
  readonly source: string;
  readonly outcome: 'succeeded' | 'failed';
}

/** The shared store is unavailable, and each instance works on its own; or it has recovered. */
export interface StoreEvent {
  readonly type: 'store';
  readonly outcome: 'failed' | 'recovered';
  /** Why it failed, in the proxy's words. */
  readonly reason?: string | undefined;
}

/** An event for the operator's log. No event contains a credential, a parameter's value or a cloud's words. */
export type ProxyEvent = RequestEvent | SignInEvent | SignOutEvent | RefusalEvent | StoreEvent;

export type Log = (event: ProxyEvent) => void;

/** Wraps a log so that its errors do not fail a request. */
export function safeLog(log: Log | undefined): Log {
  return (event) => {
    // There is nowhere to report it.
    const ignore = (): void => undefined;
    try {
      const logged: unknown = log?.(event);
      if (logged instanceof Promise) logged.catch(ignore);
    } catch {
      ignore();
    }
  };
}
