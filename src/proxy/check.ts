import * as z from 'zod/mini';

/**
 * Holds what a portal configured against its schema.
 *
 * @throws TypeError that names every mistake, and no value: it could be a secret
 */
export function check(what: string, schema: z.ZodMiniType, value: unknown): void {
  const { error } = schema.safeParse(value);
  if (!error) return;
  const mistakes = error.issues.map((issue) => {
    const place = issue.path.map(String).join('.');
    const words = issue.code === 'unrecognized_keys' ? `does not know ${issue.keys.join(', ')}` : issue.message;
    return place === '' ? words : `${place} ${words}`;
  });
  throw new TypeError(`${what}: ${mistakes.join('; ')}`);
}

export function isServerAddress(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}

/** A check of our own. It ends all others of the same value, so that a union speaks for itself. */
export function must<Value>(be: (value: unknown) => boolean, error: string): z.ZodMiniCustom<Value, Value> {
  return z.custom<Value>(be, { error, abort: true });
}

export const serverAddress = must<string>(isServerAddress, 'must be an http(s) address without user, query or hash');

export const secret = must<string>((value) => typeof value === 'string' && value !== '', 'must be a text');

export const aFunction = must<(...args: never) => unknown>(
  (value) => typeof value === 'function',
  'must be a function',
);
