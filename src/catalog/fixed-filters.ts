import type { Source } from '../providers/client.js';
import { paramOnWire } from '../providers/route.js';

/**
 * Adapts the filters of a source to its parameters. If a parameter sets the query key of a filter, as `visibility` does for OpenStack, the
 * filter is applied on the client, to the list that the parameter selects, and none of its values count as unlisted.
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
