import * as z from 'zod/mini';
import type { CloudImage, ImageOs, ImageProblem, ImageStatus } from './image.js';
import { readListError, readListPage } from './json-page.js';
import { at, firstOf, pathsOf, wordsOf, type Words } from './json-words.js';
import { defineProvider, type Provider } from './provider.js';
import * as wire from './wire.js';

/** Common names of the fields, normalized, most specific first. */
const NAMES = {
  id: ['id', 'uuid', 'imageid', 'imageuuid', 'guid'],
  name: ['name', 'displayname', 'title', 'label', 'imagename'],
  description: ['description', 'summary', 'comment', 'notes'],
  os: ['os', 'ostype', 'osfamily', 'operatingsystem', 'platform', 'guestos', 'guestostype'],
  version: ['osversion', 'osname', 'distribution', 'osdistribution'],
  architecture: ['architecture', 'arch', 'hwarchitecture', 'cpuarchitecture', 'cpuarch'],
  status: ['status', 'state', 'imagestatus', 'imagestate', 'lifecyclestate', 'provisioningstate'],
  visibility: ['visibility', 'access'],
  format: ['format', 'diskformat', 'imageformat'],
  owner: ['owner', 'ownerid', 'tenant', 'tenantid', 'project', 'projectid', 'account', 'accountid'],
  tags: ['tags', 'labels', 'tag'],
  locations: [
    'locations',
    'location',
    'regions',
    'region',
    'zones',
    'zone',
    'availabilityzones',
    'datacenters',
    'datacenter',
  ],
  created: [
    'createdat',
    'created',
    'createdon',
    'createdate',
    'createddate',
    'creationdate',
    'createtime',
    'creationtime',
  ],
  updated: [
    'updatedat',
    'updated',
    'updatedon',
    'updatedate',
    'updateddate',
    'updatetime',
    'modifiedat',
    'modified',
    'lastmodified',
  ],
  problem: ['problem', 'error', 'errormessage', 'failure', 'fault', 'failurereason', 'statusreason'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Field = keyof typeof NAMES;

/** Names of sizes, and the unit of a number: as the name says, or else as in OpenStack. */
const SIZES = {
  size: {
    bytes: ['sizebytes', 'size', 'imagesize', 'filesize', 'bytes'],
    gib: ['sizegb', 'sizegib', 'sizegigabytes'],
    mib: ['sizemb', 'sizemib'],
  },
  disk: {
    bytes: ['mindiskbytes'],
    gib: ['mindisk', 'mindiskgb', 'mindiskgib', 'mindisksize'],
    mib: ['mindiskmb', 'mindiskmib'],
  },
  memory: {
    bytes: ['minmemorybytes', 'minrambytes'],
    gib: ['minmemorygb', 'minmemorygib', 'minramgb', 'minramgib'],
    mib: ['minmemory', 'minram', 'minmemorymb', 'minmemorymib', 'minrammb', 'minrammib'],
  },
} as const;

const UNITS = { bytes: 1, gib: wire.GIB, mib: wire.MIB } as const;

const STATUSES: readonly (readonly [pattern: RegExp, status: ImageStatus])[] = [
  [/^(deleted|deleting|pending_?delete|removed|trashed)$/i, 'deleted'],
  [/^(ready|active|available|ok|enabled|normal|success|succeeded|complete|completed|online|published)$/i, 'ready'],
  [
    /^(pending|queued|saving|creating|importing|uploading|downloading|copying|building|processing|syncing|in_?progress)$/i,
    'pending',
  ],
  [/^(disabled|deactivated|inactive|suspended|unavailable|offline|archived|retired)$/i, 'disabled'],
  [/^(failed|failure|error|errored|killed|invalid|broken|corrupted)$/i, 'failed'],
];

const LINUX =
  /linux|ubuntu|debian|centos|fedora|red ?hat|rhel|rocky|suse|sles|kylin|euler|anolis|uniontech|uos|alpine|arch\b|gentoo|mint|kali|coreos|flatcar|nixos|oracle/i;
const WINDOWS = /^(microsoft )?win/i;

/** A row, and its values at the configured paths, which take precedence. */
interface Row {
  readonly mapped: Words;
  readonly words: Words;
}

const valueOf = ({ mapped, words }: Row, names: readonly string[]): unknown =>
  firstOf(mapped, names) ?? firstOf(words, names);

const SIZE = /^\s*(\d[\d,]*(?:\.\d+)?)\s*(?:([kmgtp])(?:i?b|ibytes?)?|bytes?|b)\s*$/i;
/** Commas between groups of three digits. Any other comma is a decimal one. */
const GROUPED = /^[1-9]\d{0,2}(,\d{3})+(\.|$)/;
/** No image needs as much, so a larger number of GiB or MiB must be a number of bytes. */
const TOO_LARGE = 2 ** 44;

/** Converts a number of units, or a string such as `2.5 GB`, to bytes. Units are powers of 1,024, as the picker shows them. */
function asSize(value: unknown, unit: number): number | undefined {
  const [, digits, prefix] = SIZE.exec(wire.asText(value) ?? '') ?? [];
  if (digits !== undefined) {
    const number = GROUPED.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
    return wire.asBytes(number, 1024 ** ' kmgtp'.indexOf(prefix?.toLowerCase() ?? ' '));
  }
  const size = wire.asBytes(value, unit);
  return size !== undefined && unit > 1 && size >= TOO_LARGE ? wire.asBytes(value) : size;
}

function sizeOf(row: Row, names: (typeof SIZES)[keyof typeof SIZES]): number | undefined {
  for (const words of [row.mapped, row.words]) {
    for (const unit of ['bytes', 'gib', 'mib'] as const) {
      const size = asSize(firstOf(words, names[unit]), UNITS[unit]);
      if (size !== undefined) return size;
    }
  }
  return undefined;
}

/** A string, or the name of an object. */
const asName = (value: unknown): string | undefined =>
  wire.isJsonObject(value) ? wire.firstText(value, 'name', 'title', 'id') : wire.asText(value);

/** One or more strings. */
const asList = (value: unknown): string[] => [
  ...new Set([value].flat().flatMap((item: unknown) => asName(item) ?? [])),
];

/** Tags, or labels by key. */
const asTags = (value: unknown): string[] =>
  wire.isJsonObject(value)
    ? Object.entries(value).map(([key, label]) => [key, wire.asText(label)].filter(Boolean).join('='))
    : asList(value);

function osOf(row: Row): ImageOs | undefined {
  const given = valueOf(row, NAMES.os);
  const fields = wire.isJsonObject(given) ? wordsOf(given) : undefined;
  const type = wire.asText(fields ? firstOf(fields, ['family', 'type', 'ostype', 'platform', 'name']) : given);
  const distro = wire.asText(firstOf(fields ?? row.words, ['osdistro', 'distro', 'distribution']));
  const number = wire.asText(fields ? firstOf(fields, ['version', 'name']) : valueOf(row, NAMES.version));
  const version = [distro === number ? undefined : distro, number].filter(Boolean).join(' ') || undefined;
  const text = type ?? version;
  if (text === undefined) return undefined;
  const os = wire.parseOs(text, version === text ? undefined : version);
  const family = WINDOWS.test(text) ? 'windows' : LINUX.test(text) ? 'linux' : os?.family;
  if (!os || !family) return os;
  // `Ubuntu 24.04` is more specific than the family.
  const isMore = text.toLowerCase() !== family && !(family === 'other' && /^(other|unknown)$/i.test(text));
  const said = [
    isMore && version && !version.toLowerCase().startsWith(text.toLowerCase()) ? text : undefined,
    version ?? (isMore ? text : undefined),
  ];
  return { family, version: said.filter(Boolean).join(' ') || undefined };
}

function statusOf(row: Row): Pick<CloudImage, 'status' | 'statusText'> {
  const word = wire.asText(valueOf(row, NAMES.status));
  const status = STATUSES.find(([pattern]) => pattern.test(word?.trim() ?? ''))?.[1] ?? 'unknown';
  return { status, statusText: wire.asText(row.words.get('statustext')) ?? word };
}

function visibilityOf(row: Row): string | undefined {
  const isPublic = valueOf(row, ['public', 'ispublic']);
  return (
    asName(valueOf(row, NAMES.visibility)) ??
    (typeof isPublic === 'boolean' ? (isPublic ? 'public' : 'private') : undefined)
  );
}

/** A date in any format of a cloud, or seconds since 1970. */
function dateOf(value: unknown): wire.ParsedDate | undefined {
  const text = wire.asText(value) ?? '';
  return /^\d{9,10}(\.\d+)?$/.test(text)
    ? { date: new Date(Number(text) * 1000), hasZone: true }
    : wire.parseDate(value);
}

function problemOf(value: unknown): ImageProblem | undefined {
  const fields = wire.isJsonObject(value) ? value : { message: value };
  const [message, code, warning] = [
    wire.firstText(fields, 'message', 'detail', 'reason'),
    wire.asText(fields['code']),
    wire.asText(fields['warning']),
  ];
  if (typeof value === 'boolean' || !(message ?? code ?? warning)) return undefined;
  return { message, code, warning, history: [] };
}

function toImage(row: Row): Omit<CloudImage, 'source'> {
  const of = (field: Field): unknown => valueOf(row, NAMES[field]);
  const id = String(wire.id.parse(of('id')));
  return {
    id,
    name: asName(of('name')) ?? id,
    description: wire.asText(of('description')),
    os: osOf(row),
    architecture: wire.asText(of('architecture')),
    ...statusOf(row),
    visibility: visibilityOf(row),
    format: wire.asText(of('format')),
    sizeBytes: sizeOf(row, SIZES.size),
    minDiskBytes: sizeOf(row, SIZES.disk),
    minMemoryBytes: sizeOf(row, SIZES.memory),
    ...wire.imageDates(dateOf(of('created')), dateOf(of('updated'))),
    locations: asList(of('locations')),
    problem: problemOf(of('problem')),
    facets: { owner: asName(of('owner')), tag: asTags(of('tags')) },
  };
}

/** Possible columns, most important first. */
const COLUMNS: readonly (readonly [id: string, has: (image: CloudImage) => boolean])[] = [
  ['os', ({ os }) => os !== undefined],
  ['architecture', ({ architecture }) => architecture !== undefined],
  ['visibility', ({ visibility }) => visibility !== undefined],
  ['location', ({ locations }) => locations.length > 0],
  ['sizeBytes', ({ sizeBytes }) => sizeBytes !== undefined],
  ['createdAt', ({ createdAt }) => createdAt !== undefined],
];

function listWith(fields: unknown): Provider {
  const paths = pathsOf(fields);
  const provider = defineProvider({
    id: 'json',
    name: 'JSON',
    paths: [''],
    params: {},
    authorize: (credentials) =>
      typeof credentials === 'string' ? wire.authorization('Bearer', credentials.trim()) : {},
    optionalCredentials: true,
    paging: { style: 'link' },
    filters: { os: {}, architecture: {}, visibility: {}, location: {}, format: {}, owner: {}, tag: {}, status: {} },
    columns: [],
    image: z.custom<wire.JsonObject>(wire.isJsonObject),
    toImage: (row) =>
      toImage({ mapped: new Map([...paths].map(([name, path]) => [name, at(row, path)])), words: wordsOf(row) }),
    readPage: (body, headers) => readListPage(body, headers, paths),
    readError: (body, status) => readListError(body, status, paths),
  });
  const seen = new Set<string>();
  return {
    ...provider,
    withFields: listWith,
    /** The columns for which images have values. */
    get columns() {
      return COLUMNS.flatMap(([id]) => (seen.has(id) ? [id] : []));
    },
    readImage: (row) => {
      const image = provider.readImage(row);
      if (image) for (const [id, has] of COLUMNS) if (!seen.has(id) && has(image)) seen.add(id);
      return image;
    },
  };
}

/**
 * Your own list of images in JSON. Fields are recognized by their common names.
 *
 * `endpoint` is the URL of the list. Further pages are loaded from the link in the response: a `Link` header, or a link in the body.
 * `credentials` is an optional bearer token.
 */
export const jsonList = listWith(undefined);
