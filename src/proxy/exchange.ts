import { quietly, type Log, type RequestEvent } from './events.js';
import { ProxyFailure } from './failure.js';

/** One request, from its arrival to the last byte of its answer: its limits, and what the log will say of it. */
export class Exchange {
  /** The page's name for the request, where it has one that can be passed on. */
  readonly requestId: string;
  readonly signal: AbortSignal;
  upstream: string | undefined;
  route: string | undefined;
  upstreamRequestId: string | undefined;
  bytes = 0;
  readonly #request: Request;
  readonly #log: Log;
  readonly #started = performance.now();
  readonly #abort = new AbortController();
  readonly #leave: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #answered: number | undefined;
  #gone = false;
  #ended = false;

  /** @param leave - told when it is done with */
  constructor(request: Request, log: Log | undefined, leave: (exchange: Exchange) => void) {
    const given = request.headers.get('X-Request-Id') ?? '';
    this.requestId = /^[\w.:~-]{1,128}$/.test(given) ? given : crypto.randomUUID();
    this.signal = this.#abort.signal;
    this.#request = request;
    this.#log = quietly(log);
    this.#leave = () => leave(this);
    if (request.signal.aborted) this.#pageGone();
    else request.signal.addEventListener('abort', this.#pageGone);
  }

  /** Whether nobody is there any more to be answered. */
  get gone(): boolean {
    return this.#gone;
  }

  /** From now on there are so many milliseconds. */
  limit(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.stop(new ProxyFailure('TIMEOUT', 'The cloud did not answer in time')),
      milliseconds,
    );
  }

  /** Breaks off whatever is under way. */
  stop(reason: unknown): void {
    this.#abort.abort(reason);
    // A body that nobody reads would not notice.
    if (this.#answered !== undefined) this.end(this.#gone ? 'aborted' : 'broken-off', this.#answered);
  }

  /** The headers are out; the body follows. */
  answered(status: number): void {
    this.#answered = status;
  }

  /** Only the first end counts. */
  end(outcome: RequestEvent['outcome'], status: number, code?: RequestEvent['code']): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#request.signal.removeEventListener('abort', this.#pageGone);
    this.#leave();
    const { requestId, upstream, route, upstreamRequestId, bytes } = this;
    const milliseconds = performance.now() - this.#started;
    const { method } = this.#request;
    this.#log({
      type: 'request',
      requestId,
      method,
      upstream,
      route,
      status,
      outcome,
      code,
      upstreamRequestId,
      bytes,
      milliseconds,
    });
  }

  readonly #pageGone = (): void => {
    this.#gone = true;
    this.stop(this.#request.signal.reason);
  };
}
