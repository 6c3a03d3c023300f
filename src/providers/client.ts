import { untilAborted } from './abort.js';
import { CredentialsStore, type CredentialsOption } from './credentials.js';
import { ProviderError } from './errors.js';
import { getJson, type Answer } from './http.js';
import type { CloudImage } from './image.js';
import type { Credentials, Params, Provider, WirePage } from './provider.js';
import { readProxyError } from './proxy-error.js';
import { imageRoute, missingParams, pageRoute, type PageRequest } from './route.js';

/** A source of images: a provider, its parameters, an address and credentials. */
export interface Source {
  readonly provider: Provider;
  readonly params: Params;
  /** The base URL of the cloud, without the API path. */
  readonly endpoint?: string | null | undefined;
  /** The URL of a proxy that adds the credentials. Takes precedence over `endpoint`. No secret is sent to it. */
  readonly proxy?: string | null | undefined;
  /** The credentials for `endpoint`, or a function that returns them, or a promise for them. */
  readonly credentials?: CredentialsOption | undefined;
  /** Milliseconds to wait for response headers, or for a promise of credentials. Defaults to 15,000; at most six days. */
  readonly timeout?: number | undefined;
}

/** Returns the present setting of a source's credentials. A request is not sent if it has become `undefined`. */
export type CurrentCredentials = () => CredentialsOption | undefined;

/** The rows of a page that are ready at once. */
export const FIRST_ROWS = 20;

export interface Page extends WirePage {
  /**
   * Returns the page with all rows ready, which takes a while in megabytes. Absent if they are.
   *
   * @throws ProviderError
   */
  readonly whole?: () => WirePage;
}

/** Milliseconds. */
const TIMEOUT = 15_000;
/** Six days. The body may take four times as long, and a timer of more than 2^31 - 1 would fire immediately. */
const MAX_TIMEOUT = 2 ** 29 - 1;

/** Returns the names of what a source is missing: parameters, `endpoint`, `credentials`. */
export function missingFromSource({ provider, params, endpoint, proxy, credentials }: Source): string[] {
  if (proxy) return [];
  const missing = missingParams(provider, params);
  if (!endpoint) missing.push('endpoint');
  if (!credentials && !provider.optionalCredentials) missing.push('credentials');
  return missing;
}

/** Sends a provider's requests. One client serves a source, so that its requests share refreshed credentials. */
export class Client {
  readonly source: Source;
  readonly #setting: CurrentCredentials;
  readonly #credentials: CredentialsStore;
  readonly #timeout: number;

  constructor(source: Source, setting: CurrentCredentials = () => source.credentials) {
    this.source = source;
    this.#setting = setting;
    this.#timeout = Math.min(source.timeout ?? TIMEOUT, MAX_TIMEOUT);
    this.#credentials = new CredentialsStore(setting, source.endpoint ?? '', this.#timeout);
  }

  /**
   * Gets one page, of which only the first rows may be ready to be shown.
   *
   * @throws ProviderError, or the signal's reason after an abort
   */
  async page(request: PageRequest, signal: AbortSignal): Promise<Page> {
    const { provider, params } = this.source;
    const link = provider.paging.style === 'link' ? request.marker : undefined;
    const answer = await this.#get(link ?? pageRoute(provider, params, request), link, signal);
    if ('empty' in answer) return { rows: [], total: 0, last: true, detail: answer.empty };
    const { body } = answer;
    const { unchecked } = body;
    const read = (value: unknown): WirePage => readPage(provider, answer, value);
    if (!body.isLarge) return read(body.checked);
    let page: WirePage;
    try {
      page = read(unchecked);
    } catch {
      // A provider may need a long integer as a string.
      return read(body.checked);
    }
    const whole = (): WirePage => (body.checked === unchecked ? page : read(body.checked));
    return body.isClean({ ...page, rows: page.rows.slice(0, FIRST_ROWS) }) ? { ...page, whole } : whole();
  }

  /**
   * Gets one image by its ID. Returns `undefined` if it cannot be requested, or the cloud has no such image that this user may see.
   *
   * @throws ProviderError, or the signal's reason after an abort
   */
  async image(id: string, signal: AbortSignal): Promise<CloudImage | undefined> {
    const { provider, params } = this.source;
    const route = imageRoute(provider, params, id);
    if (route === undefined) return undefined;
    const answer = await this.#get(route, undefined, signal);
    if ('empty' in answer) return undefined;
    const rows =
      provider.byId && 'path' in provider.byId
        ? [answer.body.checked]
        : readPage(provider, answer, answer.body.checked).rows;
    const image = rows.map(provider.readImage).find((each) => each?.id === id);
    // A service that ignores the key sends its whole list.
    if (!image && rows.length > 0) throw new ProviderError('malformed', { status: 200 });
    return image;
  }

  async #get(route: string, link: string | undefined, signal: AbortSignal): Promise<Answer> {
    const { provider, proxy, endpoint } = this.source;
    if (proxy) return this.#send(proxy, route, {}, 'same-origin', signal);
    if (provider.optionalCredentials && !this.#setting())
      return this.#send(endpoint ?? '', route, {}, 'same-origin', signal);
    // Credentials are only sent to the endpoint's own origin, wherever its list was redirected to without them.
    if (link && new URL(link).origin !== originOf(endpoint ?? ''))
      throw new ProviderError('malformed', { code: 'CROSS_ORIGIN_LINK' });

    let pending = this.#credentials.get();
    for (let retried = false; ; retried = true) {
      // A credentials function that never settles must not keep an aborted request waiting.
      await untilAborted(pending.settled, signal);
      pending = this.#credentials.current(pending);
      const credentials = await untilAborted(pending.credentials, signal);
      // Unset while the function was running: the result may be for another address.
      if (!this.#setting()) throw new ProviderError('credentials');
      try {
        return await this.#sendWith(credentials, endpoint ?? '', route, signal);
      } catch (error) {
        if (!(error instanceof ProviderError && error.kind === 'credentials')) throw error;
        const renewed = retried ? this.#credentials.discard(pending) : this.#credentials.refresh(pending);
        if (!renewed) throw error;
        pending = renewed;
      }
    }
  }

  async #sendWith(credentials: Credentials, base: string, route: string, signal: AbortSignal): Promise<Answer> {
    let headers: Record<string, string>;
    try {
      headers = Object.fromEntries(new Headers(this.source.provider.authorize(credentials)));
    } catch {
      // A header cannot contain a line break or a character beyond Latin-1.
      throw new ProviderError('credentials');
    }
    const mode = this.source.provider.optionalCredentials ? 'same-origin' : 'omit';
    return this.#send(base, route, headers, mode, signal, secretsOf(credentials, headers));
  }

  #send(
    base: string,
    route: string,
    headers: Record<string, string>,
    credentials: RequestCredentials,
    signal: AbortSignal,
    secrets: readonly string[] = [],
  ): Promise<Answer> {
    const { provider } = this.source;
    // A route is a path, a full URL (of a linked page), or empty.
    const address = route.startsWith('/') ? base.replace(/\/+$/, '') + route : route || base;
    return getJson(address, {
      headers: {
        Accept: 'application/json',
        ...(base === this.source.proxy ? undefined : provider.headers),
        ...headers,
      },
      credentials,
      redirect: provider.optionalCredentials && secrets.length === 0 ? 'follow' : 'error',
      secrets,
      readError: (body, status) => readProxyError(body, status) ?? provider.readError(body, status),
      timeout: this.#timeout,
      signal,
    });
  }
}

/** A request resolves a relative address as `fetch` does. */
const originOf = (address: string): string => new URL(new Request(address).url).origin;

/** @throws ProviderError */
function readPage(provider: Provider, { headers, url }: Exclude<Answer, { empty: unknown }>, body: unknown): WirePage {
  try {
    const page = provider.readPage(body, headers);
    return provider.paging.style === 'link' ? { ...page, next: page.next && new URL(page.next, url).href } : page;
  } catch {
    throw new ProviderError('malformed', { status: 200 });
  }
}

/** The password of a Basic header, which may have been set in base64. */
function passwordIn(header: string): string {
  try {
    const bytes = Uint8Array.from(atob(/^basic (.*)/i.exec(header)?.[1] ?? ''), (byte) => byte.charCodeAt(0));
    return new TextDecoder().decode(bytes).replace(/^[^:]*:/, '');
  } catch {
    return '';
  }
}

/** The secrets that must not be shown: the password or token, and what the headers contain of it. A user name is not secret. */
export function secretsOf(credentials: Credentials, headers: Readonly<Record<string, string>>): string[] {
  const password = typeof credentials === 'string' ? credentials.trim().replace(/^[^:]*:/, '') : credentials.password;
  const sent = Object.values(headers).flatMap((value) => [value.slice(value.lastIndexOf(' ') + 1), passwordIn(value)]);
  return [...new Set([password, ...sent])].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
}
