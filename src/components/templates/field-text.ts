import type { CloudImage } from '../../providers/image.js';
import { facetValues } from '../../catalog/filter.js';
import { isolated } from './parts.js';
import type { PickerView } from './view.js';

/** The time zone that shows a date as the cloud wrote it; `undefined` for a point in time, shown in the user's time zone. */
export const zoneOf = ({ datesWithoutZone }: CloudImage, field: 'createdAt' | 'updatedAt'): 'UTC' | undefined =>
  datesWithoutZone?.includes(field) ? 'UTC' : undefined;

/** Almost every image contains this, so it does not distinguish any. */
const BITS = /\s*\(?\b64[\s-]?bit\b\)?/i;

/** Values in a sentence, isolated so that none changes the direction of the others. */
export const listOf = (values: readonly string[], { messages, formats }: PickerView): string =>
  formats.list(values.map((value) => isolated(messages.value(value))));

/** The text of a column; empty if the cloud returns no value. */
export function fieldText(image: CloudImage, field: string, view: PickerView): string {
  const { messages, formats } = view;
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
      return listOf(image.locations, view);
    default:
      return listOf(facetValues(image, field), view);
  }
}

/** The status as a row shows it. For an unknown status, the cloud's own word is the most helpful. */
export const statusText = ({ status, statusText }: CloudImage, { messages }: PickerView): string =>
  (status === 'unknown' && statusText) || messages.value(status);
