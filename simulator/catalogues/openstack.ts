import { dice, uniqueHex } from '../random.js';
import { accounts } from '../sign-in-accounts.js';
import { laterDate, toSeconds } from './dates.js';
import type { GeneratedImage, ImagePosition } from './generated-image.js';
import { systems } from './systems.js';

/** An image, as Glance sends it; it may have any other properties as well. */
export interface GlanceImage {
  readonly id: string;
  readonly name?: string | null;
  readonly status?: string | null;
  readonly visibility?: string | null;
  readonly owner?: string | null;
  readonly tags?: readonly string[] | null;
  readonly protected?: boolean | null;
  readonly os_hidden?: boolean | null;
  /** In bytes. */
  readonly size?: number | null;
  readonly virtual_size?: number | null;
  /** In GiB. */
  readonly min_disk?: number | null;
  /** In MiB. */
  readonly min_ram?: number | null;
  readonly disk_format?: string | null;
  readonly container_format?: string | null;
  readonly checksum?: string | null;
  readonly os_hash_algo?: string | null;
  readonly os_hash_value?: string | null;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
  readonly self?: string;
  readonly file?: string;
  readonly schema?: string;
  readonly architecture?: string;
  readonly os_type?: string;
  readonly os_distro?: string;
  readonly os_version?: string;
}

/** Another project, whose images are public, community images, or shared. */
const sharingTenant = '7d3f1a9c5e2b48068a4c0f6e9d1b2a37';

const newest = Date.UTC(2026, 4, 20, 8);
const hours = 3_600_000;

/** The newest first, as the service lists them. No two have the same date. */
const createdAt = (index: number, minutes: number): Date => new Date(newest - index * 5 * hours - minutes * 60_000);

/** A pure function of its position in the catalogue. An extra image belongs to the community, or is hidden, or both. */
export function glanceImage({ seed, index, odd, needle, extra }: ImagePosition): GeneratedImage<GlanceImage> {
  const roll = dice(seed, index);
  const digits = uniqueHex(seed, index);
  const rest = roll.hex(20);
  const id = [digits, rest.slice(0, 4), `4${rest.slice(4, 7)}`, `8${rest.slice(7, 10)}`, rest.slice(8)].join('-');
  const created = createdAt(index, roll.int(0, 250));
  const system = roll.pick(systems.filter(({ chinese }) => chinese !== true));
  const [distro = '', version = ''] = system.short.split('-');
  const visibility = roll.pick(['private', 'private', 'public', 'public', 'shared']);
  const status = needle !== undefined || roll.chance(0.85) ? 'active' : roll.pick(['queued', 'saving', 'deactivated']);
  const disk_format = roll.pick(['qcow2', 'qcow2', 'raw', 'iso', 'vmdk']);
  const build = `${String(roll.int(1, 9))}.${String(roll.int(0, 400))}-${digits.slice(0, 5)}`;
  const name = `${system.short}-${roll.pick(['base', 'web', 'gpu', 'ci', 'desktop'])}-${build}`;
  const stored = status === 'active' || status === 'deactivated';
  const minDisk = roll.pick([0, 5, 10, 20, 40]);
  const windows = distro.startsWith('win');
  const image: GlanceImage = {
    name: needle === undefined ? name : `${name}-${needle}`,
    disk_format,
    container_format: 'bare',
    visibility: extra && index % 3 !== 1 ? 'community' : visibility,
    size: stored ? roll.int(200_000_000, 20_000_000_000) : null,
    virtual_size: disk_format === 'qcow2' && stored ? Math.max(1, minDisk) * 2 ** 30 : null,
    status,
    checksum: stored ? roll.hex(32) : null,
    os_hash_algo: stored ? 'sha512' : null,
    os_hash_value: stored ? roll.hex(128) : null,
    protected: roll.chance(0.1),
    min_ram: roll.pick([0, 512, 1024, 2048, 4096]),
    min_disk: minDisk,
    owner: visibility === 'private' && !extra ? accounts.openstack.projectId : sharingTenant,
    os_hidden: extra && index % 3 !== 0,
    id,
    created_at: `${toSeconds(created)}Z`,
    updated_at: `${toSeconds(laterDate(roll, created))}Z`,
    self: `/v2/images/${id}`,
    file: `/v2/images/${id}/file`,
    schema: '/v2/schemas/image',
    tags: ['production', 'gpu', 'lts'].filter(() => roll.chance(0.25)),
    os_type: windows ? 'windows' : 'linux',
    os_distro: windows ? 'windows' : distro,
    os_version: version,
    architecture: system.arm === true && roll.chance(0.3) ? 'aarch64' : 'x86_64',
  };
  return { wire: odd && !extra && needle === undefined ? distort(image, index) : image };
}

/** Applies one of the oddities, which alternate. */
function distort(image: GlanceImage, index: number): GlanceImage {
  const { os_type: _, os_version: _version, ...untyped } = image;
  switch (index % 5) {
    case 1:
      return { ...untyped, status: 'quarantined', disk_format: 'ploop', os_distro: 'freebsd' };
    case 2:
      return { ...image, name: null, size: null, tags: [], disk_format: null, container_format: null, owner: null };
    case 3:
      return { id: image.id };
    case 4:
      return { ...image, ...{ hw_disk_bus: 'scsi', locations: [{ url: 'rbd://a/b', metadata: {} }], stores: 'ceph' } };
    default:
      return image;
  }
}
