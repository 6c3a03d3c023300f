import * as z from 'zod/mini';

/** A mistake in a configuration, and the path of its key. It never contains the value, which could be a secret. */
export interface ConfigIssue {
  readonly path: string;
  readonly message: string;
}

/** Lists all mistakes in a configuration. */
export class ConfigError extends TypeError {
  readonly issues: readonly ConfigIssue[];

  constructor(what: string, issues: readonly ConfigIssue[]) {
    super(`${what}: ${issues.map(formatIssue).join('; ')}`);
    this.issues = issues;
  }
}

export const formatIssue = ({ path, message }: ConfigIssue): string => (path === '' ? message : `${path} ${message}`);

/**
 * Validates configuration against a schema.
 *
 * @throws ConfigError
 */
export function check(what: string, schema: z.ZodMiniType, value: unknown): void {
  const { error } = schema.safeParse(value);
  if (error) throw new ConfigError(what, issuesOf(error.issues));
}

export function issuesOf(issues: readonly z.core.$ZodIssue[]): ConfigIssue[] {
  return issues.flatMap((issue) => {
    const at = (...keys: PropertyKey[]): string => [...issue.path, ...keys].map(String).join('.');
    if (issue.code !== 'unrecognized_keys') return { path: at(), message: issue.message };
    return issue.keys.map((key) => ({ path: at(key), message: 'is not a known key' }));
  });
}

export function isServerAddress(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

/** A custom check. It aborts the other checks of the value, so that a union reports its own message. */
export function must<Value>(be: (value: unknown) => boolean, error: string): z.ZodMiniCustom<Value, Value> {
  return z.custom<Value>(be, { error, abort: true });
}

export const serverAddress = must<string>(isServerAddress, 'must be an http(s) URL without user, query or hash');

export const secret = must<string>(
  (value) => typeof value === 'string' && value.trim() !== '',
  'must be a non-empty string',
);

export const functionSchema = must<(...args: never) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
);
