import * as z from 'zod/mini';
import { asDate } from '../../providers/wire.js';
import { check, secret, serverAddress } from '../check.js';
import { expiry } from './expiry.js';
import { SignInError, type CredentialSource } from './source.js';
import { askTokenService } from './token-service.js';

/** A user of Huawei Cloud, or of any OpenStack. */
export interface HuaweiIamOptions {
  /** The token service without its path, for example `https://iam.eu-west-101.myhuaweicloud.eu`. */
  readonly endpoint: string;
  /** The account that the user belongs to; OpenStack's domain. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  /** The project that the token is for. Huawei names it after its region, for example `eu-west-101`. */
  readonly project: { readonly id: string } | { readonly name: string; readonly domain?: string };
}

const options = z.strictObject({
  endpoint: serverAddress,
  domain: secret,
  user: secret,
  password: secret,
  project: z.union([z.strictObject({ id: secret }), z.strictObject({ name: secret, domain: z.optional(secret) })], {
    error: 'must be { id } or { name }, with the domain where OpenStack asks for it',
  }),
});

const answer = z.object({ token: z.object({ expires_at: z.string(), issued_at: z.optional(z.unknown()) }) });

/**
 * A token by password from Huawei Cloud's IAM, which implements OpenStack's Keystone v3. It is valid for 24 hours, and has up to 40,000
 * characters: start Node with `--max-http-header-size=131072`.
 *
 * @throws TypeError for options that cannot work
 */
export function huaweiIam(given: HuaweiIamOptions): CredentialSource {
  check('huaweiIam', options, given);
  const { endpoint, domain, user, password, project } = given;
  const scope =
    'id' in project ? project : { name: project.name, ...(project.domain && { domain: { name: project.domain } }) };
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
  return {
    name: 'huawei-iam',
    identity: [endpoint, domain, user, password, JSON.stringify(scope)],
    issue: async (context) => {
      const { headers, body } = await askTokenService(
        {
          method: 'POST',
          url: `${endpoint.replace(/\/+$/, '')}/v3/auth/tokens`,
          body: { auth: { identity, scope: { project: scope } } },
        },
        context,
      );
      const token = headers.get('X-Subject-Token');
      if (token === null || token === '') throw new SignInError('the token service answered without a token');
      const { expires_at: end, issued_at: start } = answer.safeParse(body).data?.token ?? {};
      return { credentials: token, expiresAt: expiry(asDate(start)?.getTime(), asDate(end)?.getTime()) };
    },
  };
}
