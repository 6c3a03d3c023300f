import type { CloudId } from '../../simulator/index.js';
import type { PickerTag } from './picker.js';

// Lists and errors of each cloud with a text of the test's in every place where the cloud can put one.

/** Gives the next text. */
export type Say = () => string;

type Fields = Readonly<Record<string, unknown>>;

export interface TalkativeCloud {
  readonly tag: PickerTag;
  /** The key of an image's id. */
  readonly id: string;
  /** One image: every field that is documented, and one that is not. */
  readonly row: (say: Say) => Fields;
  /** The body of a list. */
  readonly list: (rows: readonly Fields[], say: Say) => Fields;
  /** The body of an error, in each of the cloud's shapes. */
  readonly errors: readonly ((say: Say) => Fields)[];
}

/** As any cloud could add it, its key included. */
const more = (say: Say): Fields => ({ [say()]: say(), more: { [say()]: [say(), { [say()]: say() }] } });

const huaweiErrors: TalkativeCloud['errors'] = [
  (say) => ({ error_code: say(), error_msg: say(), request_id: say(), ...more(say) }),
  (say) => ({ error: { code: say(), message: say(), request_id: say(), ...more(say) } }),
];

export const talkativeClouds: Readonly<Record<CloudId, TalkativeCloud>> = {
  horizon: {
    tag: 'image-copies',
    id: 'id',
    row: (say) => ({
      id: say(),
      assetDetails: { assetType: say(), data: { [say()]: say(), region: say() } },
      createdAt: say(),
      credentialId: say(),
      errorCode: say(),
      errorDetails: say(),
      errorDetailsParameters: { [say()]: say() },
      errorsHistory: [
        {
          cause: { message: say(), cause: say() },
          code: say(),
          detail: say(),
          domain: say(),
          message: say(),
          parameters: { [say()]: say() },
          severity: say(),
          timestampInUtc: say(),
        },
      ],
      gpuType: say(),
      imageId: say(),
      multiSession: say(),
      orgId: say(),
      osType: say(),
      providerInstanceId: say(),
      providerLabel: say(),
      state: say(),
      status: say(),
      updatedAt: say(),
      versionId: say(),
      warningDetails: say(),
      warningDetailsParameters: { [say()]: say() },
      ...more(say),
    }),
    list: (rows, say) => ({
      content: rows,
      totalElements: rows.length,
      totalPages: 1,
      number: 0,
      size: 200,
      pageable: { sort: say() },
      sort: say(),
      ...more(say),
    }),
    errors: [
      (say) => ({ errors: [{ code: say(), message: say(), parameters: { [say()]: say() } }], requestId: say() }),
      (say) => ({ error: say(), error_description: say(), traceId: say(), ...more(say) }),
    ],
  },
  zstack: {
    tag: 'vm-image-candidates',
    id: 'uuid',
    row: (say) => ({
      uuid: say(),
      name: say(),
      description: say(),
      state: say(),
      status: say(),
      size: say(),
      actualSize: say(),
      md5Sum: say(),
      url: say(),
      mediaType: say(),
      guestOsType: say(),
      type: say(),
      platform: say(),
      architecture: say(),
      format: say(),
      system: say(),
      createDate: say(),
      lastOpDate: say(),
      backupStorageRefs: [0, 1].map(() => ({
        id: say(),
        imageUuid: say(),
        backupStorageUuid: say(),
        installPath: say(),
        exportUrl: say(),
        exportMd5Sum: say(),
        status: say(),
        createDate: say(),
        lastOpDate: say(),
      })),
      ...more(say),
    }),
    list: (rows, say) => ({ inventories: rows, ...more(say) }),
    errors: [
      (say) => ({
        error: {
          code: say(),
          description: say(),
          details: say(),
          elaboration: say(),
          cause: { code: say(), description: say(), details: say(), elaboration: say() },
          ...more(say),
        },
      }),
    ],
  },
  'huawei-workspace': {
    tag: 'workspace-images',
    id: 'id',
    row: (say) => ({
      id: say(),
      image_type: say(),
      os_type: say(),
      os_version: say(),
      disk_format: say(),
      name: say(),
      min_ram: say(),
      min_disk: say(),
      product_code: say(),
      architecture: say(),
      created_at: say(),
      ...more(say),
    }),
    list: (rows, say) => ({ images: rows, total_count: rows.length, ...more(say) }),
    errors: huaweiErrors,
  },
  hostway: {
    tag: 'flexcloud-images',
    id: 'id',
    row: (say) => ({
      id: say(),
      name: say(),
      status: say(),
      created: say(),
      updated: say(),
      links: [{ href: say(), rel: say() }],
      zones: [say(), say()],
      ...more(say),
    }),
    list: (rows, say) => ({ images: rows, ...more(say) }),
    errors: [
      (say) => ({ [say()]: { code: 403, message: say(), details: say(), guid: say(), ...more(say) } }),
      (say) => ({ message: say(), details: say(), errorid: say() }),
    ],
  },
  'huawei-cloud-phone': {
    tag: 'cloud-phone-images',
    id: 'image_id',
    row: (say) => ({
      image_id: say(),
      domain_id: say(),
      image_name: say(),
      update_time: say(),
      create_time: say(),
      image_size: say(),
      project_id: say(),
      image_version: say(),
      image_type: say(),
      status: say(),
      src_project_id: say(),
      ...more(say),
    }),
    list: (rows, say) => ({ image_infos: rows, total: rows.length, request_id: say(), ...more(say) }),
    errors: huaweiErrors,
  },
};

/** Says the texts in turn, from one of them on, round and round. */
export function inTurn(texts: readonly string[], from = 0): Say {
  let at = from;
  return () => texts[at++ % texts.length] ?? '';
}
