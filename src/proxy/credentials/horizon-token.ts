import * as z from 'zod/mini';
import { asNumber, base64, isJsonObject } from '../../providers/wire.js';
import { check, secret, serverAddress } from '../check.js';
import { expiry } from './expiry.js';
import { SignInError, type CredentialSource } from './source.js';
import { askTokenService } from './token-service.js';

/** A refresh token, which the vendor calls API token, or the ID and secret of an OAuth application. */
export type HorizonTokenOptions = {
  /** The full URL of the token service, which differs between the two kinds, for example `https://…/am/api/auth/api-tokens/authorize`. */
  readonly tokenUrl: string;
} & ({ readonly refreshToken: string } | { readonly clientId: string; readonly clientSecret: string });

const options = z.union(
  [
    z.strictObject({ tokenUrl: serverAddress, refreshToken: secret }),
    z.strictObject({ tokenUrl: serverAddress, clientId: secret, clientSecret: secret }),
  ],
  { error: 'must be { tokenUrl, refreshToken } or { tokenUrl, clientId, clientSecret }, with an http(s) URL' },
);

const answer = z.object({
  access_token: secret,
  expires_in: z.optional(z.unknown()),
  refresh_token: z.nullish(z.string()),
});

/**
 * Returns a source of access tokens for Horizon Cloud. A token is valid for about half an hour.
 *
 * @throws TypeError if the options are invalid
 */
export function horizonToken(given: HorizonTokenOptions): CredentialSource {
  check('horizonToken', options, given);
  return {
    name: 'horizon-token',
    identity:
      'refreshToken' in given
        ? [given.tokenUrl, given.refreshToken]
        : [given.tokenUrl, given.clientId, given.clientSecret],
    issue: async (context) => {
      const { body } = await askTokenService(
        'refreshToken' in given
          ? {
              method: 'POST',
              url: given.tokenUrl,
              body: new URLSearchParams({ refresh_token: context.carried ?? given.refreshToken }),
            }
          : {
              method: 'POST',
              url: given.tokenUrl,
              headers: { Authorization: `Basic ${base64(`${given.clientId}:${given.clientSecret}`)}` },
              body: new URLSearchParams({ grant_type: 'client_credentials' }),
            },
        context,
      );
      const read = answer.safeParse(body);
      if (!read.success) throw new SignInError('the token service responded without an access token');
      const { access_token: token, expires_in: seconds, refresh_token: next } = read.data;
      const lifetime = asNumber(seconds);
      // A service that rotates refresh tokens no longer accepts the old one.
      return {
        credentials: token,
        carry: next ?? undefined,
        expiresAt: lifetime ? Date.now() + lifetime * 1000 : expiryOf(token),
      };
    },
  };
}

/** The expiry in the claims of a JSON Web Token. */
function expiryOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
    const [start, end] = ['iat', 'exp'].map((name) => asNumber(isJsonObject(claims) ? claims[name] : undefined));
    return expiry(start && start * 1000, end && end * 1000);
  } catch {
    return undefined;
  }
}
