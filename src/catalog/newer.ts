import type { Source } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { ParamDefinition, Provider } from '../providers/provider.js';
import { sortedPositions } from './sorted.js';
import type { Query, Sort } from './query.js';

type Newer = NonNullable<ParamDefinition['newer']>;

/** The parameters in use that an older version of the service may not support. */
const newerParams = ({ provider, params }: Source): (readonly [key: string, value: string, shows: Newer])[] =>
  Object.entries(provider.params).flatMap(([key, { newer }]) => {
    const value = params[key];
    return newer && value !== undefined && value !== '' ? [[key, String(value), newer] as const] : [];
  });

/** Whether the query uses anything that an older version of the service may reject. */
export const usesNewerFeatures = (source: Source, { sort }: Query): boolean =>
  (sort !== undefined && source.provider.sorting?.newer === true) || newerParams(source).length > 0;

/** The source without what an older version of the service does not support. */
export function olderSource(source: Source): Source {
  const unknown = newerParams(source).map(([key]) => key);
  const params = Object.entries(source.params).filter(([key]) => !unknown.includes(key));
  return { ...source, provider: olderProvider(source.provider), params: Object.fromEntries(params) };
}

function olderProvider({ sorting, ...provider }: Provider): Provider {
  return sorting && sorting.newer !== true ? { ...provider, sorting } : provider;
}

/** The query with a test for what the older service cannot filter. */
export function olderQuery(source: Source, query: Query): Query {
  const params = newerParams(source);
  if (params.length === 0) return query;
  const { only } = query;
  return {
    ...query,
    only: {
      key: `older ${only?.key ?? ''}`,
      test: (image) => params.every(([, value, shows]) => shows(image, value)) && only?.test(image) !== false,
    },
  };
}

/** Whether a page is in the requested order: an older version of the service ignores unknown keys. */
export const isSorted = (images: readonly CloudImage[], sort: Sort, locale?: string): boolean =>
  sortedPositions(images, sort, locale).every((position, index) => position === index);
