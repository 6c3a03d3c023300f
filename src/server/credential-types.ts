import * as z from 'zod/mini';
import type { JsonObject } from '../providers/wire.js';
import { check, secret } from '../proxy/check.js';
import {
  horizonToken,
  hostwayBasic,
  huaweiIam,
  openstackKeystone,
  zstackAccount,
  type CredentialsSetting,
  type HorizonTokenOptions,
  type HostwayUser,
  type HuaweiIamOptions,
  type OpenstackKeystoneOptions,
  type ZstackAccountOptions,
} from '../proxy/index.js';

/** Options that must not be in a configuration file in plain text. */
export const secretOptions = [
  'password',
  'refreshToken',
  'clientSecret',
  'applicationCredentialSecret',
  'token',
] as const;

const fixed = z.strictObject({ token: secret });

/** What `credentials` of an upstream can be, by `type`. Each validates its own options. */
export const credentialTypes: Readonly<Record<string, (options: JsonObject) => CredentialsSetting>> = {
  'huawei-iam': (options) => huaweiIam(z.custom<HuaweiIamOptions>().parse(options)),
  'openstack-keystone': (options) => openstackKeystone(z.custom<OpenstackKeystoneOptions>().parse(options)),
  'zstack-account': (options) => zstackAccount(z.custom<ZstackAccountOptions>().parse(options)),
  'horizon-token': (options) => horizonToken(z.custom<HorizonTokenOptions>().parse(options)),
  'hostway-basic': (options) => hostwayBasic(z.custom<HostwayUser>().parse(options)),
  token: (options) => {
    check('token', fixed, options);
    return fixed.parse(options).token;
  },
};
