import type { GeneratedImage, ImagePosition } from '../catalogues/generated-image.js';
import { needle } from '../needle.js';
import type { Options } from '../options.js';
import type { CloudDefinition } from './definition.js';

/** Selects a catalogue. */
export interface CatalogueOptions {
  readonly size: number;
  readonly seed: number;
  readonly odd: boolean;
  /** As in the newest version of the service, and not as in its document. */
  readonly newer: boolean;
}

/** The progress of a run, for catalogues that change. */
export interface Progress {
  readonly vanished: boolean;
  readonly appeared: boolean;
}

/** A serialized row of a list. */
export interface Entry<Wire> {
  /** Absent for a row that is not a readable image. */
  readonly image?: GeneratedImage<Wire>;
  readonly text: string;
  /** Counted, but not shown. */
  readonly hidden?: boolean;
}

/** Every image of a catalogue, followed by the extra ones. */
export function makeCatalogue<Wire extends object>(
  definition: CloudDefinition<Wire>,
  { size, seed, odd, newer }: CatalogueOptions,
): readonly Entry<Wire>[] {
  return Array.from({ length: size + (definition.extras?.(size) ?? 0) }, (_, index) => {
    const last = index === size - 1;
    return makeEntry(definition, newer, {
      seed,
      index,
      odd,
      extra: index >= size,
      needle: last ? needle(definition.id, size, seed) : undefined,
    });
  });
}

function makeEntry<Wire extends object>(
  definition: CloudDefinition<Wire>,
  newer: boolean,
  place: ImagePosition,
): Entry<Wire> {
  const made = definition.generate(place);
  const newerKeys: readonly string[] = newer ? [] : (definition.newerKeys ?? []);
  const spelled = definition.serialize?.(made.wire, place);
  const known = (key: string, value: unknown): unknown => (newerKeys.includes(key) ? undefined : value);
  return { image: made, text: spelled ?? JSON.stringify(made.wire, known) };
}

/** The server's list: the catalogue with the requested oddities. */
export function applyOptions<Wire extends object>(
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
  // Each duplicate follows one distance after its image: on another page, unless pages are very large.
  entries = insert(entries, repeated, spread(repeated.length, entries.length, 1));
  const unreadable = Array.from({ length: badRows }, (_, index) => badRow(definition, entries[0], index));
  entries = insert(entries, unreadable, spread(badRows, entries.length));
  // Near the front, so that all later images shift across page boundaries.
  if (vanished) entries.splice(Math.max(0, Math.min(2, entries.length - 2)), 1);
  if (appeared) entries.splice(1, 0, makeEntry(definition, newer, { seed, index: size, odd, extra: false }));
  return [...entries, ...catalogue.slice(size)];
}

/** The marker of a row, for the page after it: its id, unless it has none or an earlier row has the same. */
export function markerAt<Wire extends object>(
  entries: readonly Entry<Wire>[],
  idKey: keyof Wire,
  position: number,
): string {
  const id = idOf(entries[position], idKey);
  return id !== undefined && positionAfter(entries, idKey, id) === position + 1 ? id : `row~${String(position + 1)}`;
}

/** The position after the row that a marker names; `undefined` if there is no such row. */
export function positionAfter<Wire extends object>(
  entries: readonly Entry<Wire>[],
  idKey: keyof Wire,
  marker: string,
): number | undefined {
  const [, position] = /^row~(\d+)$/.exec(marker) ?? [];
  if (position !== undefined) return Number(position);
  const found = entries.findIndex((entry) => idOf(entry, idKey) === marker);
  return found < 0 ? undefined : found + 1;
}

function idOf<Wire extends object>(entry: Entry<Wire> | undefined, idKey: keyof Wire): string | undefined {
  const id = entry?.image?.wire[idKey];
  return typeof id === 'string' ? id : undefined;
}

/** Whether an image is hidden from its page. The last one never is. */
export function isHidden(index: number, size: number, every: number | undefined): boolean {
  return every !== undefined && index % every === every - 1 && index !== size - 1;
}

/** Evenly spaced positions; `shift` moves each by a number of distances. */
function spread(count: number, length: number, shift = 0): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + shift) * length) / count));
}

/** Inserts each addition before the row at its position, in one pass. */
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

/** An unreadable row; the kinds alternate. */
function badRow<Wire extends object>(
  { idKey }: CloudDefinition<Wire>,
  sample: Entry<Wire> | undefined,
  index: number,
): Entry<Wire> {
  const withoutId = Object.entries(sample?.image?.wire ?? {}).filter(([key]) => key !== idKey);
  const kinds = [Object.fromEntries(withoutId), null, 'image', 7, [], { [idKey]: { nested: true } }];
  return { text: JSON.stringify(kinds[index % kinds.length]) };
}
