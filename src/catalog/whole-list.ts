import { JoinedListing } from './joined-listing.js';
import { isSorted, olderQuery, olderSource, usesNewerFeatures } from './newer.js';
import { sortedPositions } from './sorted.js';
import { Walk } from './walk.js';

/** What only a query on a whole list of several pages needs. Loaded with the first one, or when one is to be expected. */
export const parts = { JoinedListing, Walk, sortedPositions, isSorted, olderQuery, olderSource, usesNewerFeatures };
