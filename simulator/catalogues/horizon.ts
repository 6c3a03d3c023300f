import { dice, uniqueHex } from '../random.js';
import type { Dice } from '../random.js';
import { laterDate, pastDate, toSeconds } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';
import { systems } from './systems.js';
import type { System } from './systems.js';

/** A step in the history of a failure. */
interface HorizonError {
  readonly cause?: string;
  readonly code: string;
  readonly detail: string;
  readonly domain: string;
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly severity: string;
  readonly timestampInUtc: string;
}

type Parameters = Readonly<Record<string, string>>;

/** A copy of an image in one provider instance, as Horizon Cloud sends it. */
export interface HorizonCopy {
  readonly id: string;
  readonly assetDetails?: { readonly assetType: string; readonly data: Readonly<Record<string, unknown>> } | null;
  readonly createdAt?: string | null;
  readonly updatedAt?: string | null;
  readonly credentialId?: string | null;
  readonly errorCode?: string | null;
  readonly errorDetails?: string | null;
  readonly errorDetailsParameters?: Parameters | null;
  readonly errorsHistory?: readonly HorizonError[] | null;
  readonly gpuType?: string | null;
  readonly imageId?: string;
  readonly multiSession?: boolean | null;
  readonly orgId?: string;
  readonly osType?: string | null;
  readonly providerInstanceId?: string | null;
  readonly providerLabel?: string | null;
  readonly state?: string | null;
  readonly status?: string | null;
  readonly version?: number | null;
  readonly versionId?: string;
  readonly warningDetails?: string | null;
  readonly warningDetailsParameters?: Parameters | null;
}

/** The organizations to which copies belong, for `org_id`; the first one has most. */
export const horizonOrgs = ['9d3c1f40-6a52-4c1e-8f0b-2d7a51c0e6a1', '1b7e90d2-44c8-4b0f-a3d9-70c5e2f8b914'] as const;

/** The provider instances that hold copies, for `provider_instance_id`. */
export const horizonProviderInstances = [
  '63f1c0de9a2b4c0017e5a001',
  '63f1c0de9a2b4c0017e5a002',
  '640a77b19a2b4c0017e5b113',
  '6512e9ff9a2b4c0017e5c2d7',
  '65c0aa219a2b4c0017e5d0e4',
] as const;

const regions = ['westeurope', 'germanywestcentral', 'eastus2', 'japaneast', 'southeastasia', 'uksouth'] as const;

const windows = systems.filter(({ family }) => family === 'Windows');
const linux = systems.filter(({ short }) => /^(ubuntu|rocky|rhel|sles)/.test(short));

/** All copies of a list are copies of one version of one image, so they have one system. */
function systemOf(seed: number): System {
  const roll = dice(seed, -1);
  return roll.pick(roll.chance(0.75) ? windows : linux);
}

/** A pure function of its position in the catalogue. */
export function horizonCopy(place: ImagePosition): GeneratedImage<HorizonCopy> {
  const { seed, index, needle } = place;
  const roll = dice(seed, index);
  const id = uniqueHex(seed, index) + roll.hex(16);
  const system = systemOf(seed);
  const label = roll.pick(['AZURE', 'AZURE', 'AZURE', 'VSPHERE', 'VSPHERE', 'AKKA', 'ZEROCLOUD']);
  const region = roll.pick(regions);
  // The first few can be used.
  const status = needle === undefined && index > 3 ? pickStatus(roll) : 'AVAILABLE';
  const created = pastDate(roll, 700);
  const vm = `img-${system.short}-${uniqueHex(seed, index).slice(0, 4)}`;
  const copy: HorizonCopy = {
    id,
    imageId: '65a0f2b49a2b4c0017e5f00d',
    versionId: '65a0f2b49a2b4c0017e5f0a1',
    // The revision of the record, which grows with each change; not the version of the image.
    version: roll.int(0, 18),
    orgId: roll.chance(0.8) ? horizonOrgs[0] : horizonOrgs[1],
    // The needle is a separate provider instance: a copy has no name that could contain it.
    providerInstanceId: needle === undefined ? roll.pick(horizonProviderInstances) : `${needle}0017e5ffffff`,
    providerLabel: label,
    credentialId: roll.hex(24),
    osType: system.family === 'Windows' ? 'WINDOWS' : 'LINUX',
    multiSession: system.multiSession === true,
    gpuType: roll.pick(['NONE', 'NONE', 'NONE', 'NVIDIA', 'AMD']),
    status,
    state: stateOf(status, roll),
    createdAt: `${toSeconds(created)}.000Z`,
    updatedAt: `${toSeconds(laterDate(roll, created))}.000Z`,
    assetDetails: { assetType: assetTypes[label], data: assetData(label, system.title, system.short, region, vm) },
    ...(failures[status] && failure(failures[status], { vmName: vm, region }, laterDate(roll, created, 2))),
    ...(status === 'PARTIALLY_AVAILABLE' && warning(region)),
  };
  return { wire: place.odd && needle === undefined ? distort(copy, index) : copy };
}

const assetTypes = {
  AZURE: 'AZURE_IMAGE',
  VSPHERE: 'VSPHERE_TEMPLATE',
  AKKA: 'AKKA_IMAGE_IN_RG',
  ZEROCLOUD: 'ZEROCLOUD_IMAGE',
} as const;

function assetData(label: keyof typeof assetTypes, os: string, sku: string, region: string, vm: string) {
  if (label === 'VSPHERE')
    return { osName: os, templateName: vm, datastore: 'vsanDatastore', hardwareVersion: 'vmx-19' };
  if (label === 'ZEROCLOUD') return { osName: os };
  return { osName: os, region, resourceGroup: `hcs-images-${region}`, imageSku: sku, generation: 'V2', vmName: vm };
}

function pickStatus(roll: Dice): string {
  if (roll.chance(0.68)) return 'AVAILABLE';
  return roll.pick([
    ...([
      'PENDING',
      'IMPORT_IN_PROGRESS',
      'IMPORT_COMPLETE',
      'PUBLISH_IN_PROGRESS',
      'REPLICATION_IN_PROGRESS',
    ] as const),
    ...([
      'GENERALIZING',
      'PARTIALLY_AVAILABLE',
      'DISABLED',
      'DELETING',
      'FAILED',
      'AGENT_INSTALLATION_FAILED',
    ] as const),
  ]);
}

function stateOf(status: string, roll: Dice): string {
  if (status === 'AVAILABLE') return 'PUBLISHED';
  if (status === 'PARTIALLY_AVAILABLE') return 'PARTIALLY_PUBLISHED';
  if (status === 'DISABLED' || status === 'IMPORT_COMPLETE') return 'UNPUBLISHED';
  return roll.pick(['NOT_READY', 'UNPUBLISHED']);
}

interface Failure {
  readonly code: string;
  readonly details: string;
  readonly before: string;
}

const failures: Readonly<Record<string, Failure>> = {
  FAILED: {
    code: 'AZURE_FAILED_TO_ENABLE_RDS',
    details: 'Failed to enable Remote Desktop Services on {vmName} in {region}',
    before: 'The VM {vmName} did not answer within 30 minutes',
  },
  AGENT_INSTALLATION_FAILED: {
    code: 'IMAGE_AGENT_INSTALLATION_FAILED',
    details: 'The Horizon agent could not be installed on {vmName}: a restart is pending',
    before: 'The installer ended with code 1603 on {vmName}',
  },
};

function failure({ code, details, before }: Failure, parameters: Parameters, at: Date): Partial<HorizonCopy> {
  const step = (detail: string, minutes: number, severity: string): HorizonError => ({
    code,
    detail,
    message: detail,
    domain: 'imagemgmt',
    parameters,
    severity,
    timestampInUtc: `${toSeconds(new Date(at.getTime() + minutes * 60_000))}.000Z`,
  });
  return {
    errorCode: code,
    errorDetails: details,
    errorDetailsParameters: parameters,
    errorsHistory: [step(before, 0, 'WARNING'), { ...step(details, 31, 'ERROR'), cause: before }],
  };
}

function warning(region: string): Partial<HorizonCopy> {
  return {
    warningDetails: 'The copy has not been replicated to {count} of the edges in {region}',
    warningDetailsParameters: { count: '2', region },
  };
}

/** Applies one of the oddities, which alternate. */
function distort(copy: HorizonCopy, index: number): HorizonCopy {
  switch (index % 6) {
    case 1:
      return { ...copy, status: 'SYSPREP_PAUSED', state: 'ARCHIVED', gpuType: 'INTEL', osType: 'MACOS' };
    case 2:
      return {
        ...copy,
        ...{ assetDetails: null, createdAt: null, updatedAt: null, gpuType: null, osType: null, multiSession: null },
        ...{ errorCode: null, errorDetails: null, errorsHistory: null, warningDetails: null, providerInstanceId: null },
      };
    case 3:
      return { id: copy.id };
    case 4:
      return {
        ...copy,
        ...{ dataCenterId: 'dc-7', markers: [{ name: 'golden', id: 7 }], securityType: 'TrustedLaunch' },
      };
    case 5:
      // Without parameters, and with an invalid date, as in the document's own example.
      return {
        ...copy,
        errorCode: 'E1',
        errorDetails: 'Failed on {vmName}',
        errorDetailsParameters: null,
        createdAt: 'string',
      };
    default:
      return copy;
  }
}
