import { dice, uniqueHex } from '../random.js';
import { compactDay, laterDate, pastDate } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';
import { systems } from './systems.js';
import type { System } from './systems.js';

/** A store that contains an image. */
interface BackupStorageRef {
  readonly id?: number;
  readonly imageUuid: string;
  readonly backupStorageUuid: string;
  readonly installPath?: string;
  readonly exportUrl?: string;
  readonly exportMd5Sum?: string;
  readonly status?: string;
  readonly createDate?: string;
  readonly lastOpDate?: string;
}

/** An image, as ZStack sends it: without keys whose value is null. */
export interface ZstackImage {
  readonly uuid: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly state?: string;
  readonly status?: string;
  readonly size?: number;
  readonly actualSize?: number;
  readonly md5Sum?: string;
  readonly url?: string | null;
  readonly mediaType?: string;
  readonly guestOsType?: string | null;
  readonly type?: string;
  readonly platform?: string;
  readonly architecture?: string;
  readonly format?: string;
  readonly system?: boolean;
  readonly createDate?: string;
  readonly lastOpDate?: string;
  readonly backupStorageRefs?: readonly BackupStorageRef[];
}

const stores = [
  { uuid: 'a03a78dbdab23444bb109d67a5059389', scheme: 'ceph://zs-images' },
  { uuid: '7be1f09d0c8e4d51a1c8a6f2e31b5c70', scheme: 'zstore://zs-registry' },
  { uuid: '0f4d2b6ce9a74b8d9d0e5a3c71f8e642', scheme: 'sftp:///zstack_bs/rootVolumeTemplates' },
] as const;

const purposes = [
  '基础镜像',
  '生产环境',
  '测试模板',
  '数据库专用',
  '办公桌面',
  'base',
  'golden',
  'k8s-node',
  'ci-runner',
  'db',
] as const;

const GiB = 2 ** 30;

/** A pure function of its position in the catalogue. */
export function zstackImage({ seed, index, odd, needle }: ImagePosition): GeneratedImage<ZstackImage> {
  const roll = dice(seed, index);
  const uuid = uniqueHex(seed, index) + roll.hex(24);
  const system = roll.pick(systems);
  const created = pastDate(roll);
  const mediaType = roll.pick([
    'RootVolumeTemplate',
    'RootVolumeTemplate',
    'RootVolumeTemplate',
    'ISO',
    'DataVolumeTemplate',
  ]);
  const format = mediaType === 'ISO' ? 'iso' : roll.pick(['qcow2', 'qcow2', 'qcow2', 'raw', 'vmdk', 'vmtx']);
  const purpose = roll.pick(purposes);
  const name = [system.short, purpose, compactDay(created), needle ?? `b${String(roll.int(100, 9999))}`].join('-');
  const size = roll.int(2, 80) * GiB;
  // The service offers only what can be used; anything else is an oddity.
  const oddity = (share: number): boolean => roll.chance(share) && odd && needle === undefined;
  const status = oddity(0.2) ? roll.pick(['Creating', 'Downloading', 'Error', 'Deleted', 'Migrating']) : 'Ready';
  const createDate = zstackDate(created);
  const lastOpDate = zstackDate(laterDate(roll, created));
  const refs = [roll.pick(stores), ...(roll.chance(0.2) ? [roll.pick(stores)] : [])];
  const image: ZstackImage = {
    uuid,
    name,
    ...(roll.chance(0.4) && { description: `${system.title} (${purpose})，由运维团队维护` }),
    state: oddity(0.1) ? 'Disabled' : 'Enabled',
    status,
    size,
    actualSize: Math.floor(size * (0.1 + roll.next() * 0.5)),
    md5Sum: roll.chance(0.4) ? 'not calculated' : roll.hex(32),
    url: roll.chance(0.2)
      ? `volume://${roll.hex(32)}`
      : `http://mirror.example/images/${system.short}-${compactDay(created)}.${format === 'iso' ? 'iso' : 'qcow2'}`,
    mediaType,
    guestOsType: system.title,
    type: 'zstack',
    platform: platformOf(system, roll.chance(0.5), roll.chance(0.05)),
    architecture: oddity(0.2) ? roll.pick(['aarch64', 'mips64el', 'loongarch64']) : 'x86_64',
    format,
    system: oddity(0.05),
    createDate,
    lastOpDate,
    backupStorageRefs: refs.map((store, at) => ({
      id: index * 2 + at,
      imageUuid: uuid,
      backupStorageUuid: store.uuid,
      installPath: `${store.scheme}/${uuid}`,
      ...(roll.chance(0.1) && { exportUrl: `http://192.0.2.20:8001/export/${uuid}.qcow2`, exportMd5Sum: roll.hex(32) }),
      ...(!(odd && index % 5 === 2) && { status }),
      createDate,
      lastOpDate,
    })),
  };
  return { wire: odd && needle === undefined ? distort(image, created, index) : image };
}

function platformOf({ family }: System, virtio: boolean, old: boolean): string {
  if (old) return 'Paravirtualization';
  if (family === 'Windows') return virtio ? 'WindowsVirtio' : 'Windows';
  return family;
}

/** `Nov 14, 2017 2:20:57 PM`, as the server's Java writes it; a newer one has a comma after the year and U+202F before AM. */
function zstackDate(date: Date, comma = '', space = ' '): string {
  const [month, hour] = [months[date.getUTCMonth()] ?? '', date.getUTCHours()];
  const pad = (number: number): string => String(number).padStart(2, '0');
  const clock = `${String(hour % 12 || 12)}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
  const day = `${month} ${String(date.getUTCDate())}, ${String(date.getUTCFullYear())}`;
  return `${day}${comma} ${clock}${space}${hour < 12 ? 'AM' : 'PM'}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Applies one of the oddities, which alternate. */
function distort(image: ZstackImage, created: Date, index: number): ZstackImage {
  switch (index % 7) {
    case 1:
      return {
        ...image,
        state: 'PreMaintenance',
        status: 'Expunging',
        mediaType: 'KernelTemplate',
        platform: 'Haiku',
        format: 'vhdx',
      };
    case 2:
      return { uuid: image.uuid, name: image.name ?? '' };
    case 3:
      return { ...image, createDate: zstackDate(created, ','), lastOpDate: zstackDate(created, ',') };
    case 4:
      return {
        ...image,
        createDate: zstackDate(created, ',', '\u202f'),
        lastOpDate: zstackDate(created, ',', '\u202f'),
      };
    case 5:
      return {
        ...image,
        ...{ description: null, guestOsType: null, url: null, virtio: true, systemTags: ['qemuga'], baremetal2: {} },
      };
    default:
      return image;
  }
}

/** Some versions write whole numbers as `0.0` and large ones as `8.58E9`. */
export function serializeZstackImage(image: ZstackImage, { odd, index }: ImagePosition): string {
  const json = JSON.stringify(image);
  if (!odd || index % 7 !== 6) return json;
  return json
    .replace(/"id":(\d+)/g, '"id":$1.0')
    .replace(/"(size|actualSize)":(\d)(\d+)/g, (_, key: string, first: string, rest: string) => {
      return `"${key}":${first}.${rest}E${String(rest.length)}`;
    });
}
