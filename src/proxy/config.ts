import * as z from 'zod/mini';
import type { Provider } from '../providers/provider.js';
import { providerOf, providers } from '../providers/registry.js';
import { isJsonObject } from '../providers/wire.js';
import type { Authorize } from './authorize.js';
import {
  functionSchema,
  ConfigError,
  isServerAddress,
  issuesOf,
  must,
  serverAddress,
  type ConfigIssue,
} from './check.js';
import { credentialsSetting, type CredentialsSetting } from './credentials/setting.js';
import type { Log } from './events.js';
import { countSchema, limitsSchema, type Limits } from './limits.js';
import { pinsSchema, readPins, type Pins } from './pins.js';
import { storeKeySchema, storeSchema, type ProxyStore } from './store/proxy-store.js';

/** An upstream: a list of images of one cloud. */
export interface UpstreamConfig extends Pins {
  /** The ID of a built-in provider, or a custom provider. */
  readonly provider: string | Provider;
  /** The base URL of the cloud, without the API path. */
  readonly endpoint: string;
  /**
   * The credentials for all requests, as a secret or a source such as `huaweiIam()`; or a function that is called for each request and
   * returns the user's own. Upstreams with the same source object share its sign-ins.
   */
  readonly credentials: CredentialsSetting;
  /** Maximum concurrent requests to this upstream. Defaults to `limits.concurrency`. */
  readonly concurrency?: number;
  /** Sends requests and sign-ins for this upstream. Defaults to the `fetch` of the proxy. */
  readonly fetch?: typeof fetch;
}

export interface ProxyConfig {
  /** The path of the upstreams, for example `/clouds`. Defaults to the root. */
  readonly basePath?: string;
  /** The upstreams by name, which follows `basePath`: `proxy="/clouds/desktops"` selects `desktops`. */
  readonly upstreams: Readonly<Record<string, UpstreamConfig>>;
  /**
   * Checks that a request is from a user of the portal. `true` or `{ user }` allows it, a response is sent unchanged, and anything else
   * is answered with status 401. To allow all requests, use `() => true`.
   */
  readonly authorize: Authorize;
  /**
   * Returns the client of a request if `authorize` returns no user, for the limit of requests per client: for example the client's address
   * from a load balancer. By default, such requests are limited per upstream only.
   */
  readonly client?: (request: Request) => string | undefined;
  /** Further origins whose pages may send requests, for example `https://portal.example`. The proxy's own origin is always allowed. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Called with an event for every request, sign-in and change of the store. No event contains a secret. */
  readonly log?: Log;
  /**
   * The store in which several instances of the proxy share sign-ins and rejected accounts: a `Keyv`, or an object with its `get`, `set`
   * and `delete` methods. Entries are encrypted. While the store is unavailable, each instance works independently.
   */
  readonly store?: ProxyStore;
  /** The secret that encrypts the stored entries: at least 32 characters, and the same in all instances. */
  readonly storeKey?: string;
  /** Sends the proxy's requests. Defaults to the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

const isOrigin = (value: unknown): boolean => isServerAddress(value) && new URL(value).origin === value;
const isPath = (value: unknown): boolean => typeof value === 'string' && /^(\/(?!\.+(\/|$))[\w.~-]+)*\/?$/.test(value);
const isProvider = (value: unknown): boolean =>
  (typeof value === 'string' && providers.has(value)) ||
  (typeof value === 'object' && value !== null && 'readError' in value && 'paths' in value);
const provider = must<string | Provider>(
  isProvider,
  `must be one of ${[...providers.keys()].join(', ')}, or a provider object`,
);
/** The part of an upstream from which its pins are read. */
const pinned = z.object({ provider, ...pinsSchema });
const upstream = z.strictObject({
  provider,
  endpoint: serverAddress,
  ...pinsSchema,
  credentials: credentialsSetting,
  concurrency: z.optional(countSchema),
  fetch: z.optional(functionSchema),
});

const NAME = /^[A-Za-z0-9][\w.~-]*$/;

const schema = z.strictObject(
  {
    basePath: z.optional(must(isPath, 'must be a path such as /clouds')),
    upstreams: z.record(z.string(), upstream, 'must be an object of upstreams by name').check(
      z.refine((all) => Object.keys(all).length > 0, 'must contain at least one upstream'),
      z.refine(
        (all) => Object.keys(all).every((name) => NAME.test(name)),
        'must have names of letters, digits and . _ ~ -',
      ),
    ),
    authorize: must(
      (value) => typeof value === 'function',
      'must be a function that recognizes the portal’s users; () => true allows all requests',
    ),
    client: z.optional(functionSchema),
    allowedOrigins: z.optional(z.array(must(isOrigin, 'must be an origin such as https://portal.example'))),
    limits: z.optional(limitsSchema),
    log: z.optional(functionSchema),
    store: z.optional(storeSchema),
    storeKey: z.optional(storeKeySchema),
    fetch: z.optional(functionSchema),
  },
  'requires a configuration object',
);

/**
 * Validates the configuration.
 *
 * @throws ConfigError that lists all mistakes
 */
export function checkConfig(config: ProxyConfig): void {
  const issues = configIssues(config);
  if (issues.length > 0) throw new ConfigError('createProxy', issues);
}

/** Returns all mistakes in a configuration of any type. */
export function configIssues(given: unknown): ConfigIssue[] {
  const issues = issuesOf(schema.safeParse(given).error?.issues ?? []);
  const config = isJsonObject(given) ? given : {};
  const upstreams = Object.entries(isJsonObject(config['upstreams']) ? config['upstreams'] : {});
  for (const [name, upstream] of upstreams) {
    const { data } = pinned.safeParse(upstream);
    if (!data) continue;
    const given = requireProvider(data.provider);
    const found = [...readPins(given, data).issues];
    if (given.paging.style === 'link')
      found.push({ path: 'provider', message: 'has pages that are found by links, which the proxy does not forward' });
    issues.push(...found.map(({ path, message }) => ({ path: `upstreams.${name}.${path}`, message })));
  }
  issues.push(...sharingIssues(upstreams));
  for (const [key, other] of [
    ['store', 'storeKey'],
    ['storeKey', 'store'],
  ] as const) {
    if (config[key] !== undefined && config[other] === undefined)
      issues.push({ path: key, message: `needs a ${other}` });
  }
  return issues;
}

/** Upstreams that share a sign-in must use the same `fetch`. */
function sharingIssues(upstreams: readonly (readonly [string, unknown])[]): ConfigIssue[] {
  const owners = new Map<unknown, { readonly name: string; readonly fetch: unknown }>();
  return upstreams.flatMap(([name, upstream]) => {
    const { credentials, fetch } = isJsonObject(upstream) ? upstream : {};
    const owner = owners.get(credentials) ?? { name, fetch };
    owners.set(credentials, owner);
    if (credentials === undefined || typeof credentials === 'string' || owner.fetch === fetch) return [];
    return {
      path: `upstreams.${name}.fetch`,
      message: `must be the same as that of ${owner.name}, because they share credentials`,
    };
  });
}

export function requireProvider(given: string | Provider): Provider {
  const provider = providerOf(given);
  if (!provider) throw new TypeError('createProxy: unknown provider');
  return provider;
}
