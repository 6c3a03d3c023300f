import * as z from 'zod/mini';
import { huawei } from './huawei.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const imageInfo = z.looseObject({
  id: wire.id,
  image_type: wire.text,
  os_type: wire.text,
  os_version: wire.text,
  disk_format: wire.text,
  name: wire.text,
  min_ram: wire.number,
  min_disk: wire.number,
  product_code: wire.text,
  // Newer than the document.
  architecture: wire.text,
  created_at: wire.text,
});

const page = z.looseObject({ images: wire.rows, total_count: wire.number });

/** A product image, as Huawei Cloud Workspace sends it. `min_ram` is in MB, `min_disk` in GB. */
export type WorkspaceImage = z.infer<typeof imageInfo>;

/**
 * Huawei Cloud Workspace: the product images for desktops.
 *
 * Implements "Queries product images" of 2024-01-10, with the sorting and fields of newer versions. `credentials` is an IAM user token.
 * The service sends no status, because every listed image can be used.
 */
export const huaweiWorkspace = defineProvider<WorkspaceImage>({
  ...huawei,
  id: 'huawei-workspace',
  name: 'Huawei Cloud Workspace',
  // Required by the document, although requests have no body.
  headers: { 'Content-Type': 'application/json' },
  paths: ['/v2/{projectId}/images'],
  params: {
    projectId: { in: 'path', name: 'project_id', required: true },
    packageType: { in: 'query', name: 'package_type' },
    // Newer than the document, as is the sorting.
    imageId: { in: 'query', name: 'image_id', newer: ({ id }, value) => id === value },
  },
  paging: { style: 'offset', limit: 'limit', offset: 'offset', max: 100, maxOffset: 5000 },
  filters: {
    os: {
      query: { key: 'os_type', words: { windows: 'Windows', linux: 'Linux' } },
      options: ['windows', 'linux', 'other'],
    },
    visibility: {
      query: { key: 'image_type', words: { gold: 'gold', private: 'private' } },
      options: ['gold', 'private'],
      maybeUnlisted: ['gold', 'private'],
    },
    platform: { query: { key: 'platform' }, serverOnly: true, options: ['Windows'] },
    architecture: { query: { key: 'architecture' }, serverOnly: true, options: ['x86', 'arm'] },
    format: { options: ['vhd', 'raw', 'qcow2', 'zvhd2'] },
  },
  sorting: {
    newer: true,
    fields: { createdAt: 'created_at' },
    entries: (field, direction) => [
      ['sort_field', field],
      ['sort_type', direction],
    ],
  },
  columns: ['os', 'visibility', 'requirements', 'createdAt'],

  image: imageInfo,
  toImage: (image) => {
    const id = String(image.id);
    return {
      id,
      name: wire.asText(image.name) ?? id,
      os: wire.parseOs(wire.asText(image.os_type), wire.asText(image.os_version)),
      architecture: wire.asText(image.architecture),
      status: 'ready',
      visibility: wire.asText(image.image_type),
      format: wire.asText(image.disk_format),
      minDiskBytes: wire.asBytes(image.min_disk, wire.GIB),
      minMemoryBytes: wire.asBytes(image.min_ram, wire.MIB),
      ...wire.imageDates(wire.parseDate(image.created_at), undefined),
      locations: [],
      facts: { 'product-code': wire.asText(image.product_code) },
    };
  },

  readPage: (body) => {
    const { images, total_count } = page.parse(body);
    const total = wire.asNumber(total_count);
    return { rows: wire.rowsOf(images, total), total };
  },
});
