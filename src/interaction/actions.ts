import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';

/** What a person can do, as the templates ask for it. */
export interface PickerActions {
  /** In a dropdown it opens, too. */
  readonly search: (text: string) => void;
  /** A word begins to be composed. */
  readonly compose: () => void;
  readonly filter: (id: string, values: readonly string[]) => void;
  readonly fit: (only: boolean) => void;
  readonly clear: () => void;
  readonly sort: (field: SortField) => void;
  readonly turnTo: (page: number) => void;
  readonly resize: (pageSize: number) => void;
  /** A button goes down on an option: what follows may be a click, or a selection of its text. */
  readonly grab: (event: MouseEvent) => void;
  readonly click: (image: CloudImage, event: MouseEvent) => void;
  readonly chooseAll: () => boolean;
  readonly remove: (id: string) => void;
  readonly removeAll: () => void;
  readonly press: (event: KeyboardEvent) => void;
  readonly toggle: (open?: boolean) => void;
  readonly reload: () => void;
  readonly resume: () => void;
  readonly signIn: () => void;
  readonly stop: () => void;
  readonly copy: (id: string) => void;
  /** Goes to the search field. */
  readonly focus: () => void;
  /** Goes from the search to what it has found. */
  readonly enter: () => void;
}
