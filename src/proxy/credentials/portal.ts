import * as z from 'zod/mini';
import type { Credentials } from '../../providers/provider.js';
import { aFunction, secret } from '../check.js';
import { SignInError, type CredentialSource, type Issued, type IssueContext } from './source.js';

/** The portal's own way to credentials. With `expiresAt` it is asked again before they expire, else when the cloud refuses them. */
export type PortalCredentials = (context: IssueContext) => Credentials | Issued | Promise<Credentials | Issued>;

/** What an upstream's `credentials` may be. */
export type CredentialsSetting = Credentials | PortalCredentials | CredentialSource;

const pair = z.strictObject({ username: secret, password: secret });
const issued = z.strictObject({ credentials: z.union([secret, pair]), expiresAt: z.optional(z.number()) });
const source = z.looseObject({ name: z.string(), issue: aFunction, revoke: z.optional(aFunction) });

export const credentialsSetting = z.union([secret, pair, aFunction, source], {
  error: 'must be a text, { username, password }, a function or a source',
});

/** The source behind a setting. */
export function sourceOf(setting: CredentialsSetting): CredentialSource {
  if (typeof setting === 'function') return fromPortal(setting);
  if (typeof setting === 'object' && 'issue' in setting) return setting;
  return { name: 'fixed', issue: () => ({ credentials: setting }) };
}

function fromPortal(ask: PortalCredentials): CredentialSource {
  return {
    name: 'portal',
    issue: async (context) => {
      // The function is not bound to its type.
      const given: unknown = await ask(context);
      const complete = issued.safeParse(given);
      if (complete.success) return complete.data;
      const bare = issued.shape.credentials.safeParse(given);
      if (bare.success) return { credentials: bare.data };
      throw new SignInError('the function for credentials gave none');
    },
  };
}
