import * as z from 'zod/mini';
import { check, secret, serverAddress } from '../check.js';
import { issueToken, passwordOf, projectScope, scopeOf, type ProjectScope } from './keystone.js';
import type { CredentialSource } from './source.js';

/** A user of Huawei Cloud. */
export interface HuaweiIamOptions {
  /** The base URL of the token service, for example `https://iam.eu-west-101.myhuaweicloud.eu`. */
  readonly endpoint: string;
  /** The account that the user belongs to; OpenStack's domain. */
  readonly domain: string;
  readonly user: string;
  readonly password: string;
  /** The project that the token is for. Huawei names it after its region, for example `eu-west-101`. */
  readonly project: ProjectScope;
}

const options = z.strictObject({
  endpoint: serverAddress,
  domain: secret,
  user: secret,
  password: secret,
  project: projectScope,
});

/**
 * Returns a source of tokens from Huawei Cloud IAM, by password, with OpenStack's Keystone v3 API. A token is valid for 24 hours, and has
 * up to 40,000 characters: start Node with `--max-http-header-size=131072`.
 *
 * @throws TypeError if the options are invalid
 */
export function huaweiIam(given: HuaweiIamOptions): CredentialSource {
  check('huaweiIam', options, given);
  const { endpoint, domain, user, password, project } = given;
  const scope = scopeOf(project);
  const auth = { identity: passwordOf(domain, user, password), scope: { project: scope } };
  return {
    name: 'huawei-iam',
    identity: [endpoint, domain, user, password, JSON.stringify(scope)],
    issue: (context) => issueToken(endpoint, auth, context),
  };
}
