import type { CloudId } from './credentials.js';
import { hash } from './random.js';

/**
 * A word of twelve hexadecimal digits that only the last image of a catalogue contains: in its name, or for `horizon`, whose copies have
 * no name, at the start of its `providerInstanceId`.
 *
 * @param seed - as in the address; the default is 1
 */
export function needle(cloud: CloudId, size: number, seed = 1): string {
  const parts = [hash(`${cloud} ${String(size)} ${String(seed)}`), hash(`${String(seed)} ${String(size)} ${cloud}`)];
  return `f${parts.map((part) => part.toString(16).padStart(8, '0')).join('')}`.slice(0, 12);
}
