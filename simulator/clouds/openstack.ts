import { glanceImage } from '../catalogues/openstack.js';
import type { GlanceImage } from '../catalogues/openstack.js';
import { credentials, checkToken } from '../credentials.js';
import example from '../examples/openstack.json' with { type: 'json' };
import { integer, listOf, name, oneOf, text } from '../query.js';
import { jsonReply, proxyPage, type Reply } from '../replies.js';
import { accounts } from '../sign-in-accounts.js';
import { keystone } from '../sign-in-keystone.js';
import { defineCloud } from './cloud.js';
import type { Context, Page, Refusal } from './definition.js';

const largestPage = 1000;

/** Text by its code points, as the database has it. */
const sortKeys = [
  'name',
  'status',
  'container_format',
  'disk_format',
  'size',
  'id',
  'created_at',
  'updated_at',
] as const;
type SortKey = (typeof sortKeys)[number];

const sortPattern = new RegExp(`^(${sortKeys.join('|')})(:(asc|desc))?(,(${sortKeys.join('|')})(:(asc|desc))?)*$`);

/**
 * OpenStack Glance v2, as it responds to a member of a project who is not an administrator. A list without filters omits community
 * images and hidden ones, which can be requested by their ids. An unknown query key is treated as a property that no image has.
 */
export const openstack = defineCloud<GlanceImage>({
  id: 'openstack',
  paths: ['/v2/images'],
  query: {
    limit: integer(0),
    marker: text,
    sort: { expects: `key:asc|desc of ${sortKeys.join(', ')}`, accepts: (value) => sortPattern.test(value) },
    name,
    id: text,
    visibility: oneOf('public', 'private', 'shared', 'community', 'all'),
    member_status: oneOf('accepted', 'pending', 'rejected', 'all'),
    owner: text,
    status: {
      expects: 'a status, or in: and several',
      accepts: (value) =>
        /^(in:)?(active|queued|saving|uploading|importing|killed|deactivated|deleted|pending_delete)(,\w+)*$/.test(
          value,
        ),
    },
    disk_format: text,
    container_format: text,
    tag: listOf(name),
    protected: oneOf('true', 'false'),
    os_hidden: oneOf('true', 'false'),
  },
  headers,
  signIn: ({ 'x-auth-token': token }) =>
    typeof token === 'string' ? checkToken(token, [credentials.openstack]) : { state: 'missing' },
  tokens: keystone({
    account: accounts.openstack,
    token: () => credentials.openstack,
    lifetime: 3600,
    refusal: 'The request you have made requires authentication.',
    needsDomain: true,
  }),
  generate: glanceImage,
  idKey: 'id',
  extras: (size) => Math.ceil(size / 4),
  select: (query) => {
    const asked = new Map([...query].filter(([key]) => !['limit', 'marker', 'sort', 'tag'].includes(key)));
    const tags = query.getAll('tag');
    const visibility = asked.get('visibility');
    const hidden = asked.get('os_hidden') === 'true';
    const own: readonly (readonly [key: string, of: (image: GlanceImage) => unknown])[] = [
      ['name', (image) => image.name],
      ['id', (image) => image.id],
      ['owner', (image) => image.owner],
      ['status', (image) => image.status],
      ['disk_format', (image) => image.disk_format],
      ['container_format', (image) => image.container_format],
      ['protected', (image) => String(image.protected ?? false)],
    ];
    return {
      key: JSON.stringify([[...asked].sort(), tags, query.get('sort')]),
      matches: (image) =>
        (image.os_hidden ?? false) === hidden &&
        (visibility === undefined
          ? image.visibility !== 'community'
          : [image.visibility, 'all'].includes(visibility)) &&
        tags.every((tag) => image.tags?.includes(tag) === true) &&
        own.every(([key, of]) => isAskedFor(of(image), asked.get(key))),
      compare: comparison(query.get('sort')),
    };
  },
  window: (query) => ({ start: 0, count: Math.min(largestPage, Number(query.get('limit') ?? 25)) }),
  marker: 'marker',
  example,
  body,
  listKey: 'images',
  refuse,
  single: {
    path: '/v2/images/{id}',
    pattern: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
    missing: (id, context) => fault(404, context, `No image found with ID ${id}`),
  },
});

function isAskedFor(value: unknown, wanted: string | undefined): boolean {
  if (wanted === undefined) return true;
  return wanted.startsWith('in:') ? wanted.slice(3).split(',').includes(String(value)) : value === wanted;
}

/** Ties are broken by the date and by the id, so that every image keeps its place between two pages. */
function comparison(sort: string | null): ((a: GlanceImage, b: GlanceImage) => number) | undefined {
  if (sort === null) return undefined;
  const criteria = sort.split(',').map((criterion): readonly [key: string, sign: number] => {
    const [key = '', direction = 'desc'] = criterion.split(':');
    return [key, direction === 'desc' ? -1 : 1];
  });
  const last = criteria.at(-1)?.[1] ?? -1;
  const all = [...criteria, ['created_at', last] as const, ['id', last] as const];
  return (a, b) => {
    for (const [key, sign] of all) {
      const [left, right] = [a, b].map((image) => valueOf(image, key));
      if (left !== right) return (left ?? '') < (right ?? '') ? -sign : sign;
    }
    return 0;
  };
}

function valueOf(image: GlanceImage, key: string): string | number | undefined {
  const known = sortKeys.find((other) => other === key) satisfies SortKey | undefined;
  return (known && image[known]) ?? undefined;
}

/** The link to the next page repeats the query. */
function body({ list, query, next }: Page): string {
  const links: string[][] = [['first', link(query, undefined)]];
  if (next !== undefined) links.push(['next', link(query, next)]);
  links.push(['schema', '/v2/schemas/images']);
  return `{"images":[${list}],${links.map((pair) => pair.map((text) => JSON.stringify(text)).join(':')).join()}}`;
}

function link(query: URLSearchParams, marker: string | undefined): string {
  const entries = new URLSearchParams(query);
  entries.delete('marker');
  if (marker !== undefined) entries.append('marker', marker);
  return `/v2/images${entries.size === 0 ? '' : `?${entries.toString()}`}`;
}

function headers({ requestId }: Context): Readonly<Record<string, string>> {
  const uuid = requestId.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return { 'Content-Type': 'application/json', 'X-Openstack-Request-Id': `req-${uuid}` };
}

const unauthorized =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the ' +
  'wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.';

const faults: Readonly<Record<number, readonly [title: string, message: string]>> = {
  400: [
    'Bad Request',
    'The server could not comply with the request since it is either malformed or otherwise incorrect.',
  ],
  401: ['Unauthorized', unauthorized],
  403: ['Forbidden', 'You are not authorized to complete get_images action.'],
  404: ['Not Found', 'The resource could not be found.'],
  405: ['Method Not Allowed', 'The method is not allowed for this resource.'],
  500: ['Internal Server Error', 'The server has either erred or is incapable of performing the requested operation.'],
  503: ['Service Unavailable', 'The server is currently unavailable. Please try again at a later time.'],
};

/** The message for an invalid value. Another key is a property that no image has. */
const objections: Readonly<Record<string, (value: string) => string>> = {
  limit: (value) => `limit param must be ${value.startsWith('-') ? 'positive' : 'an integer'}`,
  marker: (value) => `No image found with ID ${value}`,
  sort: (value) => {
    const wrong = value.split(',').map((criterion) => criterion.split(':'));
    const key = wrong.map(([name = '']) => name).find((name) => !sortKeys.some((known) => known === name));
    if (key === undefined)
      return `Invalid sort direction: ${wrong.map(([, way]) => way).find((way) => way !== 'asc') ?? ''}`;
    return `Invalid sort key: ${key}. It must be one of the following: ${sortKeys.join(', ')}.`;
  },
  visibility: (value) => `Invalid visibility value: ${value}`,
  member_status: (value) => `Invalid status: ${value}`,
  protected: (value) => notBoolean('protected', value),
  os_hidden: (value) => notBoolean('os_hidden', value),
};

const notBoolean = (key: string, value: string): string =>
  `Invalid value '${value}' for '${key}' filter. Valid values are 'true' or 'false'.`;

function refuse(refusal: Refusal, context: Context): Reply {
  switch (refusal.why) {
    case 'path':
    case 'parent':
      return fault(404, context);
    case 'method':
      return fault(405, context);
    case 'query': {
      const [, key = '', value = ''] = /^(\w+)=(.*) is (?:not allowed|in no such list)/.exec(refusal.detail) ?? [];
      const object = Object.hasOwn(objections, key) ? objections[key] : undefined;
      return object ? fault(400, context, object(value)) : nothing(context);
    }
    case 'sign-in':
      return fault(401, context);
    case 'business':
      return fault(403, context);
    case 'status':
      return fault(refusal.status, context);
  }
}

function fault(status: number, context: Context, text?: string): Reply {
  const known = faults[status];
  if (!known) return proxyPage(status);
  const [title, message] = known;
  const said = { message: `${text ?? message}<br /><br />\n\n\n`, code: `${String(status)} ${title}`, title };
  return jsonReply(status, said, headers(context));
}

const nothing = (context: Context): Reply =>
  jsonReply(200, { images: [], first: `/v2/images${context.search}`, schema: '/v2/schemas/images' }, headers(context));
