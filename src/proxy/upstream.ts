import { secretsOf } from '../providers/client.js';
import type { Provider } from '../providers/provider.js';
import { fillPath, matchPath, queryKeys, type QueryKey } from '../providers/route-match.js';
import { writtenParam } from '../providers/route.js';
import { knownProvider, type UpstreamConfig } from './config.js';
import type { CredentialsCache, Grant } from './credentials/cache.js';
import { ProxyFailure } from './failure.js';
import { Secrets } from './redaction.js';

/** A request, as it goes to the cloud. */
export interface Route {
  /** Built from the configuration and the provider's template: no part of it is the page's but values. */
  readonly url: string;
  readonly template: string;
}

/** Credentials in the form in which this cloud takes them. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
}

interface Pinned {
  readonly in: 'path' | 'query';
  /** On the wire; in a path, the placeholder. */
  readonly key: string;
  readonly values: readonly string[];
}

/** One configured upstream: what may be asked of it, and how. */
export class Upstream {
  readonly name: string;
  readonly provider: Provider;
  readonly credentials: CredentialsCache;
  readonly #base: string;
  readonly #pinned: readonly Pinned[];
  readonly #keys: ReadonlyMap<string, QueryKey>;
  readonly #authorizations = new WeakMap<Grant, Authorization>();

  constructor(name: string, { provider, endpoint, params = {} }: UpstreamConfig, credentials: CredentialsCache) {
    this.name = name;
    this.provider = knownProvider(provider);
    this.credentials = credentials;
    this.#base = new URL(endpoint).href.replace(/\/+$/, '');
    this.#keys = queryKeys(this.provider);
    this.#pinned = Object.entries(this.provider.params).flatMap(([key, { in: place, name: wire }]) => {
      const values = writtenParam(this.provider, params, key);
      return values.length === 0 ? [] : [{ in: place, key: place === 'path' ? key : wire, values }];
    });
  }

  /** @throws ProxyFailure where the provider never asks so, or the configuration forbids it */
  route(path: string, query: URLSearchParams): Route {
    const said = matchPath(this.provider, path);
    if (!said) throw new ProxyFailure('ADDRESS', `${this.provider.name} has no such path`);
    const values = new Map(said);
    for (const {
      in: place,
      key,
      values: [pinned = ''],
    } of this.#pinned) {
      if (place !== 'path') continue;
      if (pinned !== (said.get(key) ?? pinned)) throw otherThanPinned(key);
      values.set(key, pinned);
    }
    const filled = fillPath(this.provider, values);
    if (!filled) throw new ProxyFailure('PARAMETER', 'Neither the page nor the proxy says which list is meant');
    const text = this.#query(query).toString();
    return { url: `${this.#base}${filled.path}${text === '' ? '' : `?${text}`}`, template: filled.template };
  }

  #query(said: URLSearchParams): URLSearchParams {
    const query = new URLSearchParams();
    for (const key of new Set(said.keys())) {
      const rule = this.#keys.get(key);
      if (!rule) throw new ProxyFailure('QUERY', 'A query key is not known here');
      const values = said.getAll(key);
      if (values.length > rule.most) throw new ProxyFailure('QUERY', `${key} is said too often`);
      if (!values.every(rule.accepts)) throw new ProxyFailure('QUERY', `${key} has a value that cannot be meant`);
      for (const value of values) query.append(key, value);
    }
    for (const { in: place, key, values } of this.#pinned) {
      if (place !== 'query') continue;
      const page = query.getAll(key);
      if (page.length > 0 && !sameValues(page, values)) throw otherThanPinned(key);
      if (page.length === 0) for (const value of values) query.append(key, value);
    }
    return query;
  }

  /** @throws ProxyFailure where the credentials cannot travel in a header */
  authorization(grant: Grant): Authorization {
    const known = this.#authorizations.get(grant);
    if (known) return known;
    let headers: Record<string, string>;
    try {
      headers = Object.fromEntries(new Headers(this.provider.authorize(grant.credentials)));
    } catch {
      throw new ProxyFailure('SIGN-IN', 'The proxy has credentials that it cannot send');
    }
    const authorization = { headers, secrets: new Secrets(secretsOf(grant.credentials, headers)) };
    this.#authorizations.set(grant, authorization);
    return authorization;
  }
}

function otherThanPinned(key: string): ProxyFailure {
  return new ProxyFailure('PINNED', `${key} is fixed here, to another value`);
}

function sameValues(some: readonly string[], others: readonly string[]): boolean {
  const [a, b] = [some, others].map((values) => JSON.stringify([...values].sort()));
  return a === b;
}
