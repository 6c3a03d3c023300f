import * as z from 'zod/mini';
import type { ErrorKind } from './errors.js';
import type { CloudImage, ImageStatus } from './image.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const backupStorageRef = z.looseObject({
  id: wire.number,
  imageUuid: wire.text,
  backupStorageUuid: wire.text,
  installPath: wire.text,
  exportUrl: wire.text,
  exportMd5Sum: wire.text,
  status: wire.text,
  createDate: wire.text,
  lastOpDate: wire.text,
});

const candidate = z.looseObject({
  uuid: wire.id,
  name: wire.text,
  description: wire.text,
  state: wire.text,
  status: wire.text,
  size: wire.number,
  actualSize: wire.number,
  md5Sum: wire.text,
  url: wire.text,
  mediaType: wire.text,
  guestOsType: wire.text,
  type: wire.text,
  platform: wire.text,
  architecture: wire.text,
  format: wire.text,
  system: wire.flag,
  createDate: wire.text,
  lastOpDate: wire.text,
  backupStorageRefs: wire.list(backupStorageRef),
});

const page = z.looseObject({ inventories: wire.rows, success: wire.flag });

/** An image candidate as ZStack sends it. `size` is the size of the disk, `actualSize` the size in the store, both in bytes. */
export type ZStackImage = z.infer<typeof candidate>;

const STATUSES: Readonly<Record<string, ImageStatus>> = {
  Creating: 'pending',
  Downloading: 'pending',
  Migrating: 'pending',
  Ready: 'ready',
  Error: 'failed',
  Deleted: 'deleted',
};

/** Business errors for which waiting does not help. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'ID.1000': 'credentials',
  'ID.1001': 'credentials',
  'ID.1002': 'forbidden',
  'SYS.1001': 'timeout',
  'SYS.1003': 'not-found',
  'SYS.1007': 'bad-request',
};

/** `status` says whether the image exists, and `state` whether it may be used. */
function statusOf(image: ZStackImage): Pick<CloudImage, 'status' | 'statusText'> {
  // The document's example has the status in the stores only.
  const stored = image.backupStorageRefs?.map((ref) => wire.asText(ref?.status)) ?? [];
  const word = wire.asText(image.status) ?? stored.find((text) => text === 'Ready') ?? stored.find(Boolean);
  const state = wire.asText(image.state);
  const enabled = state === undefined || state === 'Enabled';
  const withheld = state === 'Disabled' ? 'disabled' : 'unknown';
  const status = wire.lookUp(STATUSES, word) ?? (word === undefined ? withheld : 'unknown');
  return {
    status: status === 'ready' && !enabled ? withheld : status,
    statusText: enabled ? word : [word, state].filter(Boolean).join(', '),
  };
}

/** A text, unless it is the service's placeholder for none. */
function textExcept(value: unknown, none: string): string | undefined {
  const text = wire.asText(value);
  return text?.toLowerCase() === none ? undefined : text;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const JAVA_DATE = /^\s*([a-z]{3})[a-z]*\.?\s+(\d+),\s*(\d{4}),?\s+(\d+):(\d+):(\d+)(?:\s*([ap])m)?\s*$/i;

/**
 * A date in Java's format: `Nov 14, 2017 2:20:57 PM`, newer `Jan 1, 2017, 11:31:06 AM`, newest with a narrow no-break space. It is
 * the server's local time, without a zone.
 */
function dateOf(value: unknown): wire.ParsedDate | undefined {
  const parts = JAVA_DATE.exec(wire.asText(value) ?? '');
  if (!parts) return wire.parseDate(value);
  const [day = 0, year = 0, hour = 0, minute = 0, second = 0] = parts.slice(2, 7).map(Number);
  const half = parts[7]?.toLowerCase();
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const date = wire.utcDate(year, MONTHS.indexOf(parts[1]?.toLowerCase() ?? '') + 1, day, hours, minute, second);
  return date && { date, hasZone: false };
}

/** An error and its causes, root cause first. */
function causes(error: unknown): wire.JsonObject[] {
  const chain: wire.JsonObject[] = [];
  for (let link = error; wire.isJsonObject(link) && chain.length < 50; link = link['cause']) chain.unshift(link);
  return chain;
}

/**
 * ZStack: the images that a virtual machine can be changed to.
 *
 * Implements "GetImageCandidatesForVmToChange", available since version 2.2. `credentials` is the UUID of a session. Dates are in the
 * server's local time, and are shown as sent.
 */
export const zstack = defineProvider<ZStackImage>({
  id: 'zstack',
  name: 'ZStack',
  paths: ['/zstack/v1/vm-instances/{vmInstanceUuid}/image-candidates'],
  params: {
    vmInstanceUuid: { in: 'path', name: 'vmInstanceUuid', required: true },
    systemTags: { in: 'query', name: 'systemTags', repeated: true },
    userTags: { in: 'query', name: 'userTags', repeated: true },
  },
  authorize: (credentials) => (typeof credentials === 'string' ? wire.authorization('OAuth', credentials.trim()) : {}),
  paging: { style: 'none' },
  filters: {
    os: { options: ['windows', 'linux', 'other'] },
    platform: { options: ['Linux', 'Windows', 'WindowsVirtio', 'Other', 'Paravirtualization'] },
    status: { options: ['ready', 'pending', 'disabled', 'failed', 'deleted'] },
    state: { options: ['Enabled', 'Disabled'] },
    architecture: { options: ['x86_64', 'aarch64', 'mips64el', 'loongarch64'] },
    format: { options: ['iso', 'qcow2', 'raw', 'vmtx', 'vmdk'] },
    'media-type': { options: ['RootVolumeTemplate', 'DataVolumeTemplate', 'ISO'] },
    type: {},
    location: {},
  },
  columns: ['os', 'architecture', 'format', 'sizeBytes', 'createdAt'],

  image: candidate,
  toImage: (image) => {
    const id = String(image.uuid);
    const stores = image.backupStorageRefs?.map((ref) => wire.asText(ref?.backupStorageUuid)) ?? [];
    return {
      id,
      name: wire.asText(image.name) ?? id,
      description: wire.asText(image.description),
      os: wire.parseOs(wire.asText(image.platform), textExcept(image.guestOsType, 'unknown')),
      architecture: wire.asText(image.architecture),
      ...statusOf(image),
      format: wire.asText(image.format),
      sizeBytes: wire.asBytes(image.size),
      ...wire.imageDates(dateOf(image.createDate), dateOf(image.lastOpDate)),
      locations: [...new Set(stores)].filter((store) => store !== undefined),
      facets: {
        platform: wire.asText(image.platform),
        state: wire.asText(image.state),
        'media-type': wire.asText(image.mediaType),
        type: wire.asText(image.type),
      },
      facts: {
        'stored-size': wire.asBytes(image.actualSize),
        checksum: textExcept(image.md5Sum, 'not calculated'),
        'source-address': wire.asText(image.url),
        'system-image': wire.asText(image.system)?.toLowerCase(),
      },
    };
  },

  // The service omits nulls, so an empty object, or one with only `success`, is an empty list.
  readPage: (body) => {
    const { inventories, ...rest } = page.parse(body);
    const silent = Object.keys(rest).every((key) => key === 'success');
    return { rows: wire.rowsOf(inventories, silent ? 0 : undefined), last: true };
  },

  readError: (body, status) => {
    // A missing header is answered with 400 and plain text.
    if (typeof body === 'string' && status === 400 && body.includes("'Authorization'")) {
      return { kind: 'credentials', detail: wire.excerpt(body) };
    }
    return wire.readFailure(body, status, ({ error }) => {
      const chain = causes(error);
      const codes = chain.map((link) => wire.asText(link['code']));
      const detail = chain.map((link) => wire.firstText(link, 'details', 'description')).find(Boolean);
      const elaboration = chain.map((link) => wire.asText(link['elaboration'])).find(Boolean);
      const code = codes.find(Boolean);
      const kind = codes.map((code) => wire.lookUp(KINDS, code)).find(Boolean);
      // Business errors come with 503, but a retry does not help.
      const message = [...new Set([detail, elaboration])].filter(Boolean).join(' · ') || undefined;
      return chain.length > 0 ? { kind, code, detail: message, final: true } : undefined;
    });
  },
});
