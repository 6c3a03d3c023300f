import type { CatalogResult, Presence, Query } from '../../catalog/index.js';
import type { PickerState } from '../../controllers/picker-state.js';
import type { PanelKind } from '../../interaction/panels.js';
import type { Locale } from '../../locales/registry.js';
import type { CloudImage } from '../../providers/image.js';
import type { Provider } from '../../providers/provider.js';

/** A selected image: its data, if known, and whether it exists. */
export interface Choice {
  readonly id: string;
  readonly image: CloudImage | undefined;
  readonly presence: Presence;
}

/** A filter without which there would be matches. */
export interface FilterSuggestion {
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
  /** The columns after the name. */
  readonly columns: readonly string[];
  /** The last requested page. */
  readonly page: number;
  /** The number of pages of the requested list; `undefined` if unknown. */
  readonly pages: number | undefined;
  /** The first rows of a page that are rendered; the others follow. */
  readonly rendered: number;
  /** Pages have so many rows that those out of sight are not laid out, and columns have fixed widths. */
  readonly long: boolean;
  /** The list has pages; otherwise, it grows as the user scrolls. */
  readonly paged: boolean;
  /** How more images load: automatically, or if there are many rows already, with a button. */
  readonly more: 'itself' | 'button' | undefined;
  readonly choices: readonly Choice[];
  /** The name of the field, if it has no visible label of its own. */
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
  /** The position of the active option on this page. */
  readonly active: number;
  /** Nothing has loaded yet. */
  readonly waiting: boolean;
  readonly slow: boolean;
  /** The shown images belong to an earlier query. */
  readonly stale: boolean;
  readonly offline: boolean;
  /** Search and filters are shown. */
  readonly tools: boolean;
  /** The user has searched or filtered. */
  readonly narrowed: boolean;
  readonly suggestion: FilterSuggestion | undefined;
  readonly onlyFitting: boolean;
  readonly onlyChosen: boolean;
  /** There are limits, so some images may not fit. */
  readonly limited: boolean;
  /** The number of images that "select all" would select; on this page, if not every match is known. */
  readonly selectableCount: number;
  /** Why an image cannot be selected; `undefined` if it can. */
  readonly reason: (image: CloudImage) => string | undefined;
  /** The same, except for reasons that the status of the image already shows. */
  readonly note: (image: CloudImage) => string | undefined;
  /** The open panel, if it has something to show. */
  readonly panel: PanelKind | undefined;
  /** A requested panel could not be loaded. */
  readonly panelFailed: boolean;
  /** The image that details are about. */
  readonly subject: CloudImage | undefined;
  /** The text that was copied last. */
  readonly copied: string;
  /** A word is being composed in the search field, which must not change until that ends. */
  readonly composing: boolean;
}
