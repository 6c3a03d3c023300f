import { dice, uniqueHex } from '../random.js';
import { compactDay, pastDate, toSeconds } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';
import { systems } from './systems.js';
import type { System } from './systems.js';

/** A product image, as Huawei Cloud Workspace sends it. */
export interface WorkspaceImage {
  readonly id: string;
  readonly image_type?: string | null;
  readonly os_type?: string | null;
  readonly os_version?: string | null;
  readonly disk_format?: string | null;
  readonly name?: string | null;
  readonly min_ram?: number | null;
  readonly min_disk?: number | null;
  readonly product_code?: string | null;
  readonly architecture?: string | null;
  readonly created_at?: string | null;
}

const editions = ['标准版', '增强版', '旗舰版', '图形版', '精简版'] as const;
const teams = ['办公桌面', '研发桌面', '财务专用', '教学云桌面', '呼叫中心', '图形工作站', '外包团队'] as const;

/** A pure function of its position in the catalogue. The package series is the hidden type. */
export function workspaceImage({ seed, index, odd, needle }: ImagePosition): GeneratedImage<WorkspaceImage> {
  const roll = dice(seed, index);
  const id = asUuid(uniqueHex(seed, index) + roll.hex(24));
  const system = roll.pick(systems);
  const created = pastDate(roll);
  const mark = needle ?? String(roll.int(1000, 99_999));
  const arm = system.arm === true && roll.chance(0.4);
  const image: WorkspaceImage = {
    id,
    image_type: roll.chance(0.55) ? 'gold' : 'private',
    os_type: system.family,
    os_version: `${system.title} 64bit`,
    disk_format: roll.pick(['qcow2', 'qcow2', 'vhd', 'raw', 'zvhd2', 'zvhd2']),
    name: roll.chance(0.5)
      ? `${roll.pick(teams)}-${shortTitle(system)}-${roll.pick(editions)}-${compactDay(created)}-${mark}`
      : `Workspace_${shortTitle(system)}_${arm ? 'arm' : 'x86'}_HDA_${compactDay(created)}_${mark}`,
    min_ram: roll.pick([0, 0, 0, 2048, 4096, 8192]),
    min_disk: roll.pick([40, 50, 60, 80, 100, 200, 1024]),
    ...(roll.chance(0.6) && { product_code: `workspace.${roll.pick(['x86', 'gpu', 'arm'])}.${roll.hex(6)}` }),
    architecture: arm ? 'arm' : 'x86',
    created_at: `${toSeconds(created)}Z`,
  };
  const hiddenType = roll.chance(0.8) ? 'general' : 'dedicated';
  return { wire: odd && needle === undefined ? distort(image, index) : image, hiddenType };
}

/** `Win10-22H2`, `UOS-20`: how people write it. */
function shortTitle({ short }: System): string {
  return short
    .replace(/^win/, 'Win')
    .replace(/^(uos|rhel|sles)/, (word) => word.toUpperCase())
    .replace(/-(ent|std|dc|desktop)$/, '');
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Applies one of the oddities, which alternate. */
function distort(image: WorkspaceImage, index: number): WorkspaceImage {
  switch (index % 5) {
    case 1:
      return { ...image, image_type: 'market', os_type: 'HarmonyOS', disk_format: 'iso', architecture: 'riscv64' };
    case 2:
      return {
        ...image,
        ...{ os_version: null, disk_format: null, min_ram: null, min_disk: null, product_code: null, created_at: null },
      };
    case 3:
      return { id: image.id };
    case 4:
      // Beyond the limits of the vendor's specification, which its own images exceed.
      return { ...image, min_disk: 10, ...{ status: 'active', size: 0.0, tags: ['a', 'b'], sceneCode: { id: 1 } } };
    default:
      return image;
  }
}
