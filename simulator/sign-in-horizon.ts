import { toBase64 } from './base64.js';
import { credentials } from './credentials.js';
import { jsonReply, type Reply } from './replies.js';
import { accounts } from './sign-in-accounts.js';
import type { SignInRequest, SignInService } from './sign-in.js';
import { isOfType } from './sign-in.js';

const halfAnHour = 1_799;
const json = { 'Content-Type': 'application/json' };

/** The vendor's identity service: an access token for a refresh token, or for an application and its secret. */
export const horizonSignIn: SignInService = (request) => {
  const { method, path } = request;
  if (method !== 'POST') return undefined;
  if (path === '/csp/gateway/am/api/auth/api-tokens/authorize') return byRefreshToken(request);
  if (path === '/csp/gateway/am/api/auth/authorize') return byClient(request);
  return undefined;
};

function byRefreshToken(request: SignInRequest): Reply {
  const { refreshToken } = accounts.horizon;
  const form = formOf(request, ['refresh_token']);
  if (!form) return refuse(request, 400, 'the body is not the form refresh_token=…');
  if (form.get('refresh_token') === refreshToken) return issueToken(request, { refresh_token: refreshToken });
  return refuse(request, 400, 'invalid_grant: Invalid refresh token');
}

function byClient(request: SignInRequest): Reply {
  const { clientId, clientSecret } = accounts.horizon;
  const basic = `Basic ${toBase64(`${clientId}:${clientSecret}`)}`;
  if (request.headers.authorization !== basic) return refuse(request, 401, 'invalid_client: Bad client credentials');
  const form = formOf(request, ['grant_type']);
  if (form?.get('grant_type') !== 'client_credentials')
    return refuse(request, 400, 'the body is not the form grant_type=client_credentials');
  return issueToken(request, {});
}

/** The form, if it has exactly these keys, each once. */
function formOf(request: SignInRequest, keys: readonly string[]): URLSearchParams | undefined {
  const form = new URLSearchParams(request.body);
  const fits = [...form.keys()].sort().join() === [...keys].sort().join();
  return fits && isOfType(request, 'application/x-www-form-urlencoded') ? form : undefined;
}

function issueToken({ options, sessions }: SignInRequest, more: object): Reply {
  const expires_in = options.session ?? halfAnHour;
  const access_token = sessions.begin(credentials.horizon, expires_in);
  return jsonReply(200, { token_type: 'bearer', expires_in, access_token, scope: 'ALL_PERMISSIONS', ...more }, json);
}

function refuse({ breach }: SignInRequest, statusCode: number, message: string): Reply {
  breach(`sign-in: ${message}`);
  return jsonReply(statusCode, { message, statusCode, errorCode: 0, moduleCode: 0 }, json);
}
