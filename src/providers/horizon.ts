import * as z from 'zod/mini';
import type { CloudImage, ImageProblem, ImageStatus } from './image.js';
import { defineProvider } from './provider.js';
import * as wire from './wire.js';

const event = z.looseObject({
  cause: wire.anyValue,
  code: wire.text,
  detail: wire.text,
  domain: wire.text,
  message: wire.text,
  parameters: wire.anyObject,
  severity: wire.text,
  timestampInUtc: wire.text,
});

const copy = z.looseObject({
  assetDetails: z.nullish(z.looseObject({ assetType: wire.text, data: wire.anyValue })),
  createdAt: wire.text,
  credentialId: wire.text,
  errorCode: wire.text,
  errorDetails: wire.text,
  errorDetailsParameters: wire.anyObject,
  errorsHistory: wire.list(event),
  gpuType: wire.text,
  id: wire.id,
  imageId: wire.text,
  multiSession: wire.flag,
  orgId: wire.text,
  osType: wire.text,
  providerInstanceId: wire.text,
  providerLabel: wire.text,
  state: wire.text,
  status: wire.text,
  updatedAt: wire.text,
  version: wire.number,
  versionId: wire.text,
  warningDetails: wire.text,
  warningDetailsParameters: wire.anyObject,
});

const page = z.looseObject({
  content: wire.rows,
  empty: wire.flag,
  first: wire.flag,
  last: wire.flag,
  number: wire.number,
  numberOfElements: wire.number,
  pageable: wire.anyValue,
  size: wire.number,
  sort: wire.anyValue,
  totalElements: wire.number,
  totalPages: wire.number,
});

/** A copy of an image version as Horizon Cloud sends it. */
export type HorizonCopy = z.infer<typeof copy>;

/** The vendor publishes no complete list, so unknown words are matched by their endings. */
const STATUSES: readonly (readonly [RegExp, ImageStatus])[] = [
  [/^AVAILABLE$/, 'ready'],
  [/^DISABLED$/, 'disabled'],
  [/FAILED$|^ERROR$/, 'failed'],
  [/^DELET(ING|ED)$/, 'deleted'],
  // An imported copy is not yet published, and a partially available one may not exist where the machine is made.
  [/IN_PROGRESS$|ING$|^IMPORT_COMPLETE$|^PARTIALLY_AVAILABLE$/, 'pending'],
];

/** No machine can be created from a copy that is not published, regardless of its status. */
const STATES: Readonly<Record<string, ImageStatus>> = {
  PUBLISHED: 'ready',
  UNPUBLISHED: 'disabled',
  PARTIALLY_PUBLISHED: 'pending',
  NOT_READY: 'pending',
};

function statusOf(copy: HorizonCopy): Pick<CloudImage, 'status' | 'statusText'> {
  const words = [wire.asText(copy.status), wire.asText(copy.state)] as const;
  const [word, state] = words.map((text) => text?.toUpperCase());
  const status = word && (STATUSES.find(([pattern]) => pattern.test(word))?.[1] ?? 'unknown');
  const withheld = wire.lookUp(STATES, state);
  if (withheld && (!status || (withheld !== 'ready' && (status === 'ready' || status === 'unknown'))))
    return { status: withheld, statusText: words.filter(Boolean).join(', ') };
  return { status: status || 'unknown', statusText: words[0] };
}

/** The service's message for a version without copies: "Copies are not found for versionId and imageId". */
const NO_COPIES = /\bcopies\b.*\bnot found\b/i;

const LABELS: Readonly<Record<string, string>> = {
  AZURE: 'Azure',
  VSPHERE: 'vSphere',
  ZEROCLOUD: 'ZeroCloud',
  WINDOWS: 'Windows',
  LINUX: 'Linux',
};

const label = (value: unknown): string | undefined => {
  const word = wire.asText(value);
  return wire.lookUp(LABELS, word) ?? word;
};

/**
 * A copy has no name, so it is composed of what distinguishes copies for users, and of the end of the id in case all of that is equal.
 * The integer `version` is the revision of the record, and the image version is the same for a whole list: neither helps.
 */
function nameOf(copy: HorizonCopy): string {
  const gpu = wire.asText(copy.gpuType);
  const created = wire.parseDate(copy.createdAt);
  return [
    label(copy.providerLabel),
    systemOf(copy),
    gpu === 'NONE' ? undefined : gpu,
    created && wire.isoDay(created),
    endOfId(copy),
  ]
    .filter(Boolean)
    .join(' · ');
}

const systemOf = (copy: HorizonCopy): string =>
  [label(copy.osType), isMultiSession(copy) ? 'multi-session' : undefined].filter(Boolean).join(' ');

const endOfId = ({ id }: HorizonCopy): string => (String(id).length > 4 ? `…${String(id).slice(-4)}` : String(id));

const isMultiSession = (copy: HorizonCopy): boolean => wire.asText(copy.multiSession)?.toLowerCase() === 'true';

/** Replaces the placeholders of a text, in any of their notations. Parameters without a placeholder follow in brackets. */
function fillPlaceholders(text: unknown, parameters: unknown): string | undefined {
  const values = new Map(Object.entries(wire.isJsonObject(parameters) ? parameters : {}));
  const rest = new Set(values.keys());
  const show = (key: string): string => wire.asText(values.get(key)) ?? JSON.stringify(values.get(key) ?? null);
  const filled = wire.asText(text)?.replace(/\$?\{\{?\s*([\w.-]+)\s*\}?\}/g, (placeholder, key: string) => {
    if (!values.has(key)) return placeholder;
    rest.delete(key);
    return show(key);
  });
  const others = Array.from(rest, (key) => `${key}: ${show(key)}`).join(', ');
  return filled && others ? `${filled} (${others})` : filled || others || undefined;
}

/** The messages of an event and its causes, each once. */
function messageOf(event: unknown): string | undefined {
  const said = new Set<string>();
  let error = event;
  for (let depth = 0; depth < 10 && wire.isJsonObject(error); depth++) {
    for (const key of ['message', 'detail']) {
      const text = wire.asText(error[key]);
      if (text) said.add(text);
    }
    error = error['cause'];
  }
  return fillPlaceholders([...said].join(': '), wire.isJsonObject(event) ? event['parameters'] : undefined);
}

/** Undocumented details of a copy, such as a resource group, a region or a template. */
function assetOf(copy: HorizonCopy): string | undefined {
  const data = copy.assetDetails?.data;
  return wire.isJsonObject(data) ? fillPlaceholders(undefined, data) : wire.asText(data);
}

function problemOf(copy: HorizonCopy, status: ImageStatus): ImageProblem | undefined {
  const history = (copy.errorsHistory ?? []).flatMap((event) =>
    event
      ? [
          {
            at: wire.asDate(event.timestampInUtc),
            severity: wire.asText(event.severity),
            domain: wire.asText(event.domain),
            code: wire.asText(event.code),
            message: messageOf(event),
          },
        ]
      : [],
  );
  const warning = fillPlaceholders(copy.warningDetails, copy.warningDetailsParameters);
  let code = wire.asText(copy.errorCode);
  let message = fillPlaceholders(copy.errorDetails, copy.errorDetailsParameters);
  if (status === 'failed' && !code && !message) ({ code, message } = history.at(-1) ?? {});
  return code || message || warning ? { code, message, warning, history } : undefined;
}

/**
 * VMware (now Omnissa) Horizon Cloud next-gen: the copies of one image version.
 *
 * Implements "Get Copies" of the Image Management API, version Latest (V1). `credentials` is an access token. Copies have no names, so
 * they are named by provider, operating system, GPU and date.
 */
export const horizon = defineProvider<HorizonCopy>({
  id: 'horizon',
  name: 'VMware Horizon Cloud',
  paths: ['/imagemgmt/v1/images/{imageId}/versions/{versionId}/copies'],
  params: {
    imageId: { in: 'path', name: 'imageId', required: true },
    versionId: { in: 'path', name: 'versionId', required: true },
    orgId: { in: 'query', name: 'org_id' },
    providerInstanceId: { in: 'query', name: 'provider_instance_id' },
  },
  authorize: (credentials) => (typeof credentials === 'string' ? wire.authorization('Bearer', credentials.trim()) : {}),
  paging: { style: 'page', page: 'page', size: 'size', max: 200 },
  filters: {
    os: { options: ['windows', 'linux'] },
    status: { options: ['ready', 'pending', 'disabled', 'failed', 'deleted'] },
    state: { options: ['PUBLISHED', 'UNPUBLISHED', 'PARTIALLY_PUBLISHED', 'NOT_READY'] },
    'provider-label': { options: ['AKKA', 'AZURE', 'VSPHERE', 'ZEROCLOUD'] },
    'gpu-type': { options: ['AMD', 'NVIDIA', 'NONE'] },
    'multi-session': { options: ['true', 'false'] },
    location: {},
  },
  sorting: {
    fields: { createdAt: 'createdAt', updatedAt: 'updatedAt' },
    // Without a tie-break, copies with equal dates may swap between two pages.
    entries: (field, direction) => [
      ['sort', `${field},${direction}`],
      ['sort', 'id,asc'],
    ],
  },
  columns: ['provider-label', 'gpu-type', 'createdAt', 'updatedAt'],

  image: copy,
  toImage: (copy) => {
    const { status, statusText } = statusOf(copy);
    const location = wire.asText(copy.providerInstanceId);
    return {
      id: String(copy.id),
      name: nameOf(copy),
      title: { text: systemOf(copy), tail: endOfId(copy) },
      os: wire.parseOs(wire.asText(copy.osType)),
      status,
      statusText,
      ...wire.imageDates(wire.parseDate(copy.createdAt), wire.parseDate(copy.updatedAt)),
      locations: location === undefined ? [] : [location],
      problem: problemOf(copy, status),
      facets: {
        state: wire.asText(copy.state),
        'provider-label': wire.asText(copy.providerLabel),
        // The document's example lists two in one string.
        'gpu-type': wire.asText(copy.gpuType)?.split(/\s*,\s*/),
        'multi-session': wire.asText(copy.multiSession)?.toLowerCase(),
      },
      facts: {
        organization: wire.asText(copy.orgId),
        'asset-type': wire.asText(copy.assetDetails?.assetType),
        'asset-details': assetOf(copy),
      },
    };
  },

  readPage: (body) => {
    const { content, empty, number, numberOfElements, size, totalElements, totalPages } = page.parse(body);
    // A page without copies may omit `content` and state the fact in another field.
    const rows = wire.rowsOf(content, numberOfElements, totalElements, empty === true ? 0 : undefined);
    const pages = wire.asNumber(totalPages) ?? 0;
    // `last` is unreliable, and so is a page count of 0 together with copies.
    const last = rows.length === 0 || (pages > 0 && (wire.asNumber(number) ?? 0) + 1 >= pages);
    const full = wire.asNumber(size) ?? 0;
    return {
      rows,
      total: wire.asNumber(totalElements),
      pages: pages > 0 ? pages : undefined,
      size: full > 0 ? full : undefined,
      last,
    };
  },

  // The shape of ErrorResponse is not documented, so common ones are tried.
  readError: (body, status) =>
    wire.readFailure(body, status, (fields) => {
      const error = [fields['errors'], fields['error']].flat().find(wire.isJsonObject) ?? fields;
      const code = wire.firstText(error, 'code', 'errorCode', 'error_code');
      const texts = [
        'message',
        'errorMessage',
        'error_description',
        'errorDetails',
        'detail',
        'details',
        'description',
        'error',
      ];
      const detail = fillPlaceholders(
        wire.firstText(error, ...texts),
        error['parameters'] ?? error['errorDetailsParameters'],
      );
      const requestId = wire.firstText(fields, 'requestId', 'request_id', 'traceId', 'correlationId');
      // Frameworks and gateways also answer 404, but with other messages.
      if (status === 404 && NO_COPIES.test(detail ?? '')) return { kind: 'empty', code, detail, requestId };
      return 'content' in fields || !(code || detail || requestId) ? undefined : { code, detail, requestId };
    }),
});
