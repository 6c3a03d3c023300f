import { horizonCopy } from '../catalogues/horizon.js';
import type { HorizonCopy } from '../catalogues/horizon.js';
import { credentials, checkAuthorization } from '../credentials.js';
import example from '../examples/horizon.json' with { type: 'json' };
import { integer, listOf, text } from '../query.js';
import { jsonReply, proxyPage, type Reply } from '../replies.js';
import { horizonSignIn } from '../sign-in-horizon.js';
import { defineCloud } from './cloud.js';
import type { Context, Page, Refusal, Window } from './definition.js';

/** The largest page that is served; a larger one is silently reduced to it, as the framework does. */
const largestPage = 200;

/** The document does not list the sortable properties, so each documented scalar property is accepted. */
const sortable = Object.entries(example.content[0] ?? {}).flatMap(([key, value]) =>
  typeof value === 'object' ? [] : key,
);

/** VMware Horizon Cloud next-gen: Get Copies. The image id `none` has no copies. */
export const horizon = defineCloud<HorizonCopy>({
  id: 'horizon',
  paths: ['/imagemgmt/v1/images/{imageId}/versions/{versionId}/copies'],
  query: {
    org_id: text,
    page: integer(0),
    provider_instance_id: text,
    size: integer(1),
    sort: listOf({
      expects: `property or property,asc|desc, of ${sortable.join(', ')}`,
      accepts: (value) => readSort(value) !== undefined,
    }),
  },
  headers,
  signIn: (headers) => checkAuthorization(headers.authorization, 'Bearer', [credentials.horizon]),
  tokens: horizonSignIn,
  hasParent: ({ imageId }) => imageId !== 'none',
  generate: horizonCopy,
  idKey: 'id',
  select: (query) => {
    const org = query.get('org_id');
    const provider = query.get('provider_instance_id');
    const sorts = query.getAll('sort').flatMap((value) => readSort(value) ?? []);
    return {
      key: JSON.stringify([org, provider, sorts]),
      ...((org ?? provider) !== null && {
        matches: (copy) =>
          (org === null || copy.orgId === org) && (provider === null || copy.providerInstanceId === provider),
      }),
      ...(sorts.length > 0 && { compare: comparison(sorts) }),
    };
  },
  window,
  emptyIsMissing: true,
  example,
  body,
  listKey: 'content',
  refuse,
});

interface Sort {
  readonly property: string;
  readonly sign: 1 | -1;
}

function readSort(value: string): Sort | undefined {
  const [name, direction = 'asc', ...rest] = value.split(',');
  const property = sortable.find((known) => known === name);
  if (!property || rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) return undefined;
  return { property, sign: direction === 'asc' ? 1 : -1 };
}

function comparison(sorts: readonly Sort[]): (a: HorizonCopy, b: HorizonCopy) => number {
  return (a, b) => {
    for (const { property, sign } of sorts) {
      const [left, right] = [plain(a, property), plain(b, property)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}

function plain(copy: HorizonCopy, property: string): string | number | boolean {
  const value: unknown = Object.entries(copy).find(([key]) => key === property)?.[1];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}

function window(query: URLSearchParams): Window {
  const count = Math.min(Number(query.get('size') ?? 20), largestPage);
  return { start: Number(query.get('page') ?? 0) * count, count };
}

function body({ list, length, found, total, start, count, query, odd }: Page): string {
  const number = start / count;
  const totalPages = Math.ceil(found / count);
  const sort = { empty: !query.has('sort'), sorted: query.has('sort'), unsorted: !query.has('sort') };
  const rest = JSON.stringify({
    empty: length === 0,
    first: number === 0,
    // The document's example always has false, so clients must not rely on it.
    last: !odd && number + 1 >= totalPages,
    number,
    numberOfElements: length,
    pageable: { offset: start, pageNumber: number, pageSize: count, paged: true, sort, unpaged: false },
    size: count,
    sort,
    // A wrong total does not change the page count, but without a total there is no page count.
    ...(total !== undefined && { totalElements: total, totalPages }),
  });
  return odd && length === 0 ? rest : `{"content":[${list}],${rest.slice(1)}`;
}

function headers({ requestId }: Context): Readonly<Record<string, string>> {
  return { 'Content-Type': 'application/json', 'X-Request-Id': requestId };
}

const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['UNSUPPORTED_PROVIDER_TYPE', 'Bad request - unsupported provider type'],
  401: ['UNAUTHORIZED', 'Unauthorized'],
  403: ['FORBIDDEN', 'Forbidden'],
  404: ['COPIES_NOT_FOUND', 'Copies are not found for versionId and imageId'],
  405: ['METHOD_NOT_ALLOWED', 'Request method is not supported'],
  429: ['TOO_MANY_REQUESTS', 'API rate limit exceeded'],
  500: ['INTERNAL_SERVER_ERROR', 'An unexpected error occurred while reading the image copies'],
  503: ['SERVICE_UNAVAILABLE', 'The image management service is temporarily unavailable'],
};

function refuse(refusal: Refusal, context: Context): Reply {
  switch (refusal.why) {
    case 'path':
      return noSuchPath(context);
    case 'method':
      return springError(405, 'Request method is not supported', context);
    case 'parent':
      return error(404, context);
    case 'query':
      return error(400, context, refusal.detail);
    case 'sign-in':
      return error(
        401,
        context,
        { missing: 'Full authentication is required', wrong: 'Invalid token', expired: 'Jwt expired' }[refusal.state],
      );
    case 'business':
      return fullError(context);
    case 'status':
      return error(refusal.status, context);
  }
}

/** Even seeds answer with the framework's own error body, odd ones with the service's. */
function error(status: number, context: Context, detail?: string): Reply {
  const known = errors[status];
  if (!known) return proxyPage(status);
  const [code, message] = known;
  if (context.seed % 2 === 0) return springError(status, detail ?? message, context);
  return jsonReply(status, { errors: [{ code, message, ...(detail !== undefined && { detail }) }] }, headers(context));
}

/** For an unknown path, the error of the framework (even seeds) or of the gateway in front of it (odd ones). */
function noSuchPath(context: Context): Reply {
  if (context.seed % 2 !== 0)
    return jsonReply(404, { message: 'no Route matched with those values' }, headers(context));
  const body = { timestamp: '2026-05-20T09:31:07.482+00:00', status: 404, error: 'Not Found', path: context.path };
  return jsonReply(404, body, headers(context));
}

function springError(status: number, message: string, context: Context): Reply {
  const name = errors[status]?.[0].toLowerCase().replace(/_/g, ' ') ?? 'error';
  const body = { timestamp: '2026-05-20T09:31:07.482+00:00', status, error: name, message, path: context.path };
  return jsonReply(status, body, headers(context));
}

function fullError(context: Context): Reply {
  const errors = [
    {
      code: 'PROVIDER_INSTANCE_NOT_READY',
      message: 'Provider instance {providerInstanceId} is not ready: {reason}',
      detail: 'The copies cannot be listed while the provider instance is being repaired.',
      domain: 'imagemgmt',
      severity: 'ERROR',
      parameters: { providerInstanceId: '63f1c0de9a2b4c0017e5a001', reason: 'credential expired' },
      cause: { code: 'AZURE_CREDENTIAL_EXPIRED', message: 'The client secret of the service principal has expired' },
      timestampInUtc: '2026-05-20T09:31:07.482Z',
    },
    { code: 'RETRY_LATER', message: 'Try again when the provider instance is ready' },
  ];
  return jsonReply(400, { errors, requestId: context.requestId }, headers(context));
}
