import { secretsOf } from '../providers/client.js';
import type { Paging, Provider } from '../providers/provider.js';
import { fillPath, matchPath, queryKeys, type PathValues, type QueryRule } from './route-match.js';
import { PINNED_SEGMENT } from '../providers/route.js';
import { requireProvider, type UpstreamConfig } from './config.js';
import type { Guards } from './credentials/guard.js';
import type { Session, Sessions } from './credentials/sessions.js';
import { ProxyFailure } from './failure.js';
import { readPins, type Pinned } from './pins.js';
import { Secrets } from './redaction.js';
import type { ConcurrencyLimiter } from './concurrency-limiter.js';

/** A request to the cloud. */
export interface Route {
  /** Built from the configuration and the provider's template; only values come from the page. */
  readonly url: string;
  readonly template: string;
  /** The values that come from the page. */
  readonly requestValues: readonly string[];
}

/** Credentials as this cloud accepts them. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
}

/** The credentials of an upstream and the limits of its requests. */
export interface Access {
  readonly fetch: typeof fetch;
  readonly sessions: Sessions;
  readonly guards: Guards;
  readonly limiter: ConcurrencyLimiter;
}

/** One configured upstream: which requests it accepts, and how they are sent. */
export class Upstream {
  readonly name: string;
  readonly provider: Provider;
  readonly access: Access;
  /** A short list without any value of a page; absent if the configuration does not set all parameters of a path. */
  readonly probeRoute: Route | undefined;
  readonly #base: string;
  readonly #pinned: readonly Pinned[];
  readonly #keys: ReadonlyMap<string, QueryRule>;
  readonly #authorizations = new WeakMap<Session, Authorization>();

  constructor(name: string, config: UpstreamConfig, access: Access) {
    this.name = name;
    this.provider = requireProvider(config.provider);
    this.access = access;
    this.#base = new URL(config.endpoint).href.replace(/\/+$/, '');
    this.#keys = queryKeys(this.provider);
    this.#pinned = readPins(this.provider, config).pins;
    this.probeRoute = this.#buildProbeRoute();
  }

  /** @throws ProxyFailure if the provider has no such request, or the configuration forbids it */
  route(path: string, query: URLSearchParams): Route {
    const { paths, pathValues } = this.#match(path, query);
    const values = new Map(pathValues);
    for (const {
      in: place,
      key,
      values: [pinned = ''],
      message,
    } of this.#pinned) {
      if (place !== 'path') continue;
      if (pinned !== (pathValues.get(key) ?? pinned)) throw new ProxyFailure('PINNED', message);
      values.set(key, pinned);
    }
    const filled = fillPath(paths, values);
    if (!filled)
      throw new ProxyFailure('PARAMETER', 'A required parameter is set neither by the page nor by the proxy');
    const text = this.#query(query).toString();
    return {
      url: `${this.#base}${filled.path}${text === '' ? '' : `?${text}`}`,
      template: filled.template,
      requestValues: [...pathValues.values(), ...query.values()],
    };
  }

  /** The templates that fit a path, and the values in it: those of a list, or that of one image. */
  #match(path: string, query: URLSearchParams): { readonly paths: readonly string[]; readonly pathValues: PathValues } {
    const { name, paths, byId } = this.provider;
    const listed = matchPath(paths, path);
    if (listed) return { paths, pathValues: listed };
    const single = byId && 'path' in byId ? byId : undefined;
    const pathValues = single && matchPath([single.path], path);
    if (!pathValues || !single.pattern.test(pathValues.get('id') ?? ''))
      throw new ProxyFailure('ADDRESS', `${name} has no such path`);
    if ([...query.keys()].length > 0) throw new ProxyFailure('QUERY', 'Requests for one image must not have a query');
    if (this.#pinned.some(({ in: place }) => place === 'query'))
      throw new ProxyFailure('PINNED', 'Fixed parameters and filters cannot be applied to a request for one image');
    return { paths: [single.path], pathValues };
  }

  #buildProbeRoute(): Route | undefined {
    const query = new URLSearchParams(shortestPage(this.provider.paging));
    for (const template of this.provider.paths) {
      try {
        return this.route(encodeURI(template.replace(/\{\w+\}/g, PINNED_SEGMENT)), query);
      } catch {
        // The next template may need fewer parameters.
      }
    }
    return undefined;
  }

  #query(given: URLSearchParams): URLSearchParams {
    const query = new URLSearchParams();
    for (const key of new Set(given.keys())) {
      const rule = this.#keys.get(key);
      if (!rule) throw new ProxyFailure('QUERY', 'Unknown query key');
      const values = given.getAll(key);
      if (values.length > rule.maxCount) throw new ProxyFailure('QUERY', `${key} is repeated too often`);
      if (!values.every(rule.accepts)) throw new ProxyFailure('QUERY', `${key} has an invalid value`);
      for (const value of values) query.append(key, value);
    }
    for (const { in: place, key, values, message } of this.#pinned) {
      if (place !== 'query') continue;
      const page = query.getAll(key);
      if (page.length > 0 && !sameValues(page, values)) throw new ProxyFailure('PINNED', message);
      if (page.length === 0) for (const value of values) query.append(key, value);
    }
    return query;
  }

  /** @throws ProxyFailure if the credentials cannot be sent in a header */
  authorization(session: Session): Authorization {
    const known = this.#authorizations.get(session);
    if (known) return known;
    let headers: Record<string, string>;
    try {
      headers = Object.fromEntries(new Headers(this.provider.authorize(session.credentials)));
    } catch {
      throw new ProxyFailure('SIGN-IN', 'The proxy’s credentials are not valid in a header');
    }
    const authorization = { headers, secrets: new Secrets(secretsOf(session.credentials, headers)) };
    this.#authorizations.set(session, authorization);
    return authorization;
  }
}

function shortestPage(paging: Paging): Record<string, string> {
  switch (paging.style) {
    case 'none':
    case 'link':
      return {};
    case 'offset':
      return { [paging.limit]: '1', [paging.offset]: '0' };
    case 'page':
      return { [paging.size]: '1', [paging.page]: String(paging.first ?? 0) };
    case 'marker':
      return { [paging.limit]: '1' };
  }
}

function sameValues(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [some, others].map((values) => JSON.stringify([...values].sort()));
  return a === b;
}
