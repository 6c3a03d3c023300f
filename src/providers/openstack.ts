import * as z from 'zod/mini';
import type { ImageOs, ImageStatus } from './image.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const image = z.looseObject({
  id: wire.id,
  name: wire.text,
  status: wire.text,
  visibility: wire.text,
  owner: wire.text,
  tags: wire.list(wire.text),
  protected: wire.flag,
  os_hidden: wire.flag,
  size: wire.number,
  min_disk: wire.number,
  min_ram: wire.number,
  disk_format: wire.text,
  checksum: wire.text,
  created_at: wire.text,
  updated_at: wire.text,
  // Conventional properties. Images may have any others.
  description: wire.text,
  architecture: wire.text,
  os_type: wire.text,
  os_distro: wire.text,
  os_version: wire.text,
});

const page = z.looseObject({ images: wire.rows, next: wire.text });

/** An image as Glance sends it. `min_ram` is in MiB, `min_disk` in GiB. Images may have any additional properties. */
export type GlanceImage = z.infer<typeof image>;

const STATUSES: Readonly<Record<string, ImageStatus>> = {
  active: 'ready',
  queued: 'pending',
  saving: 'pending',
  uploading: 'pending',
  importing: 'pending',
  deactivated: 'disabled',
  killed: 'failed',
  deleted: 'deleted',
  pending_delete: 'deleted',
};

/** Distributions that are not Linux, by their short ids in libosinfo. */
const OTHERS = /bsd|solaris|^(msdos|freedos|mac|netware|haiku|smartos)/i;

function osOf({ os_type, os_distro, os_version }: GlanceImage): ImageOs | undefined {
  const distro = wire.asText(os_distro);
  const version = [distro, wire.asText(os_version)].filter(Boolean).join(' ') || undefined;
  const family = distro && (/^win/i.test(distro) ? 'windows' : OTHERS.test(distro) ? 'other' : `linux ${distro}`);
  return wire.parseOs(wire.asText(os_type) ?? family?.split(' ')[0], version);
}

/**
 * OpenStack: the images of Glance, with version 2 of its API.
 *
 * `credentials` is a Keystone token. A list without filters contains public images, the project's own, and those shared with it that it
 * has accepted. Community and hidden images must be requested with a filter.
 */
export const openstack = defineProvider<GlanceImage>({
  id: 'openstack',
  name: 'OpenStack',
  paths: ['/v2/images'],
  params: {
    visibility: { in: 'query', name: 'visibility' },
    owner: { in: 'query', name: 'owner' },
    tag: { in: 'query', name: 'tag' },
    osHidden: { in: 'query', name: 'os_hidden' },
  },
  authorize: wire.authToken,
  byId: { path: '/v2/images/{id}', pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i },
  paging: { style: 'marker', limit: 'limit', marker: 'marker', max: 200 },
  filters: {
    os: { options: ['windows', 'linux', 'other'] },
    status: {
      query: {
        key: 'status',
        words: {
          ready: 'active',
          pending: 'in:queued,saving,uploading,importing',
          disabled: 'deactivated',
          failed: 'killed',
        },
      },
      options: ['ready', 'pending', 'disabled', 'failed', 'deleted'],
    },
    visibility: {
      query: { key: 'visibility' },
      options: ['public', 'private', 'shared', 'community'],
      unlisted: ['community'],
    },
    architecture: {},
    format: { query: { key: 'disk_format' } },
    tag: {},
    owner: { query: { key: 'owner' } },
    'os-hidden': { query: { key: 'os_hidden' }, options: ['false', 'true'], unlisted: ['true'] },
  },
  sorting: {
    fields: { createdAt: 'created_at', updatedAt: 'updated_at' },
    entries: (field, direction) => [['sort', `${field}:${direction}`]],
  },
  columns: ['os', 'visibility', 'sizeBytes', 'createdAt'],

  image,
  toImage: (image) => {
    const id = String(image.id);
    const statusText = wire.asText(image.status);
    return {
      id,
      name: wire.asText(image.name) ?? id,
      description: wire.asText(image.description),
      os: osOf(image),
      architecture: wire.asText(image.architecture),
      status: wire.lookUp(STATUSES, statusText) ?? 'unknown',
      statusText,
      visibility: wire.asText(image.visibility),
      format: wire.asText(image.disk_format),
      sizeBytes: wire.asBytes(image.size),
      minDiskBytes: wire.asBytes(image.min_disk, wire.GIB),
      minMemoryBytes: wire.asBytes(image.min_ram, wire.MIB),
      ...wire.imageDates(wire.parseDate(image.created_at), wire.parseDate(image.updated_at)),
      locations: [],
      facets: {
        tag: (image.tags ?? []).map(wire.asText).filter((tag) => tag !== undefined),
        owner: wire.asText(image.owner),
        'os-hidden': wire.asText(image.os_hidden)?.toLowerCase(),
      },
      facts: {
        protected: wire.asText(image.protected)?.toLowerCase(),
        checksum: wire.asText(image.checksum),
      },
    };
  },

  // The link to the next page is relative to the service, which may have a path prefix, so only its marker is used.
  readPage: (body) => {
    const { images, next } = page.parse(body);
    const marker = new URLSearchParams(wire.asText(next)?.split('?')[1]).get('marker');
    return { rows: wire.rowsOf(images), next: marker ?? undefined };
  },

  // An image may have a property of any name. Glance sends flat errors; the token middleware in front of it may nest them.
  readError: (body, status) =>
    wire.readFailure(body, status, (fields) => {
      if ('images' in fields || (status < 300 && 'id' in fields)) return undefined;
      const error = Object.values(fields).find(wire.isJsonObject) ?? fields;
      const detail = wire.firstText(error, 'message', 'title');
      return detail === undefined ? undefined : { detail };
    }),
});
