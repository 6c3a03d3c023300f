import type { CatalogResult } from '../catalog/index.js';
import type { ProviderError } from '../providers/errors.js';
import type { Progress } from './query-task.js';

/** What a picker shows at the moment. */
export type PickerState =
  /** Nothing can be asked yet: these parameters, attributes or properties are missing. */
  | { readonly status: 'unconfigured'; readonly missing: readonly string[] }
  /** `result` is what was shown before, or what has been found so far (`partial`). */
  | { readonly status: 'loading'; readonly result?: CatalogResult | undefined; readonly partial: boolean }
  | { readonly status: 'ready'; readonly result: CatalogResult }
  /** `result` is what was shown before it failed. */
  | { readonly status: 'error'; readonly error: ProviderError; readonly result?: CatalogResult | undefined };

export function stateOf(progress: Progress, result: CatalogResult | undefined): PickerState {
  switch (progress.status) {
    case 'error':
      return { ...progress, result };
    case 'ready':
      return result ? { status: 'ready', result } : { status: 'loading', partial: false };
    case 'loading':
      return { ...progress, result, partial: progress.partial && result !== undefined };
  }
}
