import type { CloudImage } from '../../providers/image.js';
import type { SortField } from '../../providers/provider.js';
import type { PickerView } from './view.js';

/** An image's field as text in a column; empty where the cloud does not say. */
export function fieldText(image: CloudImage, field: SortField, { messages, formats }: PickerView): string {
  switch (field) {
    case 'sizeBytes':
      return image.sizeBytes === undefined ? '' : formats.bytes(image.sizeBytes);
    case 'createdAt':
    case 'updatedAt': {
      const date = image[field];
      return date ? formats.date(date) : '';
    }
    case 'os':
      return image.os ? (image.os.version ?? messages.value(image.os.family)) : '';
    default:
      return messages.value(image[field] ?? '');
  }
}
