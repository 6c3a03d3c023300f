import { isSortField, type SortField } from '../providers/provider.js';
import type { Sort } from './query.js';

/** Cycles through a field's natural direction, its reverse, and the cloud's own order. */
export function nextSort(sort: Sort | undefined, field: SortField): Sort | undefined {
  const natural = field.endsWith('At') || field === 'sizeBytes' ? 'desc' : 'asc';
  if (sort?.field !== field) return { field, direction: natural };
  return sort.direction === natural ? { field, direction: natural === 'asc' ? 'desc' : 'asc' } : undefined;
}

/** Reads `createdAt:desc`; the direction may be left out. */
export function parseSort(sort: string | null | undefined): Sort | undefined {
  const [name, direction] = (sort ?? '').split(':');
  return isSortField(name) ? { field: name, direction: direction === 'desc' ? 'desc' : 'asc' } : undefined;
}

export const formatSort = (sort: Sort | undefined): string => (sort ? `${sort.field}:${sort.direction}` : '');
