import type { AddressOptions, CloudId } from '../../simulator/index.js';
import { providers, type CloudImage } from '../../src/index.js';
import { pickers, type PickerTag } from '../support/picker.js';
import { catalogueOf } from '../support/simulator.js';

/** A question that a list answers. */
export interface Question {
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sort: string;
  readonly page: number;
  readonly pageSize: number;
}

/** What a list should show. */
export interface Answer {
  readonly ids: readonly string[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** The addresses of a cloud: two lists, one of them also late and out of order, and what fails. */
export const addresses = {
  many: { size: 45 },
  late: { size: 45, latency: '0-25' },
  few: { size: 7, seed: 2 },
  none: { size: 0 },
  refused: { fail: '403' },
  once: { size: 45, fail: '400', times: 1 },
} as const satisfies Record<string, AddressOptions>;
export type Address = keyof typeof addresses;

export type WorldId = 'zstack' | 'huawei-workspace';

/** What a picker cannot ask without. */
const needOf = (tag: PickerTag, needs: string) => ({ needs, id: pickers[tag].attributes[needs] ?? '' });

/** The tag, and the filter that its cloud is asked for by. */
export const worlds = {
  zstack: {
    tag: 'vm-image-candidates',
    filter: 'status',
    values: ['ready', 'failed'],
    ...needOf('vm-image-candidates', 'vm-instance-uuid'),
  },
  'huawei-workspace': {
    tag: 'workspace-images',
    filter: 'os',
    values: ['windows', 'linux'],
    ...needOf('workspace-images', 'project-id'),
  },
} as const;

const lists = new Map<string, readonly CloudImage[]>();

/** Learns what the clouds hold, from the simulator itself. */
export async function learn(): Promise<void> {
  for (const world of Object.keys(worlds) as WorldId[]) {
    for (const [address, options] of Object.entries<AddressOptions>(addresses)) {
      const { size = 12, seed = 1 } = options;
      const rows = await catalogueOf(world satisfies CloudId, { size, seed });
      const images = rows.map((row) => providers.get(world)?.readImage(row));
      lists.set(
        `${world} ${address}`,
        images.filter((image) => image !== undefined),
      );
    }
  }
}

export const imagesOf = (world: WorldId, address: Address): readonly CloudImage[] =>
  lists.get(`${world} ${address}`) ?? [];

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Everything that a question finds, on all pages: the simplest way to find it. */
export function matchesOf(images: readonly CloudImage[], { search, filters, sort }: Question): CloudImage[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = images.filter((image) => {
    const { name, id, description, os, architecture, format, locations, status } = image;
    const fields = [name, id, description, os?.family, os?.version, architecture, format, ...locations];
    const text = fields.filter(Boolean).join('\n').toLowerCase();
    const known: Record<string, string | undefined> = { status, os: os?.family };
    return (
      words.every((word) => text.includes(word)) &&
      Object.entries(filters).every(([id, wanted]) => wanted.length === 0 || wanted.includes(known[id] ?? ''))
    );
  });
  if (sort === '') return found;
  const sign = sort === 'name:desc' ? -1 : 1;
  return [...found].sort((a, b) => sign * collator.compare(a.name, b.name));
}

export function answerOf(images: readonly CloudImage[], question: Question): Answer {
  const all = matchesOf(images, question);
  const pages = Math.max(1, Math.ceil(all.length / question.pageSize));
  const page = Math.min(question.page, pages);
  const first = (page - 1) * question.pageSize;
  return { ids: all.slice(first, first + question.pageSize).map(({ id }) => id), total: all.length, page, pages };
}
