import type { CloudImage } from '../../providers/image.js';
import type { SortField } from '../../providers/provider.js';
import type { PickerView } from './view.js';

/** In which zone a date is shown as the cloud wrote it; `undefined` where it is a moment, shown in the person's. */
export const zoneOf = ({ datesWithoutZone }: CloudImage, field: 'createdAt' | 'updatedAt'): 'UTC' | undefined =>
  datesWithoutZone?.includes(field) ? 'UTC' : undefined;

/** What the cloud itself says in a field, if that is what is shown. */
export const cloudText = (image: CloudImage, field: SortField): unknown =>
  field === 'os' ? image.os?.version : image[field];

/** An image's field as text in a column; empty where the cloud does not say. */
export function fieldText(image: CloudImage, field: SortField, { messages, formats }: PickerView): string {
  switch (field) {
    case 'sizeBytes':
      return image.sizeBytes === undefined ? '' : formats.bytes(image.sizeBytes);
    case 'createdAt':
    case 'updatedAt': {
      const date = image[field];
      return date ? formats.date(date, zoneOf(image, field)) : '';
    }
    case 'status':
      // Of a status that is not known, the cloud's own word says most.
      return (image.status === 'unknown' && image.statusText) || messages.value(image.status);
    case 'os':
      return image.os ? (image.os.version ?? messages.value(image.os.family)) : '';
    default:
      return messages.value(image[field] ?? '');
  }
}
