import type { CatalogResult, Presence, Query } from '../../catalog/index.js';
import type { PickerState } from '../../controllers/picker-state.js';
import type { PanelKind } from '../../interaction/panels.js';
import type { Locale } from '../../locales/registry.js';
import type { CloudImage } from '../../providers/image.js';
import type { Provider } from '../../providers/provider.js';

/** One chosen image: what is known of it, and whether it is there. */
export interface Choice {
  readonly id: string;
  readonly image: CloudImage | undefined;
  readonly presence: Presence;
}

/** A filter without which a search would find something. */
export interface Rescue {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** What the templates show: a snapshot of the picker for one rendering. */
export interface PickerView extends Locale {
  readonly provider: Provider | undefined;
  readonly state: PickerState;
  readonly result: CatalogResult | undefined;
  readonly query: Query;
  /** What the rows say besides the name. */
  readonly columns: readonly string[];
  /** The page that was asked for last. */
  readonly page: number;
  /** How many there are of the list that is asked for; `undefined` where that is not known. */
  readonly pages: number | undefined;
  /** The list is shown page by page; otherwise it grows as it is scrolled. */
  readonly paged: boolean;
  /** There is more to scroll to: it comes by itself, or where there are many rows already, by a button. */
  readonly more: 'itself' | 'button' | undefined;
  readonly choices: readonly Choice[];
  /** What the field is called, where no visible label of its own says so. */
  readonly name: string;
  /** The images are side by side. */
  readonly cards: boolean;
  readonly dropdown: boolean;
  /** The popup of a dropdown is open. */
  readonly open: boolean;
  readonly multiple: boolean;
  readonly disabled: boolean;
  readonly required: boolean;
  readonly invalid: boolean;
  /** Position of the active option on this page. */
  readonly active: number;
  /** Nothing has come yet. */
  readonly waiting: boolean;
  readonly slow: boolean;
  /** The images shown answer an older question than the one that is being asked. */
  readonly stale: boolean;
  readonly offline: boolean;
  /** Search and filters are of use. */
  readonly tools: boolean;
  /** The person has searched or filtered. */
  readonly narrowed: boolean;
  readonly rescue: Rescue | undefined;
  readonly onlyFitting: boolean;
  readonly onlyChosen: boolean;
  /** There are limits, so some images may not fit. */
  readonly limited: boolean;
  /** Images that "select all" would choose; on this page, where not every match is known. */
  readonly selectableCount: number;
  /** Why an image cannot be chosen; `undefined` where it can. */
  readonly reason: (image: CloudImage) => string | undefined;
  /** The same, but for what the status of the image says already. */
  readonly note: (image: CloudImage) => string | undefined;
  /** What is open, and has something to show. */
  readonly panel: PanelKind | undefined;
  /** A panel was asked for, but could not be loaded. */
  readonly panelFailed: boolean;
  /** The image that details are about. */
  readonly subject: CloudImage | undefined;
  /** What was copied last. */
  readonly copied: string;
  /** A word is being composed in the search field, which stays as it is until then. */
  readonly composing: boolean;
}
