import { causeOf } from './cause.js';
import { safeLog, type Log, type RequestEvent } from './events.js';
import { ProxyFailure } from './failure.js';

/** One request, from its arrival to the last byte of the response: its time limits and its log event. */
export class Exchange {
  /** The page's request id if it is valid, or else a new one. */
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Resolves when the exchange has ended. */
  readonly done: Promise<void>;
  upstream: string | undefined;
  route: string | undefined;
  upstreamRequestId: string | undefined;
  /** From `authorize`. */
  user: string | undefined;
  /** The current phase, for the log of a request that timed out. */
  waitingFor = 'authorize';
  bytes = 0;
  readonly #request: Request;
  readonly #log: Log;
  readonly #started = performance.now();
  readonly #abort = new AbortController();
  readonly #sent: string[] = [];
  readonly #endListeners: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentStatus: number | undefined;
  #clientGone = false;
  #ended = false;

  constructor(request: Request, log: Log | undefined) {
    const given = request.headers.get('X-Request-Id') ?? '';
    this.requestId = /^[\w.:~-]{1,128}$/.test(given) ? given : crypto.randomUUID();
    this.signal = this.#abort.signal;
    this.done = new Promise((resolve) => this.#endListeners.push(resolve));
    this.#request = request;
    this.#log = safeLog(log);
    if (request.signal.aborted) this.#onClientGone();
    else request.signal.addEventListener('abort', this.#onClientGone);
  }

  /** Whether the client has gone away. */
  get clientGone(): boolean {
    return this.#clientGone;
  }

  /** Called before a request to the cloud, with its secrets. */
  readonly onSend = (secrets: readonly string[]): void => {
    this.waitingFor = 'the cloud';
    this.#sent.push(...secrets);
  };

  /** Calls a listener when the exchange ends, or at once if it has ended. */
  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else this.#endListeners.push(listener);
  }

  /** Sets the time left, from now on, in milliseconds. */
  setTimeLimit(milliseconds: number): void {
    clearTimeout(this.#timer);
    const late = (): void => {
      const cause = new Error(`waited for ${this.waitingFor}`);
      this.stop(new ProxyFailure('TIMEOUT', 'The cloud did not respond in time', {}, cause));
    };
    this.#timer = setTimeout(late, milliseconds);
  }

  /** Aborts whatever is pending. */
  stop(reason: unknown): void {
    this.#abort.abort(reason);
    // A body that nothing reads would not notice the abort.
    if (this.#sentStatus !== undefined) this.breakOff(reason, this.#sentStatus);
  }

  /** The headers have been sent; the body follows. */
  headersSent(status: number): void {
    this.#sentStatus = status;
  }

  /** Ends the exchange in the middle of the body. */
  breakOff(reason: unknown, status: number): void {
    if (this.#clientGone) return this.end('aborted', status);
    const failure = reason instanceof ProxyFailure ? reason : undefined;
    this.end('broken-off', status, failure?.code, failure ? failure.cause : reason);
  }

  /** Only the first call counts. */
  end(outcome: RequestEvent['outcome'], status: number, code?: RequestEvent['code'], cause?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#request.signal.removeEventListener('abort', this.#onClientGone);
    for (const listener of this.#endListeners) listener();
    const { requestId, user, upstream, route, upstreamRequestId, bytes } = this;
    const milliseconds = performance.now() - this.#started;
    const { method } = this.#request;
    this.#log({
      type: 'request',
      requestId,
      method,
      user,
      upstream,
      route,
      status,
      outcome,
      code,
      cause: cause === undefined ? undefined : causeOf(cause, this.#secrets()),
      upstreamRequestId,
      bytes,
      milliseconds,
    });
  }

  /** The secrets that a logged cause must not quote. */
  #secrets(): string[] {
    const { headers } = this.#request;
    const cookies = headers.get('Cookie')?.split(';') ?? [];
    const values = cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1).trim());
    const authorization = headers.get('Authorization')?.split(' ') ?? [];
    return [...values, ...authorization, ...this.#sent];
  }

  readonly #onClientGone = (): void => {
    this.#clientGone = true;
    this.stop(this.#request.signal.reason);
  };
}
