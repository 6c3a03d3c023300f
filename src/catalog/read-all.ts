import { ProviderError } from '../providers/errors.js';
import type { Listing } from './listing.js';
import { shouldReplace, type Listings } from './listings.js';

export const isRead = (listing: Listing): boolean => listing.finished && !shouldReplace(listing);

/**
 * Reads a list to its end or up to `limit` rows, and once more if it changed during that time.
 *
 * @param report - called whenever more images have been loaded
 */
export async function readAll(
  listings: Listings,
  initial: Listing,
  limit: number,
  signal: AbortSignal,
  report: () => void,
): Promise<Listing> {
  let listing = initial;
  if (isRead(listing)) return listing;
  listing.listeners.add(report);
  try {
    await listing.walk(listing.hasFullBody ? Infinity : limit, signal);
  } finally {
    listing.listeners.delete(report);
  }
  while (shouldReplace(listing)) {
    const next = listings.replace(listing);
    try {
      await next.walk(limit, signal);
    } catch (error) {
      // After an abort another caller may still be reading the new one.
      if (!(error instanceof ProviderError)) throw error;
      listings.restore(listing, next);
      return listing;
    }
    listing = next;
  }
  return listing;
}
