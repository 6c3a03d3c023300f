import { untilAborted } from './abort.js';
import { CredentialsStore, type CredentialsOption } from './credentials.js';
import { ProviderError } from './errors.js';
import { getJson } from './http.js';
import type { Credentials, Params, Provider, WirePage } from './provider.js';
import { readProxyError } from './proxy-error.js';
import { missingParams, pageRoute, type PageRequest } from './route.js';

/** Where images come from, and with whose credentials. */
export interface Source {
  readonly provider: Provider;
  readonly params: Params;
  /** The cloud's base address, without the path of the API. */
  readonly endpoint?: string | null | undefined;
  /** The address of a proxy that adds the credentials. Wins over `endpoint`; no secret is sent to it. */
  readonly proxy?: string | null | undefined;
  /** Read anew for each request. */
  readonly credentials?: (() => CredentialsOption | undefined) | undefined;
  /** Milliseconds until an answer's headers must have come; the default is 15,000. */
  readonly timeout?: number | undefined;
}

/** What is still missing before a source can be asked: parameter names, `endpoint`, `credentials`. */
export function missingFromSource({ provider, params, endpoint, proxy, credentials }: Source): string[] {
  if (proxy) return [];
  const missing = missingParams(provider, params);
  if (!endpoint) missing.push('endpoint');
  const option = credentials?.();
  if (option === undefined || option === '') missing.push('credentials');
  return missing;
}

/** Sends a provider's requests. One client serves all requests of a source, so that they share a refresh. */
export class Client {
  readonly source: Source;
  readonly #credentials: CredentialsStore;

  constructor(source: Source) {
    this.source = source;
    this.#credentials = new CredentialsStore(() => source.credentials?.());
  }

  /**
   * Gets one page.
   *
   * @throws ProviderError, or the signal's reason after an abort
   */
  async page(request: PageRequest, signal: AbortSignal): Promise<WirePage> {
    const { provider } = this.source;
    const body = await this.#get(pageRoute(provider, this.source.params, request), signal);
    if (body === undefined) return { rows: [], total: 0, last: true };
    try {
      return provider.readPage(body);
    } catch {
      throw new ProviderError('malformed', { status: 200 });
    }
  }

  async #get(route: string, signal: AbortSignal): Promise<unknown> {
    const { proxy, endpoint } = this.source;
    if (proxy) return this.#send(proxy, route, {}, 'same-origin', signal);

    let grant = this.#credentials.get();
    for (let repeated = false; ; repeated = true) {
      // A credentials function that never answers must not outlive the request that asked.
      const credentials = await untilAborted(grant, signal);
      try {
        return await this.#sendWith(credentials, endpoint ?? '', route, signal);
      } catch (error) {
        if (!(error instanceof ProviderError && error.kind === 'credentials')) throw error;
        const renewed = repeated ? this.#credentials.drop(grant) : this.#credentials.renew(grant);
        if (!renewed) throw error;
        grant = renewed;
      }
    }
  }

  async #sendWith(credentials: Credentials, base: string, route: string, signal: AbortSignal): Promise<unknown> {
    let headers: Record<string, string>;
    try {
      headers = Object.fromEntries(new Headers(this.source.provider.authorize(credentials)));
    } catch {
      // A line break or a character beyond Latin-1 cannot travel in a header.
      throw new ProviderError('credentials');
    }
    return this.#send(base, route, headers, 'omit', signal, secretsOf(credentials, headers));
  }

  #send(
    base: string,
    route: string,
    headers: Record<string, string>,
    credentials: RequestCredentials,
    signal: AbortSignal,
    secrets: readonly string[] = [],
  ): Promise<unknown> {
    const { provider } = this.source;
    const readError: Provider['readError'] = (body, status) =>
      readProxyError(body, status) ?? provider.readError(body, status);
    return getJson(base.replace(/\/+$/, '') + route, {
      headers: { Accept: 'application/json', ...headers },
      credentials,
      // Gateways have been seen to quote the refused token. It goes before the error is read, which may cut it in two.
      readError: (body, status) => readError(body, status) && readError(withoutSecrets(body, secrets), status),
      timeout: this.source.timeout ?? 15_000,
      signal,
    });
  }
}

/** What must not be told again: what the portal gave, and what of it went out. The longest first, as one may hold another. */
export function secretsOf(credentials: Credentials, headers: Readonly<Record<string, string>>): string[] {
  const text = typeof credentials === 'string' ? credentials.trim() : credentials.password;
  const password = text.slice(text.indexOf(':') + 1);
  const sent = Object.values(headers).map((value) => value.slice(value.lastIndexOf(' ') + 1));
  return [text, password, ...sent].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}

function withoutSecrets(body: unknown, secrets: readonly string[]): unknown {
  if (typeof body === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '…'), body);
  if (Array.isArray(body)) return body.map((item) => withoutSecrets(item, secrets));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, withoutSecrets(value, secrets)]));
}
