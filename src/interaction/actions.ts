import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';
import type { PanelActions } from './panels.js';

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
  /** By `createdAt:desc`; an empty text is the cloud's own order. */
  readonly sortBy: (sort: string) => void;
  readonly turnTo: (page: number) => void;
  /** Lets a list grow that is not shown page by page. */
  readonly more: () => void;
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
  /** Copies a text, or selects what shows it. */
  readonly copy: (text: string, shownBy: string) => void;
  readonly panels: PanelActions;
  /** Goes to the chosen image in the list, or shows it alone. */
  readonly reveal: () => void;
  /** Shows what is chosen and nothing else, or everything again. */
  readonly showChosen: (only: boolean) => void;
  /** Goes to the search field. */
  readonly focus: () => void;
  /** Goes from the search to what it has found. */
  readonly enter: () => void;
}
