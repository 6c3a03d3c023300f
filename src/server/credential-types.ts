import * as z from 'zod/mini';
import type { Fields } from '../providers/wire.js';
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

/** Their options that never stand in the file of a configuration. */
export const secretOptions = [
  'password',
  'refreshToken',
  'clientSecret',
  'applicationCredentialSecret',
  'token',
] as const;

const fixed = z.strictObject({ token: secret });

/** What `credentials` of an upstream can be, by `type`. Each checks its options itself. */
export const credentialTypes: Readonly<Record<string, (options: Fields) => CredentialsSetting>> = {
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
