import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { issuesOf, must, type ConfigIssue } from '../proxy/check.js';
import { SettingsError } from './config-issues.js';
import { credentialTypes, secretOptions } from './credential-types.js';

const isIn = (from: number, to: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
const MAX_TIMER = 2 ** 31 - 1;
const milliseconds = must<number>(isIn(0, MAX_TIMER), 'must be a whole number of milliseconds, 0 or more');
const seconds = must<number>(isIn(0, MAX_TIMER), 'must be a whole number of seconds, 0 or more');

const word = must<string>((value) => typeof value === 'string' && value.trim() !== '', 'must be a non-empty string');
const headerName = must<string>(
  (value) => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(value),
  'must be the name of a header',
);
/** The value of an environment variable, or of a file such as a container's secret. */
const reference = z.union([z.strictObject({ env: word }), z.strictObject({ file: word })], {
  error: 'must be { "env": "NAME" } or { "file": "/path" }, because this file must not contain secrets',
});
const text = z.union([word, reference], { error: 'must be a non-empty string, { "env": … } or { "file": … }' });

const listen = z.strictObject({
  host: z.optional(word),
  port: must<number>(isIn(0, 65_535), 'must be a number from 0 to 65535'),
});

const CREDENTIALS = Object.keys(credentialTypes);

/** The other keys depend on the type. */
const credentials = z.looseObject(
  {
    type: z.enum(CREDENTIALS, `must be one of ${CREDENTIALS.join(', ')}`),
    ...Object.fromEntries(secretOptions.map((key) => [key, z.optional(reference)])),
  },
  'must be an object with a type',
);

/** Validated by the proxy once references have been resolved. */
const checkedByProxy = z.optional(z.unknown());

const upstream = z.strictObject(
  {
    provider: checkedByProxy,
    endpoint: checkedByProxy,
    params: checkedByProxy,
    filters: checkedByProxy,
    concurrency: checkedByProxy,
    credentials,
    ca: z.optional(word),
    servername: z.optional(word),
  },
  'must be an object',
);

const portal = z.strictObject({
  url: text,
  headers: z.optional(z.array(headerName)),
  timeout: z.optional(milliseconds),
  cache: z.optional(seconds),
  userHeader: z.optional(headerName),
  ca: z.optional(word),
});

/** The server's configuration file. */
const settingsSchema = z.strictObject(
  {
    listen: z.optional(listen),
    admin: z.optional(listen),
    basePath: checkedByProxy,
    allowedOrigins: checkedByProxy,
    limits: checkedByProxy,
    clientHeader: z.optional(headerName),
    drain: z.optional(milliseconds),
    metrics: z.optional(z.boolean('must be true or false')),
    store: z.optional(z.strictObject({ url: text, key: reference }, 'must be { "url": …, "key": … }')),
    authorize: z.union([z.literal('everyone'), portal], {
      error: 'must be { "url": … } with the endpoint that authorizes requests, or "everyone"',
    }),
    upstreams: z.record(z.string(), upstream, 'must be an object of upstreams by name'),
  },
  'must be an object',
);

export type Settings = z.infer<typeof settingsSchema>;

/** @throws if `settingsIssues` finds any */
export const settingsOf = (given: unknown): Settings => settingsSchema.parse(given);

/** The mistakes in the structure of a configuration. */
export function settingsIssues(given: unknown): ConfigIssue[] {
  return issuesOf(settingsSchema.safeParse(given).error?.issues.flatMap(bestMatch) ?? []);
}

/** Replaces the issue of a union with those of its best match: the alternative with issues at nested paths or unknown keys only. */
function bestMatch(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  const kinds = issue.code === 'invalid_union' ? issue.errors : [];
  const kind = kinds.find(
    (issues) => issues.length > 0 && issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return kind?.flatMap((inner) => bestMatch({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

/**
 * Reads a JSON file.
 *
 * @throws SettingsError
 */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The parser's message may quote the file.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it is not valid JSON';
    throw new SettingsError([`${file} cannot be read: ${code}`]);
  }
}
