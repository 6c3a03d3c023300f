import type { Options } from '../options.js';
import { needle } from '../needle.js';
import type { CloudDefinition, Made, Place, Progress } from './cloud.js';

/** Which catalogue. */
export interface CatalogueSpec {
  readonly size: number;
  readonly seed: number;
  readonly odd: boolean;
  /** As the newest version of the service has it, and not as its document does. */
  readonly newer: boolean;
}

/** What of a catalogue a query asks for, and in which order. */
export interface Selection<Wire> {
  /** The same for queries that ask for the same. */
  readonly key: string;
  /** Absent: every image. */
  readonly matches?: ((wire: Wire, unsaid: string | undefined) => boolean) | undefined;
  /** Absent: in server order. */
  readonly compare?: ((a: Wire, b: Wire) => number) | undefined;
}

/** A row of a list, already written. */
export interface Entry<Wire> {
  /** Absent where the row cannot be read as an image. */
  readonly made?: Made<Wire>;
  readonly text: string;
  /** Counted, but not shown. */
  readonly hidden?: boolean;
}

/** Every image of a catalogue, and then those beside it. */
export function makeCatalogue<Wire extends object>(
  definition: CloudDefinition<Wire>,
  { size, seed, odd, newer }: CatalogueSpec,
): readonly Entry<Wire>[] {
  return Array.from({ length: size + (definition.besides?.(size) ?? 0) }, (_, index) => {
    const word = index === size - 1 ? needle(definition.id, size, seed) : undefined;
    return make(definition, newer, { seed, index, odd, beside: index >= size, needle: word });
  });
}

function make<Wire extends object>(definition: CloudDefinition<Wire>, newer: boolean, place: Place): Entry<Wire> {
  const made = definition.generate(place);
  const newerKeys: readonly string[] = newer ? [] : (definition.newerKeys ?? []);
  const spelled = definition.spell?.(made.wire, place);
  const known = (key: string, value: unknown): unknown => (newerKeys.includes(key) ? undefined : value);
  return { made, text: spelled ?? JSON.stringify(made.wire, known) };
}

/** The list that the server holds: the catalogue with what was ordered to be wrong with it. */
export function arrange<Wire extends object>(
  definition: CloudDefinition<Wire>,
  catalogue: readonly Entry<Wire>[],
  options: Options,
  { vanished, appeared }: Progress,
): readonly Entry<Wire>[] {
  const { size, seed, odd, newer, duplicates, badRows, filteredPages } = options;
  let entries = catalogue.slice(0, size);
  if (filteredPages !== undefined) {
    entries = entries.map((entry, index) =>
      isHidden(index, size, filteredPages) ? { ...entry, hidden: true } : entry,
    );
  }
  const repeated = spread(duplicates, entries.length).flatMap((at) => entries[at] ?? []);
  // A duplicate stands as far behind its image as the next duplicate does: on another page, for all but the largest pages.
  entries = insert(entries, repeated, spread(repeated.length, entries.length, 1));
  const unreadable = Array.from({ length: badRows }, (_, index) => badRow(definition, entries[0], index));
  entries = insert(entries, unreadable, spread(badRows, entries.length));
  // Near the front, so that everything behind it moves across the boundaries of the pages.
  if (vanished) entries.splice(Math.max(0, Math.min(2, entries.length - 2)), 1);
  if (appeared) entries.splice(1, 0, make(definition, newer, { seed, index: size, odd, beside: false }));
  return [...entries, ...catalogue.slice(size)];
}

/** Names the row at a place, for the page behind it: by its id, where it has one and no row before has the same. */
export function markerAt<Wire extends object>(
  entries: readonly Entry<Wire>[],
  idKey: keyof Wire,
  place: number,
): string {
  const id = idOf(entries[place], idKey);
  return id !== undefined && placeBehind(entries, idKey, id) === place + 1 ? id : `row~${String(place + 1)}`;
}

/** The place behind the row that a marker names; `undefined` where there is none. */
export function placeBehind<Wire extends object>(
  entries: readonly Entry<Wire>[],
  idKey: keyof Wire,
  marker: string,
): number | undefined {
  const [, place] = /^row~(\d+)$/.exec(marker) ?? [];
  if (place !== undefined) return Number(place);
  const found = entries.findIndex((entry) => idOf(entry, idKey) === marker);
  return found < 0 ? undefined : found + 1;
}

function idOf<Wire extends object>(entry: Entry<Wire> | undefined, idKey: keyof Wire): string | undefined {
  const id = entry?.made?.wire[idKey];
  return typeof id === 'string' ? id : undefined;
}

/** Whether an image is left out of its page. The last one never is. */
export function isHidden(index: number, size: number, every: number | undefined): boolean {
  return every !== undefined && index % every === every - 1 && index !== size - 1;
}

/** Positions at equal distances; `shift` moves each by so many distances. */
function spread(count: number, length: number, shift = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + shift) * length) / count));
}

/** Puts each addition before the row that stands at its position, in one pass. */
function insert<T>(rows: readonly T[], additions: readonly T[], positions: readonly number[]): T[] {
  if (additions.length === 0) return [...rows];
  const result: T[] = [];
  let next = 0;
  for (let at = 0; at <= rows.length; at += 1) {
    while (next < additions.length && (positions[next] ?? 0) <= at) result.push(...additions.slice(next, ++next));
    result.push(...rows.slice(at, at + 1));
  }
  return result;
}

/** A row that is no image: the kinds take turns. */
function badRow<Wire extends object>(
  { idKey }: CloudDefinition<Wire>,
  sample: Entry<Wire> | undefined,
  index: number,
): Entry<Wire> {
  const withoutId = Object.entries(sample?.made?.wire ?? {}).filter(([key]) => key !== idKey);
  const kinds = [Object.fromEntries(withoutId), null, 'image', 7, [], { [idKey]: { nested: true } }];
  return { text: JSON.stringify(kinds[index % kinds.length]) };
}
