import type { CatalogResult, Presence, Query } from '../../catalog/index.js';
import type { PickerState } from '../../controllers/image-list.js';
import type { ChooseMode } from '../../controllers/listbox.js';
import type { Locale } from '../../locales/registry.js';
import type { CloudImage } from '../../providers/image.js';
import type { Provider } from '../../providers/provider.js';

/** One chosen image: what is known of it, and whether it is there. */
export interface Choice {
  readonly id: string;
  readonly image: CloudImage | undefined;
  readonly presence: Presence;
}

/** What the templates show: a snapshot of the picker for one rendering. */
export interface PickerView extends Locale {
  readonly provider: Provider | undefined;
  readonly state: PickerState;
  readonly result: CatalogResult | undefined;
  readonly query: Query;
  readonly choices: readonly Choice[];
  /** What the field is called, where no visible label of its own says so. */
  readonly name: string;
  readonly dropdown: boolean;
  /** The popup of a dropdown is open. */
  readonly open: boolean;
  readonly multiple: boolean;
  readonly disabled: boolean;
  readonly required: boolean;
  readonly invalid: boolean;
  /** Position of the active option on this page. */
  readonly active: number;
  readonly slow: boolean;
  /** The images shown answer an older question than the one that is being asked. */
  readonly stale: boolean;
  readonly offline: boolean;
  /** There are limits, so some images may not fit. */
  readonly limited: boolean;
  /** Images that "select all" would choose; on this page, where not every match is known. */
  readonly selectableCount: number;
  /** Why an image cannot be chosen; `undefined` where it can. */
  readonly reason: (image: CloudImage) => string | undefined;
  readonly copied: boolean;
}

/** What the templates ask for. */
export interface PickerActions {
  readonly search: (text: string) => void;
  readonly filter: (id: string, values: readonly string[]) => void;
  readonly fit: (only: boolean) => void;
  readonly clear: () => void;
  readonly sort: (field: string) => void;
  readonly turnTo: (page: number) => void;
  readonly resize: (pageSize: number) => void;
  readonly choose: (image: CloudImage, mode: ChooseMode) => void;
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
  /** Goes from the search to what it has found. */
  readonly enter: () => void;
}
