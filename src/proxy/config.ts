import * as z from 'zod/mini';
import type { Params, Provider } from '../providers/provider.js';
import { providerOf, providers } from '../providers/registry.js';
import { writtenParam } from '../providers/route.js';
import { aFunction, check, isServerAddress, must, serverAddress } from './check.js';
import { credentialsSetting, type CredentialsSetting } from './credentials/portal.js';
import type { Log } from './events.js';

/** Where the proxy leads: one list of one cloud. */
export interface UpstreamConfig {
  /** The id of a built-in cloud, or a provider of the portal's own. */
  readonly provider: string | Provider;
  /** The cloud's base address, without the path of the API. */
  readonly endpoint: string;
  /** Pinned parameters: filled in where the page leaves them out, and no page may ask for others. */
  readonly params?: Params;
  /**
   * The secret, a function that gets it, or a source such as `huaweiIam()`. Upstreams that name the same source object share its
   * sign-ins.
   */
  readonly credentials: CredentialsSetting;
}

export interface Limits {
  /** Characters of a request's path and query; the default is 8,192. */
  readonly urlLength: number;
  /** Characters of a request's headers, names and values; the default is 32,768. */
  readonly headersLength: number;
  /** Bytes of an answer's body, unpacked; the default is 64 MiB. */
  readonly bodyBytes: number;
  /** Milliseconds until a cloud's headers must have come, signing in included; the default is 14,000, just less than a picker waits. */
  readonly headersTimeout: number;
  /** Milliseconds for the body after that; the default is 60,000. */
  readonly bodyTimeout: number;
  /** Milliseconds for one sign-in; the default is 10,000. */
  readonly signInTimeout: number;
}

export interface ProxyConfig {
  /** The path under which the upstreams stand, for example `/clouds`; the default is the root. */
  readonly basePath?: string;
  /** By the names that stand behind `basePath`: `proxy="/clouds/desktops"` leads to `desktops`. */
  readonly upstreams: Readonly<Record<string, UpstreamConfig>>;
  /**
   * Whether a request is one of the portal's own users: true lets it through, a response is answered as it stands, and anything
   * else is a 401. Without a session of its own a portal says `() => true`, and means everybody.
   */
  readonly authorize: (request: Request) => boolean | Response | Promise<boolean | Response>;
  /** Other origins whose pages may ask, for example `https://portal.example`. The proxy's own always may. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Told of every request and every sign-in. No event holds a secret. */
  readonly log?: Log;
  /** Sends the proxy's own requests; the default is the platform's `fetch`. */
  readonly fetch?: typeof fetch;
}

const positive = z.optional(must<number>((value) => typeof value === 'number' && value > 0, 'must be more than 0'));

const isOrigin = (value: unknown): boolean => isServerAddress(value) && new URL(value).origin === value;
const isPath = (value: unknown): boolean => typeof value === 'string' && /^(\/(?!\.+(\/|$))[\w.~-]+)*\/?$/.test(value);
const isProvider = (value: unknown): boolean =>
  (typeof value === 'string' && providers.has(value)) ||
  (typeof value === 'object' && value !== null && 'readError' in value && 'paths' in value);
const isParam = (value: unknown): boolean =>
  ['string', 'number', 'undefined'].includes(typeof value) ||
  value instanceof Date ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const upstream = z.strictObject({
  provider: must(isProvider, `must be one of ${[...providers.keys()].join(', ')}, or a provider object`),
  endpoint: serverAddress,
  params: z.optional(z.record(z.string(), must(isParam, 'must be a text, a number, a date or a list of texts'))),
  credentials: credentialsSetting,
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
    allowedOrigins: z.optional(z.array(must(isOrigin, 'must be an origin such as https://portal.example'))),
    limits: z.optional(
      z.strictObject({
        urlLength: positive,
        headersLength: positive,
        bodyBytes: positive,
        headersTimeout: positive,
        bodyTimeout: positive,
        signInTimeout: positive,
      }),
    ),
    log: z.optional(aFunction),
    fetch: z.optional(aFunction),
  },
  'must be given a configuration',
);

/**
 * Checks what no request could put right.
 *
 * @throws TypeError that names every mistake
 */
export function checkConfig(config: ProxyConfig): void {
  check('createProxy', schema, config);
  const mistakes = Object.entries(config.upstreams).flatMap(([name, { provider: given, params = {} }]) => {
    const provider = knownProvider(given);
    return Object.keys(params).flatMap((key) => {
      const definition = provider.params[key];
      const place = `upstreams.${name}.params.${key}`;
      if (!definition) return `${place} is no parameter of ${provider.id}: ${Object.keys(provider.params).join(', ')}`;
      const wire = writtenParam(provider, params, key);
      if (wire.length > 1 && definition.repeated !== true) return `${place} takes one value`;
      if (definition.in === 'path' && wire.some((value) => /[/\\;?#\p{Cc}]|^\.+$|^-$/u.test(value))) {
        return `${place} cannot stand in a path`;
      }
      return [];
    });
  });
  if (mistakes.length > 0) throw new TypeError(`createProxy: ${mistakes.join('; ')}`);
}

export function knownProvider(given: string | Provider): Provider {
  const provider = providerOf(given);
  if (!provider) throw new TypeError('createProxy: no such provider');
  return provider;
}
