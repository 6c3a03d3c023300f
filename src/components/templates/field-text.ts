import type { CloudImage } from '../../providers/image.js';
import { facetValues } from '../../catalog/filter.js';
import { isolated } from './parts.js';
import type { PickerView } from './view.js';

/** In which zone a date is shown as the cloud wrote it; `undefined` where it is a moment, shown in the person's. */
export const zoneOf = ({ datesWithoutZone }: CloudImage, field: 'createdAt' | 'updatedAt'): 'UTC' | undefined =>
  datesWithoutZone?.includes(field) ? 'UTC' : undefined;

/** Almost every image says so: it tells none apart. */
const BITS = /\s*\(?\b64[\s-]?bit\b\)?/i;

/** What an image's row says in a column; empty where the cloud does not say. */
export function fieldText(image: CloudImage, field: string, { messages, formats }: PickerView): string {
  // None of them turns the others round where it is written in the other direction.
  const listed = (values: readonly string[]) => formats.list(values.map((value) => isolated(messages.value(value))));
  const bytes = (value: number | undefined) => (value ? formats.bytes(value) : undefined);
  switch (field) {
    case 'sizeBytes':
      return image.sizeBytes === undefined ? '' : formats.bytes(image.sizeBytes);
    case 'createdAt':
    case 'updatedAt': {
      const date = image[field];
      return date ? formats.date(date, zoneOf(image, field)) : '';
    }
    case 'os':
      return image.os ? isolated(image.os.version?.replace(BITS, '') || messages.value(image.os.family)) : '';
    case 'requirements':
      return messages.requirements(bytes(image.minDiskBytes), bytes(image.minMemoryBytes));
    case 'location':
      return listed(image.locations);
    default:
      return listed(facetValues(image, field));
  }
}

/** The status as a row says it. Of one that is not known, the cloud's own word says most. */
export const statusText = ({ status, statusText }: CloudImage, { messages }: PickerView): string =>
  (status === 'unknown' && statusText) || messages.value(status);
