import type { CloudImage } from '../providers/image.js';
import type { Provider } from '../providers/provider.js';
import { facetValues } from './filter.js';
import type { Facet, FacetOption } from './query.js';

/** How often each value of each filter occurs. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The filters whose values the images themselves hold. */
export function countable({ filters }: Provider): string[] {
  return Object.keys(filters).filter((id) => filters[id]?.serverOnly !== true);
}

/** Collects the values of every image met, so that a filter offers them whatever is shown at the moment. */
export class MetValues {
  readonly #values = new Map<string, Set<string>>();
  readonly #ids: readonly string[];

  constructor(provider: Provider) {
    this.#ids = countable(provider);
  }

  meet(image: CloudImage): void {
    for (const id of this.#ids) {
      let values = this.#values.get(id);
      if (!values) this.#values.set(id, (values = new Set()));
      for (const value of facetValues(image, id)) values.add(value);
    }
  }

  of(id: string): string[] {
    return [...(this.#values.get(id) ?? [])].sort();
  }
}

/**
 * What each filter can be set to: the documented values first, then those met.
 *
 * @param counts - where every image the query can be about is known; a filter without counts is offered all the same
 * @param everything - where these are all the images there are: then a value that none has is not worth offering
 */
export function facetsOf(provider: Provider, met: MetValues, counts?: Counts, everything = false): Facet[] {
  return Object.entries(provider.filters).map(([id, { options = [] }]) => {
    const counted = counts?.get(id);
    const values = met.of(id);
    const offered = everything && counted ? options.filter((value) => values.includes(value)) : options;
    const all = [...offered, ...values.filter((value) => !offered.includes(value))];
    return {
      id,
      options: all.map((value): FacetOption => (counted ? { value, count: counted.get(value) ?? 0 } : { value })),
    };
  });
}
