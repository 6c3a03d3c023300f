import type { Source } from '../providers/client.js';
import type { CloudImage } from '../providers/image.js';
import type { ParamDefinition, Provider } from '../providers/provider.js';
import { sortedPositions } from './sort.js';
import type { Query, Sort } from './query.js';

type Newer = NonNullable<ParamDefinition['newer']>;

/** The parameters in use that an older service may not know. */
const newerParams = ({ provider, params }: Source): (readonly [key: string, value: string, shows: Newer])[] =>
  Object.entries(provider.params).flatMap(([key, { newer }]) => {
    const value = params[key];
    return newer && value !== undefined && value !== '' ? [[key, String(value), newer] as const] : [];
  });

/** Whether a refusal of the query may be for something that an older service does not know. */
export const usesNewerFeatures = (source: Source, { sort }: Query): boolean =>
  (sort !== undefined && source.provider.sorting?.newer === true) || newerParams(source).length > 0;

/** The source as an older service understands it. */
export function olderSource(source: Source): Source {
  const unknown = newerParams(source).map(([key]) => key);
  const params = Object.entries(source.params).filter(([key]) => !unknown.includes(key));
  return { ...source, provider: olderProvider(source.provider), params: Object.fromEntries(params) };
}

function olderProvider({ sorting, ...provider }: Provider): Provider {
  return sorting && sorting.newer !== true ? { ...provider, sorting } : provider;
}

/** The query together with what the service itself would have left out. */
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

/** Whether a page is in the order that was asked for: an older service passes over a key that it does not know. */
export const isSorted = (images: readonly CloudImage[], sort: Sort, locale?: string): boolean =>
  sortedPositions(images, sort, locale).every((position, index) => position === index);
