import type { ErrorKind } from './errors.js';
import type { ProviderDefinition } from './provider.js';
import { authToken, isFields, known, readFailure, textAt } from './wire.js';

type Shared = Pick<ProviderDefinition<unknown>, 'authorize' | 'readError'>;

/** The gateway's codes that say more than the status does. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'APIGW.0101': 'not-found',
  'APIGW.0301': 'credentials',
  'APIGW.0308': 'rate-limited',
};

/** What every service of Huawei Cloud shares: the token's header, and errors that are flat or within an `error`. */
export const huawei: Shared = {
  authorize: authToken,

  readError: (body, status) =>
    readFailure(body, status, (fields) => {
      const error = isFields(fields['error']) ? fields['error'] : fields;
      const code = textAt(error, 'error_code', 'code');
      const detail = textAt(error, 'error_msg', 'message');
      const requestId = textAt(fields, 'request_id') ?? textAt(error, 'request_id');
      return code === undefined && detail === undefined
        ? undefined
        : { kind: known(KINDS, code), code, detail, requestId };
    }),
};
