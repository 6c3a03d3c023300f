import * as z from 'zod/mini';
import { asText, isFields, known, type Fields } from '../providers/wire.js';
import { ConfigError, mistakesOf } from '../proxy/check.js';
import type { CredentialsSetting, ProxyConfig } from '../proxy/index.js';
import { nodeFetch } from '../proxy/node-fetch.js';
import { credentialTypes } from './credential-types.js';
import { openMetrics, type Metrics } from './metrics.js';
import type { Mistakes, References } from './mistakes.js';
import { holdsPassword, openRedis, storeSettings } from './shared-store.js';

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Makes the parts of a configuration of what stands there, whatever it is, and keeps every mistake. */
export class Reader {
  readonly #mistakes: Mistakes;
  readonly #references: References;

  constructor(mistakes: Mistakes, references: References) {
    this.#mistakes = mistakes;
    this.#references = references;
  }

  upstreams(given: unknown): ProxyConfig['upstreams'] {
    const upstreams = Object.entries(fieldsOf(given)).map(([name, upstream]) => {
      const { ca, servername, credentials, ...rest } = fieldsOf(upstream);
      const place = `upstreams.${name}`;
      const opened = this.#credentials(`${place}.credentials`, fieldsOf(credentials));
      return [name, { ...rest, credentials: opened, fetch: this.#fetch(place, { ca, servername }) }];
    });
    // The proxy checks them.
    return z.custom<ProxyConfig['upstreams']>().parse(Object.fromEntries(upstreams));
  }

  /** Where the portal is asked who is signed in. */
  portal(given: unknown): { readonly url: string; readonly fetch: typeof fetch } {
    const { url = '', ca } = fieldsOf(given);
    const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
    if (!address || !/^https?:$/.test(address.protocol) || address.username + address.password !== '') {
      this.#mistakes.add('authorize.url', 'must be an http(s) address without a user');
    }
    return { url: address?.href ?? '', fetch: this.#fetch('authorize', { ca }) };
  }

  /**
   * Where instances share what they know.
   *
   * @param literal - the address, if it stands in the file itself
   */
  async store(given: unknown, literal: unknown): Promise<Pick<ProxyConfig, 'store' | 'storeKey'>> {
    if (holdsPassword(literal)) {
      this.#mistakes.add('store.url', 'holds a password: name it by { "env": … } or { "file": … }');
    }
    const { data, error } = storeSettings.safeParse(given);
    if (error) this.#mistakes.addAll(mistakesOf(error.issues), 'store');
    const open = await this.#installed('@keyv/redis', 'store needs it', openRedis);
    return data && open ? { store: open(data.url), storeKey: data.key } : {};
  }

  metrics(): Promise<Metrics | undefined> {
    return this.#installed('prom-client', 'admin needs it for metrics, or say "metrics": false', openMetrics);
  }

  #credentials(place: string, { type, ...options }: Fields): CredentialsSetting | undefined {
    try {
      return known(credentialTypes, asText(type))?.(options);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#mistakes.addAll(error.mistakes, place);
      return undefined;
    }
  }

  #fetch(place: string, { ca, servername }: Fields): typeof fetch {
    try {
      return nodeFetch({
        ...(typeof ca === 'string' && { ca: this.#references.file(`${place}.ca`, ca) }),
        ...(typeof servername === 'string' && { servername }),
      });
    } catch {
      this.#mistakes.add(`${place}.ca`, 'must be a file of certificates in PEM');
      return fetch;
    }
  }

  async #installed<Opened>(name: string, why: string, open: () => Promise<Opened>): Promise<Opened | undefined> {
    try {
      return await open();
    } catch {
      this.#mistakes.add(`the package ${name}`, `is not installed: ${why}`);
      return undefined;
    }
  }
}
