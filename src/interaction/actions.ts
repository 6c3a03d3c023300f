import type { CloudImage } from '../providers/image.js';
import type { SortField } from '../providers/provider.js';
import type { PanelActions } from './panels.js';

/** What the user can do, as the templates call it. */
export interface PickerActions {
  /** Also opens a dropdown. */
  readonly search: (text: string) => void;
  /** The composition of a word starts. */
  readonly compose: () => void;
  readonly filter: (id: string, values: readonly string[]) => void;
  readonly fit: (only: boolean) => void;
  readonly clear: () => void;
  readonly sort: (field: SortField) => void;
  /** For example `createdAt:desc`; empty for the cloud's own order. */
  readonly sortBy: (sort: string) => void;
  readonly turnTo: (page: number) => void;
  /** Loads more images of a list without pages. */
  readonly more: () => void;
  /** A pointer is pressed on an option: a click may follow, or a selection of its text. */
  readonly mouseDown: (event: MouseEvent) => void;
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
  /** Copies a text, or selects the element that shows it. */
  readonly copy: (text: string, shownBy: string) => void;
  readonly panels: PanelActions;
  /** Moves to the selected image in the list, or shows only that image. */
  readonly goToSelected: () => void;
  /** Shows only the selected images, or everything again. */
  readonly showChosen: (only: boolean) => void;
  /** Moves to the search field. */
  readonly focus: () => void;
  /** Moves from the search to its results. */
  readonly enter: () => void;
}
