import type { CloudImage } from '../../providers/image.js';
import { facetValues } from '../../catalog/filter.js';
import { isolated } from './parts.js';
import type { PickerView } from './view.js';

/** In which zone a date is shown as the cloud wrote it; `undefined` where it is a moment, shown in the person's. */
export const zoneOf = ({ datesWithoutZone }: CloudImage, field: 'createdAt' | 'updatedAt'): 'UTC' | undefined =>
  datesWithoutZone?.includes(field) ? 'UTC' : undefined;

/** Almost every image says so: it tells none apart. */
const BITS = /\s*\(?\b64[\s-]?bit\b\)?/i;

/** Values in a sentence, none of which turns the others round where it is written in the other direction. */
export const listOf = (values: readonly string[], { messages, formats }: PickerView): string =>
  formats.list(values.map((value) => isolated(messages.value(value))));

/** What an image's row says in a column; empty where the cloud does not say. */
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

/** The status as a row says it. Of one that is not known, the cloud's own word says most. */
export const statusText = ({ status, statusText }: CloudImage, { messages }: PickerView): string =>
  (status === 'unknown' && statusText) || messages.value(status);
