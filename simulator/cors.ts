import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './replies.js';

/** Headers that let a page of any origin read the response. */
export function corsHeaders({ origin }: IncomingHttpHeaders): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Retry-After, X-Request-Id, X-Openstack-Request-Id',
    Vary: 'Origin',
  };
}

/** The reply to a CORS preflight. */
export function preflightReply(methods = 'GET'): Reply {
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': 'authorization, x-auth-token, x-sdk-date, x-project-id, content-type',
      'Access-Control-Max-Age': '600',
    },
    body: '',
  };
}
