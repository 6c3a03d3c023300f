import type { Source } from '../providers/client.js';
import { paramOnWire } from '../providers/route.js';

/**
 * A source whose parameters decide what some filters could ask the cloud for, as `visibility` does for OpenStack. Such a filter narrows
 * down the list that the parameter has chosen, locally, and that list omits none of its values.
 */
export function withFixedFilters(source: Source): Source {
  const { provider, params } = source;
  const isFixed = (name: string): boolean =>
    Object.entries(provider.params).some(
      ([key, param]) => param.name === name && paramOnWire(provider, params, key).length > 0,
    );
  const filters = Object.entries(provider.filters).map(([id, filter]) => {
    const { query, unlisted: _unlisted, maybeUnlisted: _maybe, ...rest } = filter;
    return [id, query && isFixed(query.key) ? rest : filter] as const;
  });
  return { ...source, provider: { ...provider, filters: Object.fromEntries(filters) } };
}
