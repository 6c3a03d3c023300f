import { dice, uniqueHex } from '../random.js';
import { compactDay, laterDate, pastDate, toSeconds } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';

/** An image of a phone, as Huawei Cloud Phone sends it. */
export interface PhoneImage {
  readonly image_id: string;
  readonly domain_id?: string | null;
  readonly image_name?: string | null;
  readonly update_time?: string | null;
  readonly create_time?: string | null;
  /** In bytes. */
  readonly image_size?: number | null;
  /** With `private` only. */
  readonly project_id?: string | null;
  readonly image_version?: string | null;
  readonly image_type?: string | null;
  readonly status?: number | null;
  /** With `share` only. */
  readonly src_project_id?: string | null;
}

/** The projects that share images, for `src_project_id`. */
export const sharingProjects = ['0e69423d4400f4a82f67c0059a1e4cc8', '7c1d5b90e2f34a6b8d0f9e1a2b3c4d5e'] as const;

const purposes = [
  '游戏托管',
  '直播场景',
  '移动办公',
  '应用测试',
  'base',
  'gms',
  'ci',
  'streaming',
  'kiosk',
  'root',
] as const;

/** A pure function of its position in the catalogue. */
export function phoneImage({ seed, index, odd, needle }: ImagePosition): GeneratedImage<PhoneImage> {
  const roll = dice(seed, index);
  const created = pastDate(roll, 900);
  const image_id = `2303${compactDay(created)}${uniqueHex(seed, index)}${roll.hex(12)}`;
  const version = roll.pick(['9.0', '9.0', '10.0', '11.0', '11.0']);
  const image_type = roll.pick(['private', 'private', 'public', 'share']);
  const build = `${String(roll.int(1, 9))}.${String(roll.int(0, 20))}.${String(roll.int(0, 400))}`;
  const flavour = roll.chance(0.4) ? '云手机' : 'cph';
  const name = `${flavour}-aosp${version.replace('.0', '')}-${roll.pick(purposes)}-v${build}-${compactDay(created)}`;
  const image: PhoneImage = {
    domain_id: '4a2a9967e4514c388a4c945efcbab9d6',
    image_name: needle === undefined ? name : `${name}-${needle}`,
    update_time: `${toSeconds(laterDate(roll, created))}Z`,
    create_time: `${toSeconds(created)}Z`,
    image_size: roll.int(900_000_000, 6_500_000_000),
    ...(image_type === 'private' && { project_id: '3a63a229aa6e47bab2153b44a7f3f50d' }),
    image_id,
    image_version: `AOSP ${version}`,
    image_type,
    status: needle !== undefined || roll.chance(0.85) ? 1 : roll.pick([0, 2]),
    ...(image_type === 'share' && { src_project_id: roll.pick(sharingProjects) }),
  };
  return { wire: odd && needle === undefined ? distort(image, index) : image };
}

/** Applies one of the oddities, which alternate. */
function distort(image: PhoneImage, index: number): PhoneImage {
  switch (index % 5) {
    case 1:
      return { ...image, status: 7, image_type: 'market', image_version: 'HarmonyOS 4' };
    case 2:
      return { ...image, image_size: null, update_time: null, create_time: null, image_version: null, status: null };
    case 3:
      return { image_id: image.image_id };
    case 4:
      return { ...image, ...{ checksum: 'a1b2', enterprise_project_id: '0', labels: [], kernel: { version: '4.19' } } };
    default:
      return image;
  }
}
