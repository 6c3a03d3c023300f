import * as z from 'zod/mini';
import { check, secret, serverAddress } from '../check.js';
import { issueToken, passwordOf, projectScope, scopeOf, type ProjectScope } from './keystone.js';
import type { CredentialSource } from './source.js';

/** A user of OpenStack and a project, or an application credential, which belongs to one project. */
export type OpenstackKeystoneOptions = {
  /** The URL of Keystone, as in `OS_AUTH_URL`, for example `https://cloud.example:5000/v3`. */
  readonly endpoint: string;
} & (
  | {
      readonly user: string;
      readonly password: string;
      /** The name of the user's domain. Defaults to `Default`. */
      readonly domain?: string;
      /** The project that the token is for. A name is looked up in the user's domain, unless another domain is set. */
      readonly project: ProjectScope;
    }
  | { readonly applicationCredentialId: string; readonly applicationCredentialSecret: string }
);

const options = z.union(
  [
    z.strictObject({
      endpoint: serverAddress,
      user: secret,
      password: secret,
      domain: z.optional(secret),
      project: projectScope,
    }),
    z.strictObject({
      endpoint: serverAddress,
      applicationCredentialId: secret,
      applicationCredentialSecret: secret,
    }),
  ],
  {
    error:
      'must be { endpoint, user, password, project } or { endpoint, applicationCredentialId, applicationCredentialSecret }, with an http(s) URL',
  },
);

/**
 * Returns a source of tokens from OpenStack's Keystone v3. How long a token is valid depends on the cloud, often an hour.
 *
 * @throws TypeError if the options are invalid
 */
export function openstackKeystone(given: OpenstackKeystoneOptions): CredentialSource {
  check('openstackKeystone', options, given);
  const { endpoint } = given;
  const auth = authOf(given);
  return {
    name: 'openstack-keystone',
    identity: [endpoint, JSON.stringify(auth)],
    issue: (context) => issueToken(endpoint, auth, context),
  };
}

function authOf(given: OpenstackKeystoneOptions): object {
  if ('applicationCredentialId' in given) {
    const { applicationCredentialId: id, applicationCredentialSecret: secret } = given;
    return { identity: { methods: ['application_credential'], application_credential: { id, secret } } };
  }
  const { user, password, domain = 'Default', project } = given;
  const scope = scopeOf('id' in project ? project : { domain, ...project });
  return { identity: passwordOf(domain, user, password), scope: { project: scope } };
}
