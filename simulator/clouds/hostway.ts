import type { IncomingHttpHeaders } from 'node:http';
import { fromBase64 } from '../base64.js';
import { hostwayImage } from '../catalogues/hostway.js';
import type { HostwayImage } from '../catalogues/hostway.js';
import { credentials, checkToken } from '../credentials.js';
import type { CredentialsCheck } from '../credentials.js';
import example from '../examples/hostway.json' with { type: 'json' };
import { name, oneOf, text } from '../query.js';
import { jsonReply, proxyPage, type Reply } from '../replies.js';
import { defineCloud } from './cloud.js';
import type { Context, Refusal } from './definition.js';

/** Hostway FlexCloud: ImageListDetails. The account `fake` does not exist; names must match completely; images do not contain their type. */
export const hostway = defineCloud<HostwayImage>({
  id: 'hostway',
  paths: ['/accounts/{accountId}/flexcloud/images/detail', '/images/detail'],
  query: { name, status: oneOf('ACTIVE', 'SAVING', 'DELETED'), type: oneOf('BASE', 'SERVER'), zone: text },
  headers,
  signIn,
  hasParent: ({ accountId }) => accountId !== 'fake',
  generate: hostwayImage,
  idKey: 'id',
  select: (query) => {
    const wanted = {
      name: query.get('name'),
      status: query.get('status'),
      type: query.get('type'),
      zone: query.get('zone'),
    };
    if (Object.values(wanted).every((value) => value === null)) return { key: '' };
    return {
      key: JSON.stringify(wanted),
      matches: (image, type) =>
        (wanted.name ?? image.name) === image.name &&
        (wanted.status ?? image.status) === image.status &&
        (wanted.type ?? type) === type &&
        (wanted.zone === null || (image.zones ?? []).includes(wanted.zone)),
    };
  },
  window: () => ({ start: 0, count: Infinity }),
  example,
  body: ({ list }) => `{"images":[${list}]}`,
  listKey: 'images',
  refuse,
});

/** HTTP Basic, in UTF-8. */
function signIn({ authorization }: IncomingHttpHeaders): CredentialsCheck {
  if (authorization === undefined) return { state: 'missing' };
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization)?.[1];
  const { username, password } = credentials.hostway;
  return checkToken(fromBase64(encoded ?? '') || 'nobody', [`${username}:${password}`]);
}

function headers({ requestId }: Context): Readonly<Record<string, string>> {
  return { 'Content-Type': 'application/json', 'X-Request-Id': requestId };
}

const unauthorized =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the ' +
  'wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.';

const faults: Readonly<Record<number, readonly [key: string, message: string]>> = {
  400: ['badRequest', 'The request could not be understood'],
  404: ['itemNotFound', 'Resource not found'],
  405: ['badMethod', 'The method is not allowed for this resource'],
  429: ['overLimit', 'This request was rate-limited'],
  500: ['cloudServersFault', 'The server has either erred or is incapable of performing the requested operation'],
  503: ['serviceUnavailable', 'The service is currently unavailable'],
};

function refuse(refusal: Refusal, context: Context): Reply {
  switch (refusal.why) {
    case 'path':
    case 'parent':
      return fault(404, context);
    case 'method':
      return fault(405, context);
    case 'query':
      return fault(400, context, refusal.detail);
    case 'sign-in':
      return signInFault(context);
    case 'business':
      return forbidden(context, 'The account is suspended: open balance (Rechnung überfällig)');
    case 'status':
      if (refusal.status === 401) return signInFault(context);
      if (refusal.status === 403) return forbidden(context, '');
      return fault(refusal.status, context);
  }
}

function fault(code: number, context: Context, details = ''): Reply {
  const known = faults[code];
  if (!known) return proxyPage(code);
  const [key, message] = known;
  return jsonReply(code, { [key]: { guid: guid(context), message, code, details } }, headers(context));
}

function forbidden(context: Context, details: string): Reply {
  const body = {
    forbidden: { errorid: guid(context), message: 'Access was denied to this resource', code: 403, details },
  };
  return jsonReply(403, body, headers(context));
}

/** JSON, HTML or plain text, by seed: 1, 2, 3 and so on. */
function signInFault(context: Context): Reply {
  const challenge = { 'WWW-Authenticate': 'Basic realm="api.hostway.com"', 'X-Request-Id': context.requestId };
  const kinds = [
    { type: 'text/plain; charset=UTF-8', body: `401 Unauthorized\n\n${unauthorized}\n\n   ` },
    {
      type: 'application/json',
      body: JSON.stringify({ unauthorized: { guid: guid(context), message: unauthorized, code: 401, details: '' } }),
    },
    {
      type: 'text/html; charset=UTF-8',
      body: `<html>\n <head>\n  <title>401 Unauthorized</title>\n </head>\n <body>\n  <h1>401 Unauthorized</h1>\n  ${unauthorized}<br /><br />\n </body>\n</html>`,
    },
  ];
  const kind = kinds[context.seed % kinds.length];
  return { status: 401, headers: { ...challenge, 'Content-Type': kind?.type ?? '' }, body: kind?.body ?? '' };
}

function guid({ requestId }: Context): string {
  return requestId.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
