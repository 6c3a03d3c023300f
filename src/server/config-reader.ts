import * as z from 'zod/mini';
import { asText, isJsonObject, lookUp, type JsonObject } from '../providers/wire.js';
import { ConfigError, issuesOf } from '../proxy/check.js';
import type { CredentialsSetting, ProxyConfig } from '../proxy/index.js';
import { nodeFetch } from '../proxy/node-fetch.js';
import { credentialTypes } from './credential-types.js';
import { openMetrics, type Metrics } from './metrics.js';
import type { IssueList, ReferenceResolver } from './config-issues.js';
import { holdsPassword, openRedis, storeSettings } from './shared-store.js';

export const asObject = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});

/** Builds the parts of a configuration from unvalidated values, and collects every mistake. */
export class ConfigReader {
  readonly #issues: IssueList;
  readonly #references: ReferenceResolver;

  constructor(issues: IssueList, references: ReferenceResolver) {
    this.#issues = issues;
    this.#references = references;
  }

  upstreams(given: unknown): ProxyConfig['upstreams'] {
    const upstreams = Object.entries(asObject(given)).map(([name, upstream]) => {
      const { ca, servername, credentials, ...rest } = asObject(upstream);
      const place = `upstreams.${name}`;
      const opened = this.#credentials(`${place}.credentials`, asObject(credentials));
      return [name, { ...rest, credentials: opened, fetch: this.#fetch(place, { ca, servername }) }];
    });
    // The proxy checks them.
    return z.custom<ProxyConfig['upstreams']>().parse(Object.fromEntries(upstreams));
  }

  /** The endpoint that authorizes requests. */
  portal(given: unknown): { readonly url: string; readonly fetch: typeof fetch } {
    const { url = '', ca } = asObject(given);
    const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
    if (!address || !/^https?:$/.test(address.protocol) || address.username + address.password !== '') {
      this.#issues.add('authorize.url', 'must be an http(s) URL without a user');
    }
    return { url: address?.href ?? '', fetch: this.#fetch('authorize', { ca }) };
  }

  /**
   * The store that instances share.
   *
   * @param literal - the address, if the file itself contains it
   */
  async store(given: unknown, literal: unknown): Promise<Pick<ProxyConfig, 'store' | 'storeKey'>> {
    if (holdsPassword(literal)) {
      this.#issues.add('store.url', 'contains a password: use { "env": … } or { "file": … } instead');
    }
    const { data, error } = storeSettings.safeParse(given);
    if (error) this.#issues.addAll(issuesOf(error.issues), 'store');
    const open = await this.#openPackage('@keyv/redis', 'required by store', openRedis);
    return data && open ? { store: open(data.url), storeKey: data.key } : {};
  }

  metrics(): Promise<Metrics | undefined> {
    return this.#openPackage('prom-client', 'required by admin, unless "metrics" is false', openMetrics);
  }

  #credentials(place: string, { type, ...options }: JsonObject): CredentialsSetting | undefined {
    try {
      return lookUp(credentialTypes, asText(type))?.(options);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#issues.addAll(error.issues, place);
      return undefined;
    }
  }

  #fetch(place: string, { ca, servername }: JsonObject): typeof fetch {
    try {
      return nodeFetch({
        ...(typeof ca === 'string' && { ca: this.#references.file(`${place}.ca`, ca) }),
        ...(typeof servername === 'string' && { servername }),
      });
    } catch {
      this.#issues.add(`${place}.ca`, 'must be a file of PEM certificates');
      return fetch;
    }
  }

  async #openPackage<Opened>(name: string, why: string, open: () => Promise<Opened>): Promise<Opened | undefined> {
    try {
      return await open();
    } catch {
      this.#issues.add(`the package ${name}`, `is not installed: ${why}`);
      return undefined;
    }
  }
}
