import type { ProxyCode } from './failure.js';

/** A request that is done with. */
export interface RequestEvent {
  readonly type: 'request';
  /** As told to the page and to the cloud. */
  readonly requestId: string;
  readonly method: string;
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

/** What the proxy has to tell an operator. No event holds a credential, a parameter's value or what a cloud said. */
export type ProxyEvent = RequestEvent | SignInEvent;

export type Log = (event: ProxyEvent) => void;

/** A log that fails must not cost a request. */
export function quietly(log: Log | undefined): Log {
  return (event) => {
    try {
      log?.(event);
    } catch {
      // Nobody is left to be told.
    }
  };
}
