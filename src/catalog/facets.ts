import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import { facetValues } from './filter.js';
import { serverCanFilter, type IsUnlisted } from './plan.js';
import type { Facet, FacetOption } from './query.js';

/** The number of images for each value of each filter. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The filters whose values can be read from the images. */
export function countableFilters({ filters }: Provider): string[] {
  return Object.keys(filters).filter((id) => filters[id]?.serverOnly !== true);
}

interface FilterValues {
  readonly id: string;
  readonly values: Set<string>;
  /** For a filter with `maybeUnlisted` values: those that a list without the filter has turned out to contain. */
  readonly seenUnfiltered: Set<string> | undefined;
}

/** The filter values of all images loaded so far, so that a filter offers them whatever is shown. */
export class KnownValues {
  readonly #provider: Provider;
  readonly #filters: readonly FilterValues[];

  constructor(provider: Provider) {
    this.#provider = provider;
    this.#filters = countableFilters(provider).map((id) => ({
      id,
      values: new Set<string>(),
      seenUnfiltered: provider.filters[id]?.maybeUnlisted && new Set<string>(),
    }));
  }

  /** @param filters - the filters of the list that contained the image */
  add(image: CloudImage, filters: Readonly<Record<string, string>> = {}): void {
    for (const { id, values, seenUnfiltered } of this.#filters) {
      for (const value of facetValues(image, id)) {
        values.add(value);
        if (seenUnfiltered && filters[id] === undefined) seenUnfiltered.add(value);
      }
    }
  }

  of(id: string): string[] {
    return [...(this.#of(id)?.values ?? [])].sort();
  }

  /** Whether a list without this filter omits the images with this value, as far as is known. */
  readonly isUnlisted: IsUnlisted = (id, value) => {
    const { unlisted = [], maybeUnlisted = [] } = getOwn(this.#provider.filters, id) ?? {};
    if (!serverCanFilter(this.#provider, id, value)) return false;
    return (
      unlisted.includes(value) || (maybeUnlisted.includes(value) && this.#of(id)?.seenUnfiltered?.has(value) !== true)
    );
  };

  /** The filters of the lists that together contain every image: one image may be omitted for two reasons. */
  lists(): Readonly<Record<string, string>>[] {
    let lists: Readonly<Record<string, string>>[] = [{}];
    for (const [id, { unlisted = [], maybeUnlisted = [] }] of Object.entries(this.#provider.filters)) {
      const omitted = [...unlisted, ...maybeUnlisted].filter((value) => this.isUnlisted(id, value));
      // A deleted image is gone whether it is listed or not.
      const values = id === 'status' ? omitted.filter((value) => value !== 'deleted') : omitted;
      lists = lists.flatMap((list) => [list, ...values.map((value) => ({ ...list, [id]: value }))]);
    }
    return lists;
  }

  #of(id: string): FilterValues | undefined {
    return this.#filters.find((filter) => filter.id === id);
  }
}

/**
 * The options of each filter: the documented values first, then others that images have.
 *
 * @param counts - known only when all images have been read; a filter without counts is offered nonetheless
 * @param isWholeList - whether these are all images of the cloud, so that values without images can be left out
 */
export function facetsOf(provider: Provider, known: KnownValues, counts?: Counts, isWholeList = false): Facet[] {
  return Object.entries(provider.filters).map(([id, { options = [] }]) => {
    const counted = counts?.get(id);
    const values = known.of(id);
    const useful = (value: string) => values.includes(value) || known.isUnlisted(id, value);
    const offered = isWholeList && counted ? options.filter(useful) : options;
    const all = [...offered, ...values.filter((value) => !offered.includes(value))];
    return {
      id,
      options: all.map((value): FacetOption =>
        counted && !known.isUnlisted(id, value) ? { value, count: counted.get(value) ?? 0 } : { value },
      ),
    };
  });
}
