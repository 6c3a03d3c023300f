import type { ImageQuery } from '../controllers/image-query.js';
import { onServer } from '../controllers/on-server.js';
import type { Locale } from '../locales/registry.js';
import { isUnloaded } from '../providers/built-in.js';
import type { CloudImage } from '../providers/image.js';
import { getOwn } from '../providers/get-own.js';
import type { FormControl } from './form-control.js';
import type { Interaction } from '../interaction/interaction.js';
import { isNarrowed } from './templates/stand-in.js';
import type { PickerView, FilterSuggestion } from './templates/view.js';

interface ViewOptions {
  readonly query: ImageQuery;
  readonly interaction: Interaction;
  readonly locale: Locale;
  /** The value is invalid, and the error is shown. */
  readonly invalid: boolean;
  readonly rendered: number;
}

/** With fewer images than this, the search and filters are hidden. */
const WORTH_SEARCHING = 9;
/** Rows that a list loads by scrolling. Users load more with a button. */
const MOST_ROWS = 500;
/** With more rows per page than this, laying out all of them takes longer than a frame. */
const LONG_PAGE = 50;

/** Returns a snapshot of a picker for one rendering. */
export function viewOf(
  field: FormControl & { readonly label: string | null; readonly appearance: string },
  { query: list, interaction, locale, invalid, rendered }: ViewOptions,
): PickerView {
  const { catalog, query, source, state, result, asked } = list;
  const { multiple, values } = field;
  const known = query.labels ?? {};
  const messages = {
    ...locale.messages,
    value: (value: string) => getOwn(known, value) ?? locale.messages.value(value),
  };
  const labels = Array.from(field.labels, ({ textContent }) => textContent.trim()).filter(Boolean);
  const slotted = onServer ? undefined : field.querySelector(':scope > [slot=label]')?.textContent.trim();
  const choices = values.map((id) => ({ id, image: catalog?.get(id), presence: catalog?.presence(id) ?? 'unknown' }));
  const narrowed = isNarrowed(query);
  const few = result?.totalKind === 'exact' && result.total < WORTH_SEARCHING;
  const bare = state.status === 'unconfigured' || (state.status === 'error' && !result) || few;
  const rows = result?.images.length ?? 0;
  // A key can move to a row that has not been rendered.
  const renderedRows = Math.max(rendered, interaction.listbox.active + 1);
  // Controls in use are not removed.
  const tools = !bare || narrowed || interaction.isSearching;
  const { kind, failed, subject } = interaction.panels;
  return {
    ...locale,
    messages,
    provider: isUnloaded(source.provider) ? undefined : source.provider,
    state,
    result,
    query,
    columns: isUnloaded(source.provider) ? [] : (source.provider?.columns ?? []),
    page: list.page,
    pages: list.pages,
    rendered: renderedRows,
    long: list.pageSize > LONG_PAGE,
    paged: !list.grows,
    more:
      list.grows && list.page < (list.pages ?? Infinity) && rows > 0 && rows <= renderedRows
        ? rows < MOST_ROWS
          ? 'itself'
          : 'button'
        : undefined,
    choices,
    name: field.label || slotted || labels.join(' ') || messages.label,
    cards: field.appearance === 'cards',
    dropdown: interaction.isDropdown,
    open: interaction.open,
    multiple,
    disabled: onServer ? field.disabled : field.matches(':disabled'),
    required: field.required,
    invalid,
    active: interaction.listbox.active,
    waiting: state.status === 'loading' && rows === 0,
    slow: list.slow,
    stale: list.stale,
    offline: !onServer && !navigator.onLine,
    tools,
    narrowed,
    suggestion: rows === 0 && narrowed && state.status === 'ready' ? suggestionOf(list, messages) : undefined,
    onlyFitting: asked.onlyFitting,
    onlyChosen: asked.onlyChosen !== undefined,
    limited: list.limited,
    selectableCount: multiple ? interaction.selectable.length : 0,
    reason: (image) => reasonAgainst(image, list, locale),
    note: (image) => {
      const reason = list.unsuitability(image);
      return typeof reason === 'object' && 'status' in reason ? undefined : reasonAgainst(image, list, locale);
    },
    // With nothing to filter, the panel would cover the message.
    panel: (kind === 'details' ? subject !== undefined : tools) ? kind : undefined,
    panelFailed: failed,
    subject,
    copied: interaction.copied,
    composing: interaction.composing,
  };
}

/** The filter whose removal would match the most images; `undefined` unless all images are loaded. */
function suggestionOf({ catalog, query }: ImageQuery, messages: Locale['messages']): FilterSuggestion | undefined {
  const suggestions = Object.entries(query.filters).flatMap(([id, values]) => {
    const count = catalog?.matches({ ...query, filters: { ...query.filters, [id]: [] } })?.length ?? 0;
    const label = `${messages.field(id)}: ${values.map(messages.value).join(', ')}`;
    return values.length > 0 && count > 0 ? [{ id, label, count }] : [];
  });
  return suggestions.sort((a, b) => b.count - a.count)[0];
}

/** A message that says why an image cannot be selected; `undefined` if it can. */
function reasonAgainst(image: CloudImage, list: ImageQuery, { messages }: Locale): string | undefined {
  const reason = list.unsuitability(image);
  if (reason === undefined) return undefined;
  if (typeof reason !== 'object') return reason || messages.notSelectable;
  return 'status' in reason ? messages.unusable(reason.status) : messages.unsuitable(reason);
}
