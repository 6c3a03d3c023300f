import * as z from 'zod/mini';
import type { Fields } from '../providers/wire.js';
import { check, secret } from '../proxy/check.js';
import {
  horizonToken,
  hostwayBasic,
  huaweiIam,
  zstackAccount,
  type CredentialsSetting,
  type HorizonTokenOptions,
  type HostwayUser,
  type HuaweiIamOptions,
  type ZstackAccountOptions,
} from '../proxy/index.js';

const fixed = z.strictObject({ token: secret });

/** What `credentials` of an upstream can be, by `type`. Each checks its options itself. */
export const credentialTypes: Readonly<Record<string, (options: Fields) => CredentialsSetting>> = {
  'huawei-iam': (options) => huaweiIam(z.custom<HuaweiIamOptions>().parse(options)),
  'zstack-account': (options) => zstackAccount(z.custom<ZstackAccountOptions>().parse(options)),
  'horizon-token': (options) => horizonToken(z.custom<HorizonTokenOptions>().parse(options)),
  'hostway-basic': (options) => hostwayBasic(z.custom<HostwayUser>().parse(options)),
  token: (options) => {
    check('token', fixed, options);
    return fixed.parse(options).token;
  },
};
