import type { CatalogResult } from '../catalog/index.js';
import type { ProviderError } from '../providers/errors.js';
import type { Progress } from './query-task.js';

/** The current state of a picker. */
export type PickerState =
  /** No request can be sent yet: the parameters, attributes or properties in `missing` are not set. */
  | { readonly status: 'unconfigured'; readonly missing: readonly string[] }
  /** `result` is the previous result, or with `partial`, the matches found so far. */
  | { readonly status: 'loading'; readonly result?: CatalogResult | undefined; readonly partial: boolean }
  | { readonly status: 'ready'; readonly result: CatalogResult }
  /** `result` is the result shown before the failure. */
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
