import { causeOf } from './cause.js';
import { safeLog, type Log, type RequestEvent } from './events.js';
import { ProxyFailure } from './failure.js';

/** One request, from its arrival to the last byte of its answer: its limits, and what the log will say of it. */
export class Exchange {
  /** The page's name for the request, where it has one that can be passed on. */
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** Settles when it is done with. */
  readonly done: Promise<void>;
  upstream: string | undefined;
  route: string | undefined;
  upstreamRequestId: string | undefined;
  /** Who asks. */
  user: string | undefined;
  /** What takes its time just now; the log says it of a request that came too late. */
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

  /** Whether nobody is there any more to be answered. */
  get clientGone(): boolean {
    return this.#clientGone;
  }

  /** The cloud is asked, with these secrets. */
  readonly onSend = (secrets: readonly string[]): void => {
    this.waitingFor = 'the cloud';
    this.#sent.push(...secrets);
  };

  /** Does something when it is done with, or at once where it is. */
  onEnd(ending: () => void): void {
    if (this.#ended) ending();
    else this.#endListeners.push(ending);
  }

  /** From now on there are so many milliseconds. */
  setTimeLimit(milliseconds: number): void {
    clearTimeout(this.#timer);
    const late = (): void => {
      const cause = new Error(`waited for ${this.waitingFor}`);
      this.stop(new ProxyFailure('TIMEOUT', 'The cloud did not answer in time', {}, cause));
    };
    this.#timer = setTimeout(late, milliseconds);
  }

  /** Breaks off whatever is under way. */
  stop(reason: unknown): void {
    this.#abort.abort(reason);
    // A body that nobody reads would not notice.
    if (this.#sentStatus !== undefined) this.breakOff(reason, this.#sentStatus);
  }

  /** The headers are out; the body follows. */
  headersSent(status: number): void {
    this.#sentStatus = status;
  }

  /** Ends in the middle of the body. */
  breakOff(reason: unknown, status: number): void {
    if (this.#clientGone) return this.end('aborted', status);
    const failure = reason instanceof ProxyFailure ? reason : undefined;
    this.end('broken-off', status, failure?.code, failure ? failure.cause : reason);
  }

  /** Only the first end counts. */
  end(outcome: RequestEvent['outcome'], status: number, code?: RequestEvent['code'], cause?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#request.signal.removeEventListener('abort', this.#onClientGone);
    for (const ending of this.#endListeners) ending();
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

  /** What no cause may quote. */
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
