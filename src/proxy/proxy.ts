import { untilAborted } from '../providers/abort.js';
import { admit, answerHeaders, headersToCloud, isPreflight, preflightResponse } from './admission.js';
import { toResponse } from './answer.js';
import { authorizeRequest } from './authorize.js';
import { checkConfig, type ProxyConfig, type UpstreamConfig } from './config.js';
import { Guards } from './credentials/guard.js';
import { waitAtMost } from './credentials/issue-with-timeout.js';
import { sessionsOf, type CredentialsSetting } from './credentials/setting.js';
import type { Sessions } from './credentials/sessions.js';
import { Exchange } from './exchange.js';
import { ProxyFailure, retryAfterHeader } from './failure.js';
import { forward } from './forward.js';
import { LIMITS } from './limits.js';
import { SharedStore } from './store/shared-account.js';
import { ConcurrencyLimiter, KeyedConcurrencyLimiter } from './concurrency-limiter.js';
import { Upstream, type Access } from './upstream.js';

/** A fetch handler for the requests under `basePath`. It never rejects. */
export interface CloudProxy {
  (request: Request): Promise<Response>;
  /** Answers all further requests with status 503, aborts pending ones, and signs out of clouds that support it. */
  close(options?: CloseOptions): Promise<void>;
}

export interface CloseOptions {
  /** Milliseconds to wait for pending requests before they are aborted. Defaults to 0. A second call does not wait for the first. */
  readonly drain?: number;
}

/**
 * Creates the server side of a picker with a `proxy` attribute. It adds the credentials, which the page must not have.
 *
 * The proxy forwards only GET requests, only to the configured clouds, and only the paths and query keys that pickers use. No part of a
 * request can select a host. Cookies and other headers are not forwarded in either direction.
 *
 * ```ts
 * const proxy = createProxy({
 *   basePath: '/clouds',
 *   upstreams: { desktops: { provider: 'huawei-workspace', endpoint, params: { projectId }, credentials: huaweiIam(user) } },
 *   authorize: (request) => isSignedIn(request),
 * });
 * ```
 *
 * @throws TypeError that lists all mistakes in the configuration
 */
export function createProxy(config: ProxyConfig): CloudProxy {
  checkConfig(config);
  const limits = { ...LIMITS, ...config.limits };
  const origins = config.allowedOrigins ?? [];
  // Some platforms throw if `fetch` is called as a method.
  const send: typeof fetch = config.fetch ?? ((input, init) => fetch(input, init));
  const base = (config.basePath ?? '').replace(/\/+$/, '');
  const store = config.store && new SharedStore(config.store, config.storeKey ?? '', config.log);
  const shared = new Map<CredentialsSetting, Sessions>();
  const upstreams = new Map(
    Object.entries(config.upstreams).map(([name, upstream]) => [
      name,
      new Upstream(name, upstream, open(name, upstream)),
    ]),
  );
  const clients = new KeyedConcurrencyLimiter({ ...limits, concurrency: limits.clientConcurrency });
  const running = new Set<Exchange>();
  let closed = false;

  function open(name: string, { credentials, fetch = send, concurrency = limits.concurrency }: UpstreamConfig): Access {
    const { signInTimeout: timeout, accounts } = limits;
    const options = { fetch, log: config.log, timeout, accounts, store };
    const sessions = shared.get(credentials) ?? sessionsOf(credentials, options);
    shared.set(credentials, sessions);
    const limiter = new ConcurrencyLimiter({ ...limits, concurrency });
    return { fetch, sessions, guards: new Guards({ upstream: name, ...options }), limiter };
  }

  async function answer(request: Request, exchange: Exchange): Promise<Response> {
    const url = new URL(request.url, 'http://proxy');
    if (closed) throw new ProxyFailure('CLOSED', 'The proxy is closed', retryAfterHeader(1000));
    exchange.signal.throwIfAborted();
    if (isPreflight(request, origins)) {
      exchange.end('answered', 204);
      return preflightResponse();
    }
    admit(request, url, { origins, ...limits });
    const address = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length + 1) : '';
    const end = address.indexOf('/');
    const upstream = upstreams.get(address.slice(0, Math.max(0, end)));
    exchange.upstream = upstream?.name;
    const refusal = await authorizeRequest(config.authorize, request, exchange);
    if (refusal) return refusal;

    if (!upstream) throw new ProxyFailure('ADDRESS', 'No upstream has this address');
    const route = upstream.route(address.slice(end), url.searchParams);
    exchange.route = route.template;

    await acquireSlots(upstream, request, exchange);
    exchange.waitingFor = 'credentials';
    const { signal, onSend } = exchange;
    const { fetch } = upstream.access;
    const headers = headersToCloud(request, exchange.requestId);
    const sending = { request, fetch, headers, signal, maxBytes: limits.bodyBytes, onSend };
    const response = await untilAborted(forward(upstream, route, sending), signal);
    exchange.waitingFor = 'the body';
    exchange.setTimeLimit(limits.bodyTimeout);
    return toResponse(response, exchange, limits.bodyBytes);
  }

  /** Waits until neither this client nor this upstream has too many concurrent requests. */
  async function acquireSlots(upstream: Upstream, request: Request, exchange: Exchange): Promise<void> {
    exchange.waitingFor = 'its turn';
    const client = exchange.user ?? config.client?.(request);
    if (client !== undefined && client !== '') exchange.onEnd(await clients.acquire(client, exchange.signal));
    exchange.onEnd(await upstream.access.limiter.acquire(exchange.signal));
    exchange.signal.throwIfAborted();
  }

  async function handle(request: Request): Promise<Response> {
    const exchange = new Exchange(request, config.log);
    running.add(exchange);
    exchange.onEnd(() => running.delete(exchange));
    exchange.setTimeLimit(limits.headersTimeout);
    let response: Response;
    try {
      response = await answer(request, exchange);
    } catch (error) {
      response = toFailureResponse(error, exchange);
    }
    if (!response.headers.has('X-Request-Id')) response.headers.set('X-Request-Id', exchange.requestId);
    for (const [name, value] of Object.entries(answerHeaders(request, origins))) response.headers.set(name, value);
    return response;
  }

  return Object.assign(handle, {
    close: async ({ drain = 0 }: CloseOptions = {}) => {
      closed = true;
      if (drain > 0) await waitAtMost(Promise.all(Array.from(running, (exchange) => exchange.done)), drain);
      for (const exchange of running) exchange.stop(new ProxyFailure('CLOSED', 'The proxy is closed'));
      for (const { access } of upstreams.values()) access.guards.close();
      await Promise.all(Array.from(shared.values(), (sessions) => sessions.close()));
    },
  });
}

function toFailureResponse(error: unknown, exchange: Exchange): Response {
  if (exchange.clientGone) {
    exchange.end('aborted', 499);
    return new Response(null, { status: 499 });
  }
  const failure = error instanceof ProxyFailure ? error : new ProxyFailure('FAULT', 'The proxy failed', {}, error);
  exchange.end(failure.status < 500 ? 'refused' : 'failed', failure.status, failure.code, failure.cause);
  return failure.toResponse(exchange.requestId);
}
