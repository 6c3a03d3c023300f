import * as z from 'zod/mini';
import { huawei } from './huawei.js';
import type { ImageStatus } from './image.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const imageView = z.looseObject({
  domain_id: wire.text,
  image_name: wire.text,
  update_time: wire.text,
  create_time: wire.text,
  image_size: wire.number,
  project_id: wire.text,
  image_id: wire.id,
  image_version: wire.text,
  image_type: wire.text,
  status: wire.number,
  src_project_id: wire.text,
});

const page = z.looseObject({ image_infos: wire.rows, total: wire.number, request_id: wire.text });

/** An image of a cloud phone, as Huawei Cloud sends it. `image_size` is in bytes. */
export type CloudPhoneImage = z.infer<typeof imageView>;

const STATUSES: Readonly<Record<string, readonly [ImageStatus, string]>> = {
  0: ['pending', 'CREATING'],
  1: ['ready', 'PRODUCTION'],
  2: ['failed', 'CREATE_FAILED'],
};

/** The document does not state a unit for times; it is most likely milliseconds since 1970. */
function milliseconds(value: string | number | Date): string {
  const date = value instanceof Date ? value : wire.asDate(value);
  return String(date?.getTime() ?? value);
}

/**
 * Huawei Cloud Phone: the images for cloud phones.
 *
 * Implements "Querying Images" of 2024-08-09. `credentials` is an IAM user token. `createSince` and `createUntil` are dates, in UTC unless
 * they have a time zone, or milliseconds since 1970.
 */
export const huaweiCloudPhone = defineProvider<CloudPhoneImage>({
  ...huawei,
  id: 'huawei-cloud-phone',
  name: 'Huawei Cloud Phone',
  paths: ['/v1/{projectId}/cloud-phone/images'],
  params: {
    projectId: { in: 'path', name: 'project_id', required: true },
    srcProjectId: { in: 'query', name: 'src_project_id' },
    imageId: { in: 'query', name: 'image_id' },
    createSince: { in: 'query', name: 'create_since', format: milliseconds },
    createUntil: { in: 'query', name: 'create_until', format: milliseconds },
  },
  paging: { style: 'offset', limit: 'limit', offset: 'offset', max: 100 },
  filters: {
    visibility: {
      query: { key: 'image_type', words: { public: 'public', private: 'private', share: 'share' } },
      options: ['public', 'private', 'share'],
      maybeUnlisted: ['public', 'private', 'share'],
    },
    status: {
      query: { key: 'status', words: { pending: '0', ready: '1', failed: '2' } },
      options: ['ready', 'pending', 'failed'],
    },
    'image-version': {},
    'image-name': { query: { key: 'image_name' }, serverOnly: true },
  },
  columns: ['image-version', 'visibility', 'sizeBytes', 'createdAt'],

  image: imageView,
  toImage: (image) => {
    const id = String(image.image_id);
    const number = wire.asText(image.status);
    const [status, statusText] = wire.lookUp(STATUSES, number) ?? ['unknown', number];
    const version = wire.asText(image.image_version);
    return {
      id,
      name: wire.asText(image.image_name) ?? id,
      os: { family: 'android', version },
      status,
      statusText,
      visibility: wire.asText(image.image_type),
      sizeBytes: wire.asBytes(image.image_size),
      ...wire.imageDates(wire.parseDate(image.create_time), wire.parseDate(image.update_time)),
      locations: [],
      facets: { 'image-version': version },
      facts: {
        'shared-by': wire.asText(image.src_project_id),
        project: wire.asText(image.project_id),
        tenant: wire.asText(image.domain_id),
      },
    };
  },

  readPage: (body) => {
    const { image_infos, total: count } = page.parse(body);
    const total = wire.asNumber(count);
    return { rows: wire.rowsOf(image_infos, total), total };
  },
});
