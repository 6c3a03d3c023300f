import { dice, uniqueHex } from '../../simulator/random.js';
import type { Tables } from '../servers/glance.js';

/** The projects that images belong to. */
export interface Projects {
  readonly own: string;
  readonly other: string;
}

/** Enough for several pages of any size that is asked for. */
const COUNT = 1200;

const statuses = [
  ...(['active', 'active', 'active', 'active', 'queued', 'saving', 'uploading', 'importing'] as const),
  ...(['deactivated', 'killed', 'deleted', 'pending_delete'] as const),
];
const visibilities = ['public', 'private', 'shared', 'community'] as const;
const formats = ['qcow2', 'raw', 'iso', 'vmdk', 'vhdx', null] as const;
const distros = ['ubuntu', 'debian', 'rocky', 'windows', 'freebsd', null] as const;
const words = ['web', 'データ', 'größe', '<b>bold</b>', "o'clock", 'batch', '100%', 'a&b'] as const;

/** Dates of which several images have the same: only a tie-break keeps them on their pages. */
const moment = (index: number): string => new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 3) * 61_000).toISOString();

/** Images of all visibilities, statuses and owners, hidden ones and protected ones, some with next to nothing said of them. */
export function imageTables({ own, other }: Projects): Tables {
  const tables: Record<keyof Tables, Tables['images'][number][]> = {
    images: [],
    image_tags: [],
    image_properties: [],
    image_members: [],
  };
  for (let index = 0; index < COUNT; index++) {
    const roll = dice(5, index);
    const id = `${uniqueHex(5, index)}-aaaa-4bbb-8ccc-${roll.hex(12)}`;
    const created_at = moment(index).replace('T', ' ').replace('Z', '000');
    const updated_at = moment(index + roll.int(0, 500))
      .replace('T', ' ')
      .replace('Z', '000');
    const dated = { created_at, updated_at, deleted: 0 };
    const status = roll.pick(statuses);
    const gone = status === 'deleted' || status === 'pending_delete';
    const visibility = roll.pick(visibilities);
    const stored = status === 'active' || status === 'deactivated';
    tables.images.push({
      ...dated,
      id,
      name: roll.chance(0.05) ? null : `${roll.pick(words)}-${roll.pick(words)}-${index}`,
      status,
      ...(gone && { deleted: 1, deleted_at: updated_at }),
      visibility,
      owner: roll.pick([own, own, other]),
      os_hidden: roll.chance(0.15) ? 1 : 0,
      protected: roll.chance(0.2) ? 1 : 0,
      size: stored ? roll.int(1_000_000, 40_000_000_000) : null,
      virtual_size: roll.chance(0.3) ? roll.int(1_000_000, 80_000_000_000) : null,
      min_disk: roll.pick([0, 0, 10, 40]),
      min_ram: roll.pick([0, 0, 512, 4096]),
      disk_format: roll.pick(formats),
      container_format: roll.pick(['bare', 'ova', null]),
      checksum: stored ? roll.hex(32) : null,
      os_hash_algo: stored ? 'sha512' : null,
      os_hash_value: stored ? roll.hex(128) : null,
    });
    for (const value of ['production', 'gpu', 'Größe L'].filter(() => roll.chance(0.3)))
      tables.image_tags.push({ ...dated, image_id: id, value });
    const os_distro = roll.pick(distros);
    const properties = {
      os_distro,
      os_version: os_distro && roll.pick(['22.04', '12', '2022']),
      os_type: os_distro === null ? null : roll.pick([os_distro === 'windows' ? 'windows' : 'linux', null]),
      architecture: roll.pick(['x86_64', 'aarch64', null]),
      description: roll.chance(0.2) ? `For ${roll.pick(words)}` : null,
    };
    for (const [name, value] of Object.entries(properties))
      if (value !== null) tables.image_properties.push({ ...dated, image_id: id, name, value });
    // Shared with each other: accepted, refused, or not answered yet.
    if (visibility === 'shared' && roll.chance(0.7))
      tables.image_members.push({
        ...dated,
        image_id: id,
        member: own,
        can_share: 0,
        status: roll.pick(['accepted', 'accepted', 'pending', 'rejected']),
      });
  }
  return tables;
}
