import { untilAborted } from '../providers/abort.js';
import { admit, answerHeaders, isPreflight, preflightResponse } from './admission.js';
import { toResponse } from './answer.js';
import { checkConfig, type Limits, type ProxyConfig } from './config.js';
import { CredentialsCache } from './credentials/cache.js';
import { sourceOf, type CredentialsSetting } from './credentials/portal.js';
import { Exchange } from './exchange.js';
import { ProxyFailure } from './failure.js';
import { forward } from './forward.js';
import { Upstream } from './upstream.js';

/** A fetch handler: give it the requests under its `basePath`. It never rejects. */
export interface CloudProxy {
  (request: Request): Promise<Response>;
  /** Breaks off what is under way, and signs out where a cloud knows that. From then on every request is a 503. */
  close(): Promise<void>;
}

const LIMITS: Limits = {
  urlLength: 8_192,
  headersLength: 32_768,
  bodyBytes: 64 * 2 ** 20,
  headersTimeout: 14_000,
  bodyTimeout: 60_000,
  signInTimeout: 10_000,
};

/** Headers that a page may say to a cloud. */
const PASSED = ['If-Modified-Since', 'If-None-Match'];

/**
 * Makes the server's part of a picker with a `proxy` attribute: it adds the secret that the page must not have.
 *
 * Only GET goes through, only to the configured clouds, only on paths and with query keys that a picker asks with. Nothing in a
 * request can choose a host, and neither cookies nor any other header leave or come in.
 *
 * ```ts
 * const proxy = createProxy({
 *   basePath: '/clouds',
 *   upstreams: { desktops: { provider: 'huawei-workspace', endpoint, params: { projectId }, credentials: huaweiIam(user) } },
 *   authorize: (request) => isSignedIn(request),
 * });
 * ```
 *
 * @throws TypeError that names every mistake in the configuration
 */
export function createProxy(config: ProxyConfig): CloudProxy {
  checkConfig(config);
  const limits = { ...LIMITS, ...config.limits };
  const origins = config.allowedOrigins ?? [];
  // Some platforms insist on being called without an object.
  const send: typeof fetch = config.fetch ?? ((input, init) => fetch(input, init));
  const base = (config.basePath ?? '').replace(/\/+$/, '');
  const caches = new Map<CredentialsSetting, CredentialsCache>();
  const upstreams = new Map(
    Object.entries(config.upstreams).map(([name, upstream]) => [name, new Upstream(name, upstream, cacheOf(upstream))]),
  );
  const running = new Set<Exchange>();
  let closed = false;

  function cacheOf({ credentials }: { readonly credentials: CredentialsSetting }): CredentialsCache {
    const cache =
      caches.get(credentials) ??
      new CredentialsCache(sourceOf(credentials), { fetch: send, log: config.log, timeout: limits.signInTimeout });
    caches.set(credentials, cache);
    return cache;
  }

  async function answer(request: Request, exchange: Exchange): Promise<Response> {
    const url = new URL(request.url, 'http://proxy');
    if (closed) throw new ProxyFailure('CLOSED', 'The proxy has been closed');
    if (isPreflight(request, origins)) {
      exchange.end('answered', 204);
      return preflightResponse();
    }
    admit(request, url, { origins, ...limits });
    const address = url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length + 1) : '';
    const refusal = await refusalOf(request, exchange);
    if (refusal) return refusal;

    const end = address.indexOf('/');
    const upstream = upstreams.get(address.slice(0, Math.max(0, end)));
    if (!upstream) throw new ProxyFailure('ADDRESS', 'No cloud has this address');
    exchange.upstream = upstream.name;
    const route = upstream.route(address.slice(end), url.searchParams);
    exchange.route = route.template;

    const sending = { fetch: send, headers: headersFor(request, exchange), signal: exchange.signal };
    const response = await untilAborted(forward(upstream, route, sending), exchange.signal);
    exchange.limit(limits.bodyTimeout);
    return toResponse(response, exchange, limits.bodyBytes);
  }

  /** The portal's own answer to somebody whom it does not let through. */
  async function refusalOf(request: Request, exchange: Exchange): Promise<Response | undefined> {
    let verdict: unknown;
    try {
      verdict = await untilAborted((async () => config.authorize(request))(), exchange.signal);
    } catch {
      exchange.signal.throwIfAborted();
      throw new ProxyFailure('FAULT', 'The portal could not tell who asks');
    }
    if (verdict === true) return undefined;
    if (!(verdict instanceof Response)) throw new ProxyFailure('NOT-SIGNED-IN', 'The portal asks to sign in');
    exchange.end('refused', verdict.status, 'NOT-SIGNED-IN');
    return new Response(verdict.body, verdict);
  }

  async function handle(request: Request): Promise<Response> {
    const exchange = new Exchange(request, config.log, (done) => running.delete(done));
    running.add(exchange);
    exchange.limit(limits.headersTimeout);
    let response: Response;
    try {
      response = await answer(request, exchange);
    } catch (error) {
      response = failed(error, exchange);
    }
    if (!response.headers.has('X-Request-Id')) response.headers.set('X-Request-Id', exchange.requestId);
    for (const [name, value] of Object.entries(answerHeaders(request, origins))) response.headers.set(name, value);
    return response;
  }

  return Object.assign(handle, {
    close: async () => {
      closed = true;
      for (const exchange of running) exchange.stop(new ProxyFailure('CLOSED', 'The proxy has been closed'));
      await Promise.all(Array.from(caches.values(), (cache) => cache.close()));
    },
  });
}

function headersFor({ headers }: Request, { requestId }: Exchange): Record<string, string> {
  const accept = headers.get('Accept') ?? '*/*';
  const passed = PASSED.map((name) => [name, headers.get(name)] as const);
  return {
    // Some clouds answer errors in HTML to whoever does not say that he wants JSON.
    Accept: accept === '*/*' ? 'application/json' : accept,
    'X-Request-Id': requestId,
    ...Object.fromEntries(passed.filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

function failed(error: unknown, exchange: Exchange): Response {
  if (exchange.gone) {
    exchange.end('aborted', 499);
    return new Response(null, { status: 499 });
  }
  const failure = error instanceof ProxyFailure ? error : new ProxyFailure('FAULT', 'The proxy failed');
  exchange.end(failure.status < 500 ? 'refused' : 'failed', failure.status, failure.code);
  return failure.toResponse(exchange.requestId);
}
