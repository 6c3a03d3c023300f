import type { CloudImage } from '../providers/image.js';
import { own } from '../providers/own.js';
import type { Provider } from '../providers/provider.js';
import { facetValues } from './filter.js';
import { canAsk, type LeavesOut } from './plan.js';
import type { Facet, FacetOption } from './query.js';

/** How often each value of each filter occurs. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The filters whose values the images themselves hold. */
export function countable({ filters }: Provider): string[] {
  return Object.keys(filters).filter((id) => filters[id]?.serverOnly !== true);
}

interface FilterValues {
  readonly id: string;
  readonly values: Set<string>;
  /** Those that came unasked, where a list without the filter may leave some out: it has these after all. */
  readonly unasked: Set<string> | undefined;
}

/** The values of every image that has come, so that a filter offers them whatever is shown at the moment. */
export class KnownValues {
  readonly #provider: Provider;
  readonly #filters: readonly FilterValues[];

  constructor(provider: Provider) {
    this.#provider = provider;
    this.#filters = countable(provider).map((id) => ({
      id,
      values: new Set<string>(),
      unasked: provider.filters[id]?.maybeUnlisted && new Set<string>(),
    }));
  }

  /** @param filters - what the list that the image came with is filtered by */
  add(image: CloudImage, filters: Readonly<Record<string, string>> = {}): void {
    for (const { id, values, unasked } of this.#filters) {
      for (const value of facetValues(image, id)) {
        values.add(value);
        if (unasked && filters[id] === undefined) unasked.add(value);
      }
    }
  }

  of(id: string): string[] {
    return [...(this.#of(id)?.values ?? [])].sort();
  }

  /** Whether a list without a filter leaves out the images with one of its values, as far as is known. */
  readonly leavesOut: LeavesOut = (id, value) => {
    const { unlisted = [], maybeUnlisted = [] } = own(this.#provider.filters, id) ?? {};
    if (!canAsk(this.#provider, id, value)) return false;
    return unlisted.includes(value) || (maybeUnlisted.includes(value) && this.#of(id)?.unasked?.has(value) !== true);
  };

  /** The lists, by their filters, that together have every image: one can be left out for two reasons. */
  lists(): Readonly<Record<string, string>>[] {
    let lists: Readonly<Record<string, string>>[] = [{}];
    for (const [id, { unlisted = [], maybeUnlisted = [] }] of Object.entries(this.#provider.filters)) {
      const values = [...unlisted, ...maybeUnlisted].filter((value) => this.leavesOut(id, value));
      // A deleted image is gone, whether it is listed or not.
      const asked = id === 'status' ? values.filter((value) => value !== 'deleted') : values;
      lists = lists.flatMap((list) => [list, ...asked.map((value) => ({ ...list, [id]: value }))]);
    }
    return lists;
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
    const useful = (value: string) => values.includes(value) || known.leavesOut(id, value);
    const offered = everything && counted ? options.filter(useful) : options;
    const all = [...offered, ...values.filter((value) => !offered.includes(value))];
    return {
      id,
      options: all.map((value): FacetOption =>
        counted && !known.leavesOut(id, value) ? { value, count: counted.get(value) ?? 0 } : { value },
      ),
    };
  });
}
