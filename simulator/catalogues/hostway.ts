import { dice, uniqueHex } from '../random.js';
import { pastDate, toSeconds } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';
import { systems } from './systems.js';

/** An image, as Hostway FlexCloud sends it. */
export interface HostwayImage {
  readonly id: string;
  readonly status?: string | null;
  readonly updated?: string | null;
  readonly name?: string | null;
  readonly links?: readonly { readonly href: string; readonly rel: string }[] | null;
  readonly created?: string | null;
  readonly zones?: readonly string[] | null;
}

/** The zones in which images are available, for `zone`. */
export const hostwayZones = ['AUS001', 'CHI001', 'TAM001', 'VAN001', 'HAN001', 'SEL001'] as const;

const international = systems.filter(({ chinese }) => !chinese);
const servers = [
  'web',
  'db',
  'mail',
  'shop',
  'büro',
  'crm',
  'backup',
  'staging',
  'kundenportal',
  'monitoring',
] as const;

/** A pure function of its position in the catalogue. The type is hidden. */
export function hostwayImage({ seed, index, odd, needle }: ImagePosition): GeneratedImage<HostwayImage> {
  const roll = dice(seed, index);
  const base = roll.chance(0.45);
  const system = roll.pick(international);
  const created = pastDate(roll, 2500);
  const number = String(Number.parseInt(uniqueHex(seed, index), 16));
  // Older images have words for ids.
  const id = odd && index % 2 === 1 ? `${system.short.replace(/\W/g, '_')}_template_${number}` : number;
  const name = base
    ? `${system.title} 64-bit${roll.chance(0.5) ? ' minimal' : ''} (build ${number.slice(-5)})`
    : `${roll.pick(servers)}-${String(roll.int(1, 40)).padStart(2, '0')} snapshot ${toSeconds(created).replace('T', ' ')}`;
  const link = `https://api.hostway.example/accounts/100234/flexcloud/images/${id}/`;
  const zone = roll.pick(hostwayZones);
  const image: HostwayImage = {
    status: needle !== undefined || roll.chance(0.88) ? 'ACTIVE' : roll.pick(['SAVING', 'DELETED']),
    updated: null,
    name: needle === undefined ? name : `${name} ${needle}`,
    links: [
      { href: link, rel: 'self' },
      { href: link, rel: 'bookmark' },
    ],
    created: toSeconds(created),
    id,
    zones: base ? hostwayZones.filter((other) => other === zone || roll.chance(0.4)) : [zone],
  };
  const hiddenType = base ? 'BASE' : 'SERVER';
  return { wire: odd && needle === undefined ? distort(image, index) : image, hiddenType };
}

/** Applies one of the oddities, which alternate. */
function distort(image: HostwayImage, index: number): HostwayImage {
  const { zones, ...older } = image;
  switch (index % 6) {
    case 1:
      return older;
    case 2:
      return { ...image, status: 'QUEUED', zones: zones?.slice(0, 0) ?? null };
    case 3:
      return { ...image, name: null, created: null, links: null, zones: null };
    case 4:
      return { id: image.id };
    case 5:
      return { ...older, updated: '2012-01-05T00:00:00', ...{ progress: 100, serverId: 77, minDisk: null } };
    default:
      return image;
  }
}
