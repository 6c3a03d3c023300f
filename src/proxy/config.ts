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

/** One list of one cloud that the proxy serves. */
export interface UpstreamConfig extends Pins {
  /** The id of a built-in cloud, or a provider of the portal's own. */
  readonly provider: string | Provider;
  /** The cloud's base address, without the path of the API. */
  readonly endpoint: string;
  /**
   * The portal's own credentials for all requests: the secret itself, or a source such as `huaweiIam()`. Upstreams with the same source
   * object share its sign-ins. Or each user's own: a function that is called for each request.
   */
  readonly credentials: CredentialsSetting;
  /** Requests to this upstream at a time; the default is `limits.concurrency`. */
  readonly concurrency?: number;
  /** Sends the requests to this upstream and its sign-ins; the default is the `fetch` of the proxy. */
  readonly fetch?: typeof fetch;
}

export interface ProxyConfig {
  /** The path of the upstreams, for example `/clouds`; the default is the root. */
  readonly basePath?: string;
  /** By the name that follows `basePath`: `proxy="/clouds/desktops"` selects `desktops`. */
  readonly upstreams: Readonly<Record<string, UpstreamConfig>>;
  /**
   * Whether a request comes from one of the portal's own users: `true` or `{ user }` allows it, a response is sent as it is, and
   * anything else becomes a 401. A portal without sessions uses `() => true`, which allows everybody.
   */
  readonly authorize: Authorize;
  /**
   * The client of a request, for the limit of requests per client, if `authorize` returns no user: for example the client's address from
   * a load balancer. By default such requests are limited per upstream only.
   */
  readonly client?: (request: Request) => string | undefined;
  /** Other origins whose pages may send requests, for example `https://portal.example`. The proxy's own origin always may. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Called for every request and every sign-in. No event contains a secret. */
  readonly log?: Log;
  /**
   * Where several instances of this proxy share sign-ins and refusals: a `Keyv`, or anything with its `get`, `set` and `delete`. Entries are
   * encrypted. While the store is unavailable, each instance works on its own.
   */
  readonly store?: ProxyStore;
  /** The secret that encrypts the stored entries, at least 32 characters; the same in all instances. */
  readonly storeKey?: string;
  /** Sends the proxy's own requests; the default is the platform's `fetch`. */
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
    upstreams: z.record(z.string(), upstream, 'must be an object of upstreams by their names').check(
      z.refine((all) => Object.keys(all).length > 0, 'must name at least one upstream'),
      z.refine(
        (all) => Object.keys(all).every((name) => NAME.test(name)),
        'must be named with letters, digits and . _ ~ -',
      ),
    ),
    authorize: must(
      (value) => typeof value === 'function',
      'must be a function that knows the portal’s users; () => true lets everybody in',
    ),
    client: z.optional(functionSchema),
    allowedOrigins: z.optional(z.array(must(isOrigin, 'must be an origin such as https://portal.example'))),
    limits: z.optional(limitsSchema),
    log: z.optional(functionSchema),
    store: z.optional(storeSchema),
    storeKey: z.optional(storeKeySchema),
    fetch: z.optional(functionSchema),
  },
  'must be given a configuration',
);

/**
 * Validates the configuration.
 *
 * @throws ConfigError that names every mistake
 */
export function checkConfig(config: ProxyConfig): void {
  const issues = configIssues(config);
  if (issues.length > 0) throw new ConfigError('createProxy', issues);
}

/** Every mistake in a configuration of any type. */
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
      message: `must be that of ${owner.name}, with which it shares its credentials`,
    };
  });
}

export function requireProvider(given: string | Provider): Provider {
  const provider = providerOf(given);
  if (!provider) throw new TypeError('createProxy: no such provider');
  return provider;
}
