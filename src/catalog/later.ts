import { Later } from '../later.js';
import { moduleError } from '../providers/errors.js';
import type { parts } from './whole-list.js';

export const wholeList = new Later(async () => (await import('./whole-list.js')).parts);

/** @throws ProviderError if it has not been loaded */
export function loadedWholeList(): typeof parts {
  if (!wholeList.part) throw moduleError('A module of cloud-image-picker');
  return wholeList.part;
}

/** @throws ProviderError if it cannot be loaded; the signal's reason after an abort */
export async function loadWholeList(signal: AbortSignal): Promise<typeof parts> {
  if (!wholeList.part) await wholeList.load();
  signal.throwIfAborted();
  return loadedWholeList();
}
