import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets pages of any origin read the response. Sets the headers in advance. */
export function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined) return;
  response.setHeader('Access-Control-Allow-Origin', headers.origin);
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id, X-Openstack-Request-Id');
  response.setHeader('Vary', 'Origin');
}

/** Answers a CORS preflight. */
export function answerPreflight(response: ServerResponse, methods = 'GET'): void {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'authorization, x-auth-token, x-sdk-date, x-project-id, content-type',
    'Access-Control-Max-Age': '600',
  });
  response.end();
}
