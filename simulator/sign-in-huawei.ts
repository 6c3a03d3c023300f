import { credentials, longToken } from './credentials.js';
import { accounts } from './sign-in-accounts.js';
import { keystone } from './sign-in-keystone.js';
import type { SignInService } from './sign-in.js';

/** Huawei Cloud IAM, which implements OpenStack's Keystone v3. */
export const huaweiTokens = (cloud: 'huawei-workspace' | 'huawei-cloud-phone'): SignInService =>
  keystone({
    account: accounts.huawei,
    token: (options) => (options.longToken ? longToken : credentials[cloud]),
    lifetime: 86_400,
    refusal: 'The username or password is wrong.',
  });
