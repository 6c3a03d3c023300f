import * as z from 'zod/mini';
import type { ErrorKind } from './errors.js';
import type { ImageStatus } from './image.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const image = z.looseObject({
  id: wire.id,
  name: wire.text,
  status: wire.text,
  created: wire.text,
  updated: wire.text,
  links: wire.list(z.looseObject({ href: wire.text, rel: wire.text })),
  zones: wire.list(wire.text),
});

const page = z.looseObject({ images: wire.rows });

/** An image as Hostway FlexCloud sends it. `updated` is always null. `links` must not be followed. */
export type HostwayImage = z.infer<typeof image>;

const STATUSES: Readonly<Record<string, ImageStatus>> = { ACTIVE: 'ready', SAVING: 'pending', DELETED: 'deleted' };

/** The fault names that are more specific than the status. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  badRequest: 'bad-request',
  unauthorized: 'credentials',
  forbidden: 'forbidden',
  itemNotFound: 'not-found',
  overLimit: 'rate-limited',
  serviceUnavailable: 'unavailable',
};

/**
 * Hostway FlexCloud: the images of an account.
 *
 * Implements "ImageListDetails" of the Hostway API documentation. `credentials` is a user name and password, or both as
 * `user:password`. `accountId` defaults to the account that signs in.
 */
export const hostway = defineProvider<HostwayImage>({
  id: 'hostway',
  name: 'Hostway FlexCloud',
  paths: ['/accounts/{accountId}/flexcloud/images/detail', '/images/detail'],
  params: {
    accountId: { in: 'path', name: 'accountId' },
  },
  authorize: (credentials) => {
    if (typeof credentials !== 'string')
      return wire.authorization('Basic', wire.base64(`${credentials.username}:${credentials.password}`));
    return wire.authorization('Basic', /^basic /i.test(credentials) ? credentials : wire.base64(credentials));
  },
  paging: { style: 'none' },
  filters: {
    status: {
      query: { key: 'status', words: { ready: 'ACTIVE', pending: 'SAVING', deleted: 'DELETED' } },
      options: ['ready', 'pending', 'deleted'],
      maybeUnlisted: ['deleted'],
    },
    location: { query: { key: 'zone' } },
    type: { query: { key: 'type' }, serverOnly: true, options: ['BASE', 'SERVER'] },
    name: { query: { key: 'name' }, serverOnly: true },
  },
  columns: ['location', 'createdAt'],

  image,
  toImage: (image) => {
    const id = String(image.id);
    const statusText = wire.asText(image.status);
    return {
      id,
      name: wire.asText(image.name) ?? id,
      status: wire.lookUp(STATUSES, statusText) ?? 'unknown',
      statusText,
      ...wire.imageDates(wire.parseDate(image.created), wire.parseDate(image.updated)),
      locations: (image.zones ?? []).map(wire.asText).filter((zone) => zone !== undefined),
    };
  },

  readPage: (body) => ({ rows: wire.rowsOf(page.parse(body).images), last: true }),

  // The body has one key: the name of the fault.
  readError: (body, status) =>
    wire.readFailure(body, status, (fields) => {
      if ('images' in fields) return undefined;
      const [code, fault] = Object.entries(fields).find(([, value]) => wire.isJsonObject(value)) ?? [];
      const facts = wire.isJsonObject(fault) ? fault : fields;
      const kind = wire.lookUp(KINDS, code);
      const detail =
        [wire.firstText(facts, 'message'), wire.firstText(facts, 'details')].filter(Boolean).join(': ') || undefined;
      const requestId = wire.firstText(facts, 'guid', 'errorid');
      return kind || detail ? { kind, code, detail, requestId } : undefined;
    }),
});
