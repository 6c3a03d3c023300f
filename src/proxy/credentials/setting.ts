import * as z from 'zod/mini';
import type { Credentials } from '../../providers/provider.js';
import { functionSchema, secret } from '../check.js';
import { CredentialsByRequest, type Account, type AskForRequest } from './by-request.js';
import { FixedCredentials } from './fixed.js';
import type { Sessions } from './sessions.js';
import { SignIns, type SignInOptions } from './sign-ins.js';
import { isSource, type CredentialSource } from './source.js';

/**
 * The `credentials` of an upstream: the portal's, fixed or from a source, for all requests; or a function that returns each user's own
 * cloud account.
 */
export type CredentialsSetting = Credentials | CredentialSource | AskForRequest;

const pair = z.strictObject({ username: secret, password: secret });
const source = z.looseObject({ name: z.string(), issue: functionSchema, revoke: z.optional(functionSchema) });

/** The portal's credentials, or those of one user. */
const account = z.union([secret, pair, source]);

export const credentialsSetting = z.union([secret, pair, functionSchema, source], {
  error: 'must be a string, { username, password }, a function or a source',
});

/** Makes the sessions for a setting. */
export function sessionsOf(
  setting: CredentialsSetting,
  options: SignInOptions & { readonly accounts: number },
): Sessions {
  if (typeof setting === 'function') {
    return new CredentialsByRequest(setting, {
      ...options,
      isAccount: (value): value is Account => account.safeParse(value).success,
      open: (given) => sessionsOfAccount(given, { ...options, personal: true }),
    });
  }
  return sessionsOfAccount(setting, options);
}

function sessionsOfAccount(account: Account, options: SignInOptions): Sessions {
  return isSource(account) ? new SignIns(account, options) : new FixedCredentials(account, options.personal);
}
