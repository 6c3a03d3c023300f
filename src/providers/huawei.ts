import type { ErrorKind } from './errors.js';
import type { ProviderDefinition } from './provider.js';
import { authToken, isJsonObject, lookUp, readFailure, firstText } from './wire.js';

type Shared = Pick<ProviderDefinition<unknown>, 'authorize' | 'byId' | 'readError'>;

/** The gateway's codes that are more specific than the status. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'APIGW.0101': 'not-found',
  'APIGW.0301': 'credentials',
  'APIGW.0308': 'rate-limited',
};

/** Shared by all services of Huawei Cloud: the token header, the query for one image, and errors that are flat or nested in `error`. */
export const huawei: Shared = {
  authorize: authToken,
  byId: { query: 'image_id', pattern: /^[\w-]{1,64}$/ },

  readError: (body, status) =>
    readFailure(body, status, (fields) => {
      const error = isJsonObject(fields['error']) ? fields['error'] : fields;
      const code = firstText(error, 'error_code', 'code');
      const detail = firstText(error, 'error_msg', 'message');
      const requestId = firstText(fields, 'request_id') ?? firstText(error, 'request_id');
      return code === undefined && detail === undefined
        ? undefined
        : { kind: lookUp(KINDS, code), code, detail, requestId };
    }),
};
