import type { Cause } from './cause.js';
import type { ProxyCode } from './failure.js';

/** A request that has ended. */
export interface RequestEvent {
  readonly type: 'request';
  /** The ID of the request, as sent to the page and to the cloud. */
  readonly requestId: string;
  readonly method: string;
  /** The user, if `authorize` returned one. */
  readonly user?: string | undefined;
  /** The name of the upstream. Absent if the request matches none. */
  readonly upstream?: string | undefined;
  /** The template of the provider's path, without values. */
  readonly route?: string | undefined;
  /** The status sent to the page. */
  readonly status: number;
  /**
   * - `answered`: the cloud responded, possibly with an error
   * - `refused`: the proxy rejected the request before sending anything
   * - `failed`: there was no response, or none that could be forwarded
   * - `broken-off`: the cloud or a limit ended the body early
   * - `aborted`: the page disconnected
   */
  readonly outcome: 'answered' | 'refused' | 'failed' | 'broken-off' | 'aborted';
  readonly code?: ProxyCode | undefined;
  /** The cause of a failure, from the platform or your functions, without known secrets. It is not sent to the page. */
  readonly cause?: Cause | undefined;
  /** The cloud's ID of the request. */
  readonly upstreamRequestId?: string | undefined;
  /** The size of the decompressed body. */
  readonly bytes: number;
  /** The time from the request to the last byte. */
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
  /** Why it failed. Never contains text from a token service. */
  readonly reason?: string | undefined;
  readonly milliseconds: number;
}

/** An account was rejected twice in a row. The proxy does not use it for a while, so that the cloud does not lock it. */
export interface RefusalEvent {
  readonly type: 'refusal';
  /** The kind of source, for example `huawei-iam`; `fixed` for credentials that are sent as they are. */
  readonly source: string;
  readonly by: 'token-service' | 'cloud';
  /** The account belongs to one user, from a credentials function, and not to the portal. */
  readonly personal: boolean;
  /** The upstream whose cloud rejected it. */
  readonly upstream?: string | undefined;
  /** The number of seconds for which the account is not used. */
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
  /** Why it failed. */
  readonly reason?: string | undefined;
}

/** An event for the log. No event contains credentials, parameter values or text from a cloud. */
export type ProxyEvent = RequestEvent | SignInEvent | SignOutEvent | RefusalEvent | StoreEvent;

export type Log = (event: ProxyEvent) => void;

/** Wraps a log so that its errors do not fail a request. */
export function safeLog(log: Log | undefined): Log {
  return (event) => {
    // Errors of the log cannot be logged.
    const ignore = (): void => undefined;
    try {
      const logged: unknown = log?.(event);
      if (logged instanceof Promise) logged.catch(ignore);
    } catch {
      ignore();
    }
  };
}
