import type { IncomingHttpHeaders } from 'node:http';
import { checkToken, longToken } from '../credentials.js';
import type { CredentialsCheck } from '../credentials.js';
import { jsonReply, type Reply } from '../replies.js';
import type { Context, Refusal } from './definition.js';

/** Shared by both clouds of Huawei: sign-in, the gateway in front of them, and its errors. */

/** A token of the identity service, or a request signed with an access key as the vendor's SDK does it. */
export function huaweiSignIn(headers: IncomingHttpHeaders, token: string): CredentialsCheck {
  const given = headers['x-auth-token'];
  if (typeof given === 'string') return checkToken(given, [token, longToken]);
  const { authorization } = headers;
  if (authorization === undefined) return { state: 'missing' };
  const signed = /^SDK-HMAC-SHA256 Access=([^, ]+), ?SignedHeaders=[^, ]+, ?Signature=[0-9a-f]{64}$/.exec(
    authorization,
  );
  const complete = /^\d{8}T\d{6}Z$/.test(String(headers['x-sdk-date'])) && typeof headers['x-project-id'] === 'string';
  const key = signed?.[1];
  if (key === undefined || !complete) return { state: 'wrong' };
  return key.includes('expired') ? { state: 'expired' } : { state: 'accepted', token: key };
}

export function huaweiHeaders({ requestId }: Context): Readonly<Record<string, string>> {
  return { 'Content-Type': 'application/json;charset=UTF-8', 'X-Request-Id': requestId, Server: 'api-gateway' };
}

const signInMessages = {
  missing: 'Incorrect IAM authentication information: x-auth-token not found',
  wrong: 'Incorrect IAM authentication information: decrypt token fail',
  expired: 'Incorrect IAM authentication information: token expires, expires_at:2024-06-01T08:00:00.000000Z',
};

const gatewayErrors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['APIGW.0301', signInMessages.wrong],
  404: ['APIGW.0101', 'The API does not exist or has not been published in the environment'],
  405: ['APIGW.0103', 'The request method is not supported by the API'],
  429: ['APIGW.0308', 'The throttling threshold has been reached: policy ip over ratelimit, limit:200, time:1 minute'],
  502: ['APIGW.0202', 'Backend unavailable'],
  504: ['APIGW.0201', 'Backend timeout'],
};

/** The gateway's own refusal; `undefined` if it passes the request on. */
export function gatewayRefusal(refusal: Refusal, context: Context): Reply | undefined {
  if (refusal.why === 'sign-in') return gatewayError(401, context, signInMessages[refusal.state]);
  const status = refusal.why === 'path' ? 404 : refusal.why === 'method' ? 405 : undefined;
  return gatewayError(status ?? (refusal.why === 'status' ? refusal.status : 0), context);
}

function gatewayError(status: number, context: Context, text?: string): Reply | undefined {
  const error = gatewayErrors[status];
  if (!error) return undefined;
  const [error_code, message] = error;
  return jsonReply(
    status,
    { error_msg: text ?? message, error_code, request_id: context.requestId },
    huaweiHeaders(context),
  );
}
