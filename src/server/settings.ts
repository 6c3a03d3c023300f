import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { mistakesOf, must, type Mistake } from '../proxy/check.js';
import { credentialTypes, secretOptions } from './credential-types.js';
import { SettingsError } from './mistakes.js';

const isIn = (from: number, to: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
const LONGEST = 2 ** 31 - 1;
const milliseconds = must<number>(isIn(0, LONGEST), 'must be a whole number of milliseconds, 0 or more');
const seconds = must<number>(isIn(0, LONGEST), 'must be a whole number of seconds, 0 or more');

const word = must<string>((value) => typeof value === 'string' && value.trim() !== '', 'must be a text');
const headerName = must<string>(
  (value) => typeof value === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(value),
  'must be the name of a header',
);
/** A text of the environment, or of a file such as a container's secret. */
const reference = z.union([z.strictObject({ env: word }), z.strictObject({ file: word })], {
  error: 'must be { "env": "NAME" } or { "file": "/path" }: no secret stands in this file',
});
const text = z.union([word, reference], { error: 'must be a text, { "env": … } or { "file": … }' });

const listen = z.strictObject({
  host: z.optional(word),
  port: must<number>(isIn(0, 65_535), 'must be a number from 0 to 65535'),
});

const CREDENTIALS = Object.keys(credentialTypes);

/** What else there must be is a matter of each type. */
const credentials = z.looseObject(
  {
    type: z.enum(CREDENTIALS, `must be one of ${CREDENTIALS.join(', ')}`),
    ...Object.fromEntries(secretOptions.map((key) => [key, z.optional(reference)])),
  },
  'must be an object with a type',
);

/** What the proxy checks itself, once it is known what the references lead to. */
const checkedLater = z.optional(z.unknown());

const upstream = z.strictObject(
  {
    provider: checkedLater,
    endpoint: checkedLater,
    params: checkedLater,
    filters: checkedLater,
    concurrency: checkedLater,
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

/** The server's configuration, as it stands in its file. */
const settingsSchema = z.strictObject(
  {
    listen: z.optional(listen),
    admin: z.optional(listen),
    basePath: checkedLater,
    allowedOrigins: checkedLater,
    limits: checkedLater,
    clientHeader: z.optional(headerName),
    drain: z.optional(milliseconds),
    metrics: z.optional(z.boolean('must be true or false')),
    store: z.optional(z.strictObject({ url: text, key: reference }, 'must be { "url": …, "key": … }')),
    authorize: z.union([z.literal('everyone'), portal], {
      error: 'must be { "url": … } of the endpoint that knows who is signed in, or "everyone"',
    }),
    upstreams: z.record(z.string(), upstream, 'must be an object of upstreams by their names'),
  },
  'must be an object',
);

export type Settings = z.infer<typeof settingsSchema>;

/** @throws where `formMistakes` finds any */
export const settingsOf = (given: unknown): Settings => settingsSchema.parse(given);

/** What is wrong with the form of a configuration. */
export function formMistakes(given: unknown): Mistake[] {
  return mistakesOf(settingsSchema.safeParse(given).error?.issues.flatMap(meant) ?? []);
}

/** Of several kinds the one that was meant: all but some of its keys fits. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  const kinds = issue.code === 'invalid_union' ? issue.errors : [];
  const kind = kinds.find(
    (issues) => issues.length > 0 && issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return kind?.flatMap((inner) => meant({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

/**
 * Reads a file of JSON.
 *
 * @throws SettingsError
 */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // What a parser says of a mistake quotes what stands there.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it is no JSON';
    throw new SettingsError([`${file} cannot be read: ${code}`]);
  }
}
