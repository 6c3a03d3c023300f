import type { Cause } from './cause.js';
import type { ProxyCode } from './failure.js';

/** A request that is done with. */
export interface RequestEvent {
  readonly type: 'request';
  /** As told to the page and to the cloud. */
  readonly requestId: string;
  readonly method: string;
  /** Who asked, where `authorize` said so. */
  readonly user?: string | undefined;
  /** The name of the upstream; absent where the request reached none. */
  readonly upstream?: string | undefined;
  /** The template of the provider's path, without values. */
  readonly route?: string | undefined;
  /** What the page was told. */
  readonly status: number;
  /**
   * - `answered`: by the cloud, its errors included
   * - `refused`: by the proxy, before anything was sent
   * - `failed`: no answer, or none that could be passed on
   * - `broken-off`: in the middle of a body, by the cloud or a limit
   * - `aborted`: the page went away
   */
  readonly outcome: 'answered' | 'refused' | 'failed' | 'broken-off' | 'aborted';
  readonly code?: ProxyCode | undefined;
  /** What the page was not told of a failure: words of the platform or of the portal's own functions, without any known secret. */
  readonly cause?: Cause | undefined;
  /** The cloud's own name for the request. */
  readonly upstreamRequestId?: string | undefined;
  /** Of the body, unpacked. */
  readonly bytes: number;
  /** From the request to the last byte. */
  readonly milliseconds: number;
}

/** The proxy asked for credentials. */
export interface SignInEvent {
  readonly type: 'sign-in';
  /** The kind of source, for example `huawei-iam`. */
  readonly source: string;
  /** The cloud had refused what the source gave before. */
  readonly refresh: boolean;
  readonly outcome: 'succeeded' | 'failed';
  /** Why it failed, in words made here: never what a token service said. */
  readonly reason?: string | undefined;
  readonly milliseconds: number;
}

/** An account was refused twice in a row: the proxy sends nothing with it for a while, so that it is not locked. */
export interface RefusalEvent {
  readonly type: 'refusal';
  /** The kind of source, for example `huawei-iam`; `fixed` for credentials that are sent as they are. */
  readonly source: string;
  readonly by: 'token-service' | 'cloud';
  /** It is one person's account, which a function for credentials gave, and not the portal's. */
  readonly personal: boolean;
  /** The upstream whose cloud has refused it. */
  readonly upstream?: string | undefined;
  /** So long nothing is tried. */
  readonly seconds: number;
}

/** A session was given back: it had been replaced, or the proxy is closed. */
export interface SignOutEvent {
  readonly type: 'sign-out';
  /** The kind of source, for example `zstack-account`. */
  readonly source: string;
  readonly outcome: 'succeeded' | 'failed';
}

/** The store that instances share is away, and each goes on alone; or it is there again. */
export interface StoreEvent {
  readonly type: 'store';
  readonly outcome: 'failed' | 'recovered';
  /** Why it failed, in words made here. */
  readonly reason?: string | undefined;
}

/** What the proxy has to tell an operator. No event holds a credential, a parameter's value or what a cloud said. */
export type ProxyEvent = RequestEvent | SignInEvent | SignOutEvent | RefusalEvent | StoreEvent;

export type Log = (event: ProxyEvent) => void;

/** A log that fails must not cost a request. */
export function safeLog(log: Log | undefined): Log {
  return (event) => {
    // Nobody is left to be told.
    const ignore = (): void => undefined;
    try {
      const logged: unknown = log?.(event);
      if (logged instanceof Promise) logged.catch(ignore);
    } catch {
      ignore();
    }
  };
}
