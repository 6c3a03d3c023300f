import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { Provider } from '../providers/provider.js';
import { facetValues } from './filter.js';
import { serverCanFilter, type IsUnlisted } from './plan.js';
import type { Facet, FacetOption } from './query.js';

/** How often each value of each filter occurs. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The filters whose values the images themselves hold. */
export function countableFilters({ filters }: Provider): string[] {
  return Object.keys(filters).filter((id) => filters[id]?.serverOnly !== true);
}

interface FilterValues {
  readonly id: string;
  readonly values: Set<string>;
  /** Those that came seenUnfiltered, where a list without the filter may leave some out: it has these after all. */
  readonly seenUnfiltered: Set<string> | undefined;
}

/** The values of every image that has come, so that a filter offers them whatever is shown at the moment. */
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

  /** @param filters - what the list that the image came with is filtered by */
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

  /** Whether a list without a filter leaves out the images with one of its values, as far as is known. */
  readonly isUnlisted: IsUnlisted = (id, value) => {
    const { unlisted = [], maybeUnlisted = [] } = getOwn(this.#provider.filters, id) ?? {};
    if (!serverCanFilter(this.#provider, id, value)) return false;
    return (
      unlisted.includes(value) || (maybeUnlisted.includes(value) && this.#of(id)?.seenUnfiltered?.has(value) !== true)
    );
  };

  /** Every value that a list without its filter leaves out. */
  unlistedValues(): [filter: string, value: string][] {
    return Object.entries(this.#provider.filters).flatMap(([id, { unlisted = [], maybeUnlisted = [] }]) =>
      [...unlisted, ...maybeUnlisted]
        .filter((value) => this.isUnlisted(id, value))
        .map((value): [string, string] => [id, value]),
    );
  }

  #of(id: string): FilterValues | undefined {
    return this.#filters.find((filter) => filter.id === id);
  }
}

/**
 * What each filter can be set to: the documented values first, then those that have come.
 *
 * @param counts - where every image the query can be about is known; a filter without counts is offered all the same
 * @param everything - where these are all the images that the cloud lists: then a value that none has is not worth offering
 */
export function facetsOf(provider: Provider, known: KnownValues, counts?: Counts, everything = false): Facet[] {
  return Object.entries(provider.filters).map(([id, { options = [] }]) => {
    const counted = counts?.get(id);
    const values = known.of(id);
    const useful = (value: string) => values.includes(value) || known.isUnlisted(id, value);
    const offered = everything && counted ? options.filter(useful) : options;
    const all = [...offered, ...values.filter((value) => !offered.includes(value))];
    return {
      id,
      options: all.map((value): FacetOption =>
        counted && !known.isUnlisted(id, value) ? { value, count: counted.get(value) ?? 0 } : { value },
      ),
    };
  });
}
